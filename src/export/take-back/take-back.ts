import type { Layers } from "#acquisition";
import { isLarge, type Scenario } from "#scenario";
import type { PresentState } from "../checklist.ts";
import { comments } from "../cli/script.ts";
import type { ExportedDocument } from "../exported-document.ts";
import { fileNamesOf } from "../file-names.ts";
import { inRolloutOrder } from "../rollout-order.ts";
import { grantItems } from "./grant-items.ts";
import type { TakeBackItem } from "./item.ts";
import { keyPolicyItem, policyItem, roleItem, trustItem } from "./policy-items.ts";
import { temporaryKeyItems } from "./temporary-key-items.ts";

/** What is known of AWS when access is taken back. */
export interface TakeBackInput {
  readonly layers: Pick<Layers, "grants"> | undefined;
  /** What was in AWS before the roll-out. */
  readonly present: PresentState;
  /** The policies that were in a document's place before, by the document's id, as far as they were imported. */
  readonly before: ReadonlyMap<string, readonly string[]>;
}

/**
 * What to take back in AWS, in order: first what lets roles call and make grants, then the grants, which work without any
 * policy, then temporary keys, then the key policies, and last the roles, which key policies name until then. Empty for
 * a large scenario: the scripts of the AWS CLI export do it there. Never throws on what users wrote.
 * Sources: KMS Developer Guide, "Retiring and revoking grants", "Deleting an AWS KMS key"; IAM User Guide, "Delete roles
 * or instance profiles" (policies are detached first).
 */
export function takeBackOf(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  input: TakeBackInput,
): readonly TakeBackItem[] {
  if (isLarge(scenario)) return [];
  const names = fileNamesOf(documents);
  const fileNames = new Map(documents.map(({ id }, index) => [id, names[index] ?? ""]));
  const ordered = inRolloutOrder(scenario, documents);
  const ofRole = new Map<string, ExportedDocument[]>();
  for (const document of ordered) {
    if (document.kind !== "identity" || document.attachTo.to !== "role") continue;
    const { roleArn } = document.attachTo;
    ofRole.set(roleArn, [...(ofRole.get(roleArn) ?? []), document]);
  }
  const trusts = ordered.filter(({ kind }) => kind === "trust");
  const keys = ordered.filter(({ kind }) => kind === "key");
  const wasThere = input.present !== "nothing";
  const restored = (document: ExportedDocument) => ({
    fileName: fileNames.get(document.id) ?? "",
    before: input.before.get(document.id),
  });
  return [
    ...[...ofRole.values()].map(policyItem),
    ...(wasThere ? trusts.map((trust) => trustItem(trust, restored(trust))) : []),
    ...grantItems(scenario, input.layers),
    ...temporaryKeyItems(scenario),
    ...keys.map((key) => keyPolicyItem(key, restored(key))),
    ...(wasThere ? [] : trusts.map(roleItem)),
  ];
}

/** All commands in order, each account under a comment: credentials change between them. */
export function takeBackScript(items: readonly TakeBackItem[]): string {
  return items
    .flatMap(({ title, account, region, by, warning, lookFirst, commands, hints }) => [
      ...comments([
        `${title}, account ${account}${region === undefined ? "" : `, ${region}`}: ${by}`,
        ...(warning === undefined ? [] : [warning]),
        ...hints,
      ]),
      ...(lookFirst.length > 0 ? ["# Changes nothing:", ...lookFirst] : []),
      ...(commands.length > 0 ? ["# Takes it back:", ...commands] : []),
      "",
    ])
    .join("\n");
}
