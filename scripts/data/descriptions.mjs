import { asPattern, byName, shortDescription } from "./tables.mjs";

/** KMS's own actions have their descriptions in its own file already. */
const actionServices = ["ebs", "ec2", "iam", "sts"];
const keyServices = ["ebs", "ec2", "iam", "kms", "sts"];

const levelCodes = {
  List: "l",
  Read: "r",
  Write: "w",
  "Permissions management": "p",
  Tagging: "t",
};

/** The body of src/policy/descriptions/descriptions.generated.ts. */
export function descriptionsFile(read) {
  const actions = actionServices.flatMap((service) =>
    Object.values(read(`actions/${service}.json`))
      .sort((one, other) => byName(one.name, other.name))
      .map(({ name, accessLevel, description }) => {
        const level = levelCodes[accessLevel.split(", ")[0]];
        if (!level) throw new Error(`an access level that is new: ${accessLevel}`);
        return `${service}:${name} ${level} ${shortDescription(description)}`;
      }),
  );
  const keys = new Map();
  for (const service of keyServices)
    for (const { key, description } of Object.values(read(`conditionKeys/${service}.json`)))
      if (!key.startsWith("aws:")) keys.set(asPattern(key), oneSentence(description));
  return `/** Name, code of the access level, description: one action a line. */
export const actionLines = ${text(actions)};

/** Name and description: one condition key a line. */
export const keyLines = ${text([...keys].sort(([one], [other]) => byName(one, other)).map((entry) => entry.join(" ")))};
`;
}

const oneSentence = (description) => description.split(/\.(?:\s|$)/)[0].replaceAll(/\s+/g, " ");

/** Lines as a template literal. */
function text(lines) {
  return `\`${lines.join("\n").replaceAll("\\", "\\\\").replaceAll("`", "\\`").replaceAll("$", "\\$")}\``;
}
