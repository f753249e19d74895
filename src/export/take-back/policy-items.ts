import { iamCommand, partitionOfArn } from "#policy";
import { attachGuide, backupName, presentKeyPolicy, presentTrust } from "../attach.ts";
import { type ExportedDocument, policyNameOf } from "../exported-document.ts";
import { nothingRemoved, type TakeBackItem } from "./item.ts";

/** A document's file, and what was in its place before, as far as that was imported. */
export interface Restored {
  readonly fileName: string;
  readonly before: readonly string[] | undefined;
}

const administrator = (account: string) => `an administrator of IAM in ${account}`;

/**
 * Detaches and deletes the policies of one role. `documents`: all of the role, at least one.
 * Source: AWS CLI Command Reference, `iam detach-role-policy`, `delete-policy`, `list-entities-for-policy`.
 */
export function policyItem(documents: readonly ExportedDocument[]): TakeBackItem {
  const [first] = documents;
  if (first?.attachTo.to !== "role") throw new Error("a policy needs its role");
  const { roleName, roleArn } = first.attachTo;
  const partition = partitionOfArn(roleArn);
  const arns = documents.map(
    ({ account, part }) =>
      `arn:${partition}:iam::${account}:policy/${policyNameOf(roleName, part)}`,
  );
  return {
    id: `take-back/policy/${first.id}`,
    title: `Detach ${arns.length === 1 ? "the policy" : `the ${arns.length} policies`} of ${roleName}`,
    account: first.account,
    by: administrator(first.account),
    lookFirst: arns.map((arn) =>
      iamCommand(partition, "list-entities-for-policy", { "policy-arn": arn }),
    ),
    commands: arns.flatMap((arn) => [
      iamCommand(partition, "detach-role-policy", { "role-name": roleName, "policy-arn": arn }),
      iamCommand(partition, "delete-policy", { "policy-arn": arn }),
    ]),
    hints: [
      "It cuts running sessions, too. IAM deletes a policy only if nothing else has it and it has one version.",
    ],
    removal: { ...nothingRemoved, documents: documents.map(({ id }) => id) },
  };
}

/** Restores the trust policy that a role had. */
export function trustItem(document: ExportedDocument, restored: Restored): TakeBackItem {
  const { roleName, roleArn } = roleOfDocument(document);
  const backup = backupName(restored.fileName);
  return {
    id: `take-back/trust/${document.id}`,
    title: `Restore the trust policy of ${roleName}`,
    account: document.account,
    by: administrator(document.account),
    lookFirst: [`${presentTrust(roleArn, roleName)} | diff - ${backup}`],
    commands: attachGuide(document, backup).commands,
    hints: [fromScripts(document.account, `trust.${roleName}.1`), ...unknownHint(restored)],
    removal: { ...nothingRemoved, ...textOf(document, restored) },
  };
}

/** Restores the policy that a key had, from the backup of the checklist. */
export function keyPolicyItem(document: ExportedDocument, restored: Restored): TakeBackItem {
  const { attachTo, account, region, name } = document;
  const backup = backupName(restored.fileName);
  const guide = attachGuide(document, backup);
  return {
    id: `take-back/key/${document.id}`,
    title:
      attachTo.to === "key" && attachTo.keyArn === undefined && !name.startsWith("alias/")
        ? "Restore the policy of each key"
        : "Restore the key policy",
    account,
    ...(region === undefined ? {} : { region }),
    by: `an administrator of the key (kms:PutKeyPolicy) in ${account}`,
    warning: "put-key-policy replaces the whole policy: changes that others made since are lost.",
    lookFirst: [
      `${presentKeyPolicy(document, attachTo.to === "key" ? attachTo : {})} | diff - ${backup}`,
    ],
    commands: guide.commands,
    hints: [
      ...(guide.hint === undefined ? [] : [guide.hint]),
      fromScripts(account, `key.${region ?? ""}.KEY_ID.1`),
      ...unknownHint(restored),
    ],
    removal: { ...nothingRemoved, ...textOf(document, restored) },
  };
}

/** Deletes a role that was made for the import. Source: AWS CLI Command Reference, `iam delete-role`. */
export function roleItem(document: ExportedDocument): TakeBackItem {
  const { roleName, roleArn } = roleOfDocument(document);
  const partition = partitionOfArn(roleArn);
  const ofRole = { "role-name": roleName };
  return {
    id: `take-back/role/${document.id}`,
    title: `Delete ${roleName}`,
    account: document.account,
    by: administrator(document.account),
    lookFirst: [
      iamCommand(partition, "list-attached-role-policies", ofRole),
      iamCommand(partition, "list-role-policies", ofRole),
    ],
    commands: [iamCommand(partition, "delete-role", ofRole)],
    hints: ["IAM refuses it as long as the role has a policy."],
    removal: { ...nothingRemoved, documents: [document.id], roles: [roleArn] },
  };
}

function roleOfDocument({ attachTo, name }: ExportedDocument) {
  return attachTo.to === "role" ? attachTo : { roleName: name, roleArn: name };
}

function textOf({ id }: ExportedDocument, { before = [] }: Restored) {
  const [text, second] = before;
  return text === undefined || second !== undefined ? { unknown: [id] } : { texts: { [id]: text } };
}

function unknownHint({ before = [] }: Restored): readonly string[] {
  return before.length === 1
    ? []
    : ["Import the policy that comes back, and Keyhole decides what it still allows."];
}

function fromScripts(account: string, file: string): string {
  return `Rolled out with the scripts of the AWS CLI export: the backup is backup/${account}/${file}, and ${account}-rollback.sh restores it.`;
}
