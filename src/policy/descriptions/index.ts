import { type AccessLevel, kmsAction } from "../kms/index.ts";
import { allServices } from "../services/index.ts";
import { actionLines, keyLines } from "./descriptions.generated.ts";
import { globalKeyDescriptions } from "./global-keys.ts";

/** What an action does, and its access level. Source: Service Authorization Reference. */
export interface ActionDescription {
  readonly accessLevel: AccessLevel;
  readonly description: string;
}

const levelOfCode: Readonly<Record<string, AccessLevel>> = {
  l: "List",
  r: "Read",
  w: "Write",
  p: "Permissions management",
  t: "Tagging",
};

const actions: ReadonlyMap<string, ActionDescription> = new Map(
  actionLines.split("\n").map((line) => {
    const [full = "", level = "", ...words] = line.split(" ");
    const accessLevel = levelOfCode[level] ?? "Write";
    return [full.toLowerCase(), { accessLevel, description: words.join(" ") }];
  }),
);

const keys: ReadonlyMap<string, string> = new Map([
  ...Object.entries(globalKeyDescriptions),
  ...keyLines.split("\n").map((line): [string, string] => {
    const space = line.indexOf(" ");
    return [line.slice(0, space), line.slice(space + 1)];
  }),
]);

/** The description of an action (`ec2:CreateVolume`, in any case) of KMS, EC2, EBS, IAM or STS. */
export function actionDescription(action: string): ActionDescription | undefined {
  const name = action.toLowerCase();
  if (name.startsWith("kms:")) return kmsAction(name);
  return actions.get(name);
}

/** What a condition key compares. The name is in any case, with its suffix if the key needs one. */
export function conditionKeyDescription(name: string): string | undefined {
  const known = allServices.conditionKey(name);
  return known && keys.get(known.name);
}
