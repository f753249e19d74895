import { asPattern, byName, indexed, keysOfAction, lines, typeCode } from "./tables.mjs";

/** The services whose actions the linter judges by condition key and resource. */
const knownInFull = ["ebs", "ec2", "iam", "kms", "sts"];

/** The body of src/policy/services/services.generated.ts. */
export function servicesFile(read) {
  const services = [...read("services.json")].sort(byName);
  const actionNames = services.map((service) => {
    const actions = Object.values(read(`actions/${service}.json`));
    return [
      service,
      actions
        .map(({ name }) => name)
        .sort(byName)
        .join(" "),
    ];
  });
  const keyTypes = new Map();
  for (const service of services)
    for (const { key, type } of Object.values(read(`conditionKeys/${service}.json`)))
      if (!key.startsWith("aws:")) keyTypes.set(asPattern(key), typeCode(type));
  return `import type { ServiceRows } from "./rows.ts";

/** Every service prefix with the names of its actions. */
export const actionNameRows: readonly (readonly [string, string])[] = ${lines(actionNames)};

/** Every condition key that is not global, with the code of its type before it; \`\${…}\` stands for any text. */
export const conditionKeyRows = \`${[...keyTypes]
    .map(([key, code]) => code + key)
    .sort((one, other) => byName(one.slice(1), other.slice(1)))
    .join("\n")
    .replaceAll("$", "\\$")}\`;

${knownInFull.map((service) => serviceFacts(read, service)).join("\n")}`;
}

function serviceFacts(read, service) {
  const types = read(`resourceTypes/${service}.json`);
  const names = Object.keys(types).sort(byName);
  const sets = indexed();
  const keys = new Set();
  const ofAction = new Map();
  for (const action of Object.values(read(`actions/${service}.json`))) {
    const all = keysOfAction(action, types);
    for (const key of all) keys.add(key);
    ofAction.set(action, all);
  }
  const keyList = [...keys].sort(byName);
  const rows = [...ofAction]
    .sort(([one], [other]) => byName(one.name, other.name))
    .map(([action, all]) => [
      action.name,
      sets.of(all.map((key) => keyList.indexOf(key))),
      ...action.resourceTypes
        .map(({ name }) => names.indexOf(name.toLowerCase()))
        .sort((one, other) => one - other),
    ]);
  const facts = {
    keys: keyList,
    keySets: sets.entries(),
    arns: names.map((name) => types[name].arn),
    actions: rows,
  };
  return `export const ${service} = ${JSON.stringify(facts)} as unknown as ServiceRows;\n`;
}
