import { iamCommand } from "#policy";
import {
  type GrantToMake,
  grantsToMake,
  keyDocumentId,
  keyStateWords,
  platformRole,
  remediesOfState,
  type Scenario,
  type StateRemedy,
  sourcesOf,
  stateOfKey,
} from "#scenario";
import { attachGuide, backupName, createRole, presentKeyPolicy, presentTrust } from "./attach.ts";
import type { ExportedDocument } from "./exported-document.ts";
import { fileNamesOf } from "./file-names.ts";
import { inRolloutOrder } from "./rollout-order.ts";

/** What the user has in AWS before the roll-out: it decides whether roles are made or changed. */
export const presentStates = ["nothing", "policies", "template"] as const;
/** See `presentStates`; `template`: the vendor's template made the roles. */
export type PresentState = (typeof presentStates)[number];

/** One thing to do in AWS: a document that goes to its role or key, or a grant for another user of a key. */
export interface ChecklistItem {
  /** The document's id, or the grant's. */
  readonly id: string;
  /** “Replace the key policy”. */
  readonly title: string;
  /** Where it is done. */
  readonly account: string;
  readonly region?: string;
  /** The role or key that it changes. */
  readonly place: ExportedDocument["attachTo"] & { readonly name: string };
  /** What is put there: the document's text, or the grant's command. */
  readonly text: string;
  /** What a person clicks, in order; empty if the console cannot do it. */
  readonly consolePath: readonly string[];
  /** Set if the commands overwrite something: what is lost, and the commands that keep it first. */
  readonly replaces?: { readonly warning: string; readonly backup: readonly string[] };
  /** What makes the key usable, if its state refuses an import. */
  readonly state?: { readonly warning: string; readonly remedies: readonly StateRemedy[] };
  /** Each is one line of a POSIX shell. */
  readonly commands: readonly string[];
  readonly hints: readonly string[];
}

/**
 * What to do in AWS, in order; the grants for other users last, since the key policies let their accounts make them. The
 * documents are as edited; their texts are not read.
 * Source: IAM API Reference, "UpdateAssumeRolePolicy", and KMS API Reference, "PutKeyPolicy": each replaces the
 * whole policy.
 */
export function checklistOf(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  present: PresentState,
): readonly ChecklistItem[] {
  const names = fileNamesOf(documents);
  const nameOf = new Map(documents.map(({ id }, index) => [id, names[index] ?? ""]));
  const platform = platformRole(scenario)?.arn;
  const states = statesByDocument(scenario);
  const ofDocuments = inRolloutOrder(scenario, documents).map((document): ChecklistItem => {
    const fileName = nameOf.get(document.id) ?? "";
    const guide = attachGuide(document, fileName);
    const item = {
      id: document.id,
      account: document.account,
      ...(document.region === undefined ? {} : { region: document.region }),
      place: { ...document.attachTo, name: document.name },
      text: document.text,
      consolePath: guide.consolePath,
      commands: guide.commands,
      hints: guide.hint === undefined ? [] : [guide.hint],
    };
    const { attachTo } = document;
    if (attachTo.to === "key")
      return {
        ...item,
        ...keyItem(document, attachTo, fileName),
        ...states.get(document.id),
      };
    const { roleName, roleArn } = attachTo;
    if (document.kind === "trust")
      return { ...item, ...trustItem(roleName, roleArn, fileName, present, scenario) };
    return {
      ...item,
      title: partTitle(`Give ${roleName} its policy`, document),
      hints: [
        ...item.hints,
        ...(present === "nothing" && roleArn !== platform
          ? []
          : [
              `Other policies of ${roleName} stay in force and may allow more. List them: ${iamCommand(scenario.partition, "list-attached-role-policies", { "role-name": roleName })}`,
            ]),
      ],
    };
  });
  return [...ofDocuments, ...grantsToMake(scenario).map(grantItem)];
}

function grantItem({ id, user, role, key, command }: GrantToMake): ChecklistItem {
  return {
    id,
    title: `Make the grant for ${user}`,
    account: role.account,
    region: key.region,
    place: { to: "role", roleName: role.name, roleArn: role.arn, name: role.name },
    text: command,
    consolePath: [],
    commands: [command],
    hints: [
      `Run it as an administrator of account ${role.account}, after the policy of ${key.name} in account ${key.account} is in place.`,
      ...(key.arn === undefined ? ["Replace KEY_ARN by the ARN of the key."] : []),
    ],
  };
}

function partTitle(title: string, { part }: ExportedDocument): string {
  return part ? `${title} (${part.number} of ${part.of})` : title;
}

function trustItem(
  name: string,
  arn: string,
  fileName: string,
  present: PresentState,
  scenario: Scenario,
): Pick<ChecklistItem, "title"> & Partial<ChecklistItem> {
  if (present === "nothing")
    return {
      title: `Make ${name} and its trust policy`,
      consolePath: ["IAM", "Roles", "Create role", "Custom trust policy"],
      commands: [createRole(scenario, arn, name, fileName)],
      hints: [],
    };
  return {
    title: `Replace the trust policy of ${name}`,
    replaces: {
      warning: "update-assume-role-policy replaces the whole trust policy.",
      backup: [`${presentTrust(arn, name)} > ${backupName(fileName)}`],
    },
  };
}

function keyItem(
  document: ExportedDocument,
  attachTo: Extract<ExportedDocument["attachTo"], { to: "key" }>,
  fileName: string,
): Pick<ChecklistItem, "title" | "replaces"> {
  const isAlias = attachTo.keyArn === undefined && document.name.startsWith("alias/");
  return {
    title: attachTo.keyArn || isAlias ? "Replace the key policy" : "Replace the policy of each key",
    replaces: {
      warning: "put-key-policy replaces the whole policy of the key.",
      backup: [`${presentKeyPolicy(document, attachTo)} > ${backupName(fileName)}`],
    },
  };
}

/** What the answers say of keys that no import can use, by the id of the policy of the key in its region. */
function statesByDocument(scenario: Scenario): ReadonlyMap<string, Pick<ChecklistItem, "state">> {
  if (!scenario.targets.some(({ keys }) => keys.some(({ states }) => states))) return new Map();
  return new Map(
    sourcesOf(scenario).flatMap((source): (readonly [string, Pick<ChecklistItem, "state">])[] => {
      const state = stateOfKey(source.key, source.region);
      if (state === undefined || state === "enabled") return [];
      const warning = `The key is ${keyStateWords[state]}: no import can use it.`;
      const remedies = remediesOfState(scenario, source, state);
      return [[keyDocumentId(source), { state: { warning, remedies } }]];
    }),
  );
}
