import type { OwnRule, RuleCondition } from "#scenario";
import { createGrant, listed, useOfKey } from "../claims/parts-of-claims.ts";

/** Actions that a rule can name together. */
export interface ActionGroup {
  readonly id: "use" | "decrypt" | "grant" | "change" | "delete" | "everything";
  /** The verb, before the key: “decrypt with”. */
  readonly verb: string;
  readonly actions: readonly string[];
}

/** The groups that the editor of rules offers. Source: Service Authorization Reference, AWS KMS. */
export const actionGroups: readonly ActionGroup[] = [
  { id: "everything", verb: "use or manage", actions: ["kms:*"] },
  { id: "use", verb: "use", actions: useOfKey },
  { id: "decrypt", verb: "decrypt with", actions: ["kms:Decrypt", "kms:ReEncryptFrom"] },
  { id: "grant", verb: "make grants on", actions: [createGrant] },
  {
    id: "change",
    verb: "change the key policy of, disable or delete",
    actions: [
      "kms:PutKeyPolicy",
      "kms:DisableKey",
      "kms:ScheduleKeyDeletion",
      "kms:DeleteImportedKeyMaterial",
    ],
  },
  { id: "delete", verb: "delete", actions: ["kms:ScheduleKeyDeletion"] },
];

/** The group that is exactly these actions. */
export function actionGroupOf(actions: readonly string[]): ActionGroup | undefined {
  return actionGroups.find(
    (group) =>
      group.actions.length === actions.length &&
      group.actions.every((action) => actions.includes(action)),
  );
}

/**
 * A rule as a sentence about a key: “Nobody outside o-… can decrypt with key 1234 in eu-west-1.” `known`: other users of the
 * key that the answers name, which a rule about everyone else does not count.
 */
export function ruleSentence(
  {
    who,
    principals,
    actions,
    onlyWhen,
  }: Pick<OwnRule, "who" | "principals" | "actions" | "onlyWhen">,
  key: string,
  known: readonly string[] = [],
): string {
  const verb = actionGroupOf(actions)?.verb ?? `call ${listed(actions)} on`;
  const except = listed(onlyWhen.map(conditionWords));
  const conditions = except === "" ? "" : `, except ${except}`;
  if (who === "these")
    return `${capitalised(listed(principals.map(principalWords)))} cannot ${verb} ${key}${conditions}.`;
  const outside =
    principals.length > 0 && principals.every((one) => /^(?:\d|o-|import-accounts$)/.test(one));
  const others = principals.length === 0 ? "" : outside ? " outside " : " but ";
  const users = known.length === 0 ? "" : `, not counting ${listed(known)},`;
  return `Nobody${others}${listed(principals.map(principalWords))}${users} can ${verb} ${key}${conditions}.`;
}

/** What a rule calls a principal. */
export function principalWords(principal: string): string {
  if (principal === "import-roles") return "the roles of the import";
  if (principal === "import-accounts") return "the accounts of the import";
  if (principal === "ec2") return "EC2";
  const [, kind, name] = /:(role|user)\/(?:.*\/)?([^/]+)$/.exec(principal) ?? [];
  if (kind && name) return `the ${kind} ${name} of ${principal.split(":")[4]}`;
  return /^\d/.test(principal) ? `account ${principal}` : principal;
}

/** What a rule calls a condition: “through EC2 in eu-west-1”. */
export function conditionWords(condition: RuleCondition): string {
  if (condition.by === "aws-resources") return "for AWS resources";
  if (condition.by === "ebs-data") return "for EBS volumes and snapshots";
  const regions = condition.regions.length === 0 ? "the key’s region" : listed(condition.regions);
  return condition.by === "region" ? `in ${regions}` : `through EC2 in ${regions}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
