import type { LintOptions } from "#engine";
import { regionsOfImport, type Scenario } from "#scenario";
import type { ScenarioDocument } from "./scenario-document.ts";

/** What the linter is told of each document: its kind and account, what the answers know, and its role's other policies. */
export function lintOptions(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  regions: readonly string[] = regionsOfImport(scenario),
): (document: ScenarioDocument) => LintOptions & Required<Pick<LintOptions, "beside">> {
  const known = { regions };
  const besideOf = identitiesByRole(documents);
  return (document) => {
    const { kind, account } = document;
    return { kind, account, known, beside: besideOf(document) };
  };
}

/** The texts of the other identity policies of a document's role. */
function identitiesByRole(
  documents: readonly ScenarioDocument[],
): (document: ScenarioDocument) => readonly string[] {
  const byRole = new Map<string, ScenarioDocument[]>();
  for (const document of documents) {
    if (document.kind !== "identity" || document.attachTo.to !== "role") continue;
    const together = byRole.get(document.attachTo.roleArn);
    if (together) together.push(document);
    else byRole.set(document.attachTo.roleArn, [document]);
  }
  return ({ id, kind, attachTo }) => {
    if (kind !== "identity" || attachTo.to !== "role") return [];
    const together = byRole.get(attachTo.roleArn) ?? [];
    return together.filter((other) => other.id !== id).map(({ text }) => text);
  };
}
