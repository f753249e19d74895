import type { DocumentKind } from "#policy";
import { type Scenario, sourcesOf, targetRole } from "#scenario";

/**
 * Why the answers ask for no document of a kind, and which answer to change for one. Only for a kind of which there is
 * none.
 */
export function whyNoDocument(kind: DocumentKind, scenario: Scenario): string {
  const sources = sourcesOf(scenario);
  if (sources.length === 0)
    return "Your answers ask for no documents yet: finish Platform, and one account with a key.";
  const keys = scenario.targets.flatMap((target) => target.keys);
  if (kind === "key" && keys.every(({ type }) => type === "aws-managed"))
    return "The answers have an AWS managed key, whose policy AWS writes. For a key of your own, change the key’s type.";
  if (kind === "trust" && scenario.targets.every((target) => !targetRole(scenario, target)))
    return "No role is assumed: the platform’s role itself acts in its account. If it assumes another, name that role under Accounts and keys.";
  return "The document is not written yet: answer what is open under Accounts and keys.";
}
