import type { DocumentKind } from "#policy";
import { type Scenario, sourcesOf, targetRole } from "#scenario";

/** Says why the answers need no document of a kind, and which answer to change. Call it only if there is none. */
export function whyNoDocument(kind: DocumentKind, scenario: Scenario): string {
  const sources = sourcesOf(scenario);
  if (sources.length === 0)
    return "Your answers need no documents yet. Complete Platform, and one account with a key.";
  const keys = scenario.targets.flatMap((target) => target.keys);
  if (kind === "key" && keys.every(({ type }) => type === "aws-managed"))
    return "AWS writes the policy of an AWS managed key. For a customer managed key, change the key’s type.";
  if (kind === "trust" && scenario.targets.every((target) => !targetRole(scenario, target)))
    return "The platform’s role assumes no role in its account. If it assumes one, enter that role under Accounts and keys.";
  return "The document is not generated yet. Answer the open questions under Accounts and keys.";
}
