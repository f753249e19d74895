import type { ScenarioDocument, TextsById } from "#acquisition";
import type { ImportedPolicy } from "../imported.ts";

/** A policy that is in AWS, and the document that it goes into, if the user or its name says so. */
export interface DeployedPolicy {
  readonly policy: ImportedPolicy;
  readonly documentId: string | undefined;
  /** Whether AWS refused nothing of what was collected: then a role without policies has none. */
  readonly isWhole: boolean;
}

/**
 * The texts of deployed policies by the document that they are compared with. A policy that names its roles counts for
 * each of them, wherever it goes: AWS decides by every policy of a role, those that AWS manages too. Never throws.
 */
export function deployedTexts(
  deployed: readonly DeployedPolicy[],
  documents: readonly ScenarioDocument[],
): TextsById {
  const texts = new Map<string, string[]>();
  for (const { policy, documentId, isWhole } of deployed) {
    const ofRoles = policy.roles.flatMap(({ arn }) => identityDocumentOf(arn, documents) ?? []);
    const isAttached = policy.kind === "identity" && policy.roles.length > 0;
    const ids = isAttached ? ofRoles : documentId === undefined ? [] : [documentId];
    for (const id of ids) texts.set(id, [...(texts.get(id) ?? []), policy.text]);
    // A role whose trust policy was read was collected: it may have no other policy.
    if (policy.kind === "trust" && isWhole)
      for (const id of ofRoles) texts.set(id, texts.get(id) ?? []);
  }
  return Object.fromEntries(texts);
}

/** The first, where a role's policy is in several parts. */
function identityDocumentOf(
  arn: string | undefined,
  documents: readonly ScenarioDocument[],
): string | undefined {
  return documents.find(
    ({ kind, attachTo }) =>
      kind === "identity" && attachTo.to === "role" && attachTo.roleArn === arn,
  )?.id;
}
