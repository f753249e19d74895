import type { ScenarioDocument } from "#acquisition";
import type { Scenario } from "#scenario";
import type { ImportedPolicy } from "./imported.ts";

/**
 * Fills in the placeholders that the target document determines: account, partition and region. All others stay listed.
 * Source: CloudFormation User Guide, "Pseudo parameters reference".
 */
export function fillPlaceholders(
  policy: ImportedPolicy,
  document: ScenarioDocument,
  { partition }: Scenario,
): ImportedPolicy {
  const known: Readonly<Record<string, string | undefined>> = {
    "${AWS::AccountId}": document.account,
    "${AWS::Partition}": partition,
    // A role's policy applies in every region: only the stack knows which one its template means.
    "${AWS::Region}": document.region,
    "${AWS::URLSuffix}": partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
  };
  const answered = (placeholder: string) =>
    Object.hasOwn(known, placeholder) && known[placeholder] !== undefined;
  const used = new Set(policy.unresolved.map(({ placeholder }) => placeholder).filter(answered));
  if (used.size === 0) return policy;
  let { text } = policy;
  for (const placeholder of used) text = text.replaceAll(placeholder, known[placeholder] ?? "");
  return {
    ...policy,
    text,
    unresolved: policy.unresolved.filter(({ placeholder }) => !used.has(placeholder)),
  };
}
