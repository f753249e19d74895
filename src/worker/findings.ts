import type { ScenarioDocument } from "#acquisition";
import { type Finding, fixAll, lint } from "#engine";
import { routesOf, type Scenario } from "#scenario";

/** What the linter found in a document, and all that it was asked with. */
interface Found {
  readonly document: ScenarioDocument;
  readonly regions: string;
  readonly beside: readonly string[];
  readonly findings: readonly Finding[];
}

/** A keystroke changes one document: what was found in the others is still so. */
let found = new Map<string, Found>();

/** What the linter finds, by document id. */
export function findingsOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): Readonly<Record<string, readonly Finding[]>> {
  const regions = regionsOf(scenario);
  const besideOf = identitiesByRole(documents);
  const next = new Map<string, Found>();
  for (const document of documents) {
    const beside = besideOf(document);
    const asked = { document, regions: regions.join(), beside };
    const before = found.get(document.id);
    const { kind, account, text } = document;
    next.set(
      document.id,
      before && sameQuestion(before, asked)
        ? before
        : { ...asked, findings: lint(text, { kind, account, known: { regions }, beside }) },
    );
  }
  found = next;
  return Object.fromEntries([...next].map(([id, { findings }]) => [id, findings]));
}

/** A document with all that a rule finds in it repaired, as `fixAll` does; nothing where there is no such document. */
export function fixedDocument(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  documentId: string,
  rule: string,
): string | undefined {
  const document = documents.find(({ id }) => id === documentId);
  if (!document) return undefined;
  const { kind, account, text } = document;
  const beside = identitiesByRole(documents)(document);
  return fixAll(text, rule, { kind, account, known: { regions: regionsOf(scenario) }, beside });
}

/** The regions that the import needs. */
function regionsOf(scenario: Scenario): readonly string[] {
  const sources = routesOf(scenario).map(({ source }) => source.region);
  return [...new Set([scenario.platform.region, ...sources])];
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

function sameQuestion(before: Omit<Found, "findings">, now: Omit<Found, "findings">): boolean {
  return (
    before.document.text === now.document.text &&
    before.document.kind === now.document.kind &&
    before.document.account === now.document.account &&
    before.regions === now.regions &&
    before.beside.length === now.beside.length &&
    before.beside.every((text, index) => text === now.beside[index])
  );
}
