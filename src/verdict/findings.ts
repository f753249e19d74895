import { lintOptions, type ScenarioDocument } from "#acquisition";
import type { Finding } from "#engine";
import type { Linter } from "#engine/linter";
import { regionsOfImport, type Scenario } from "#scenario";
import { createLayerFindings } from "./layer-findings.ts";
import type { Subject, Verdict } from "./types.ts";

/** What a linter finds in the documents whose texts are changed to `texts` (by document id), each beside the others. */
export function lintChanged(
  linter: Linter,
  { scenario, documents }: Subject,
  texts: ReadonlyMap<string, string>,
): Verdict["findings"] {
  const changed = documents.map((one) => ({ ...one, text: texts.get(one.id) ?? one.text }));
  const asked = changed.filter(({ id }) => texts.has(id));
  return createFindingsCache(regionsOfImport).inSome(
    linter,
    { scenario, documents: changed },
    asked,
  );
}

/** What the linter found in a document, and all that its answer depends on. */
interface Found {
  readonly document: ScenarioDocument;
  readonly regions: string;
  readonly beside: readonly string[];
  readonly findings: readonly Finding[];
}

/** Lints documents, and keeps the findings of those that did not change. */
export interface FindingsCache {
  /** What a linter finds, by document id, linted one by one; kept for the next call, even if it is not asked to the end. */
  readonly inAll: (linter: Linter, subject: Subject) => Generator<void, FindingsById>;
  /** What a linter finds in some documents of a subject, by document id. Not kept: large subjects would not fit. */
  readonly inSome: (
    linter: Linter,
    subject: Subject,
    some: readonly ScenarioDocument[],
  ) => FindingsById;
  /** What a linter finds in the layers of a subject, by their ids. */
  readonly inLayers: (linter: Linter, subject: Subject) => FindingsById;
}

type FindingsById = Readonly<Record<string, readonly Finding[]>>;

/** Lints subjects one after the other: a document that did not change is not linted again. */
export function createFindingsCache(
  importRegions: (scenario: Scenario) => readonly string[],
): FindingsCache {
  let found = new Map<string, Found>();
  let last: { subject: Subject; optionsOf: ReturnType<typeof lintOptions> } | undefined;
  /** Asked account by account for the same subject. */
  const optionsIn = (subject: Subject) => {
    if (last?.subject.scenario !== subject.scenario || last.subject.documents !== subject.documents)
      last = {
        subject,
        optionsOf: lintOptions(
          subject.scenario,
          subject.documents,
          importRegions(subject.scenario),
        ),
      };
    return last.optionsOf;
  };
  const lintLayers = createLayerFindings();
  const inLayers: FindingsCache["inLayers"] = (linter, { layers }) =>
    layers ? lintLayers(linter, layers) : {};
  return {
    inLayers,
    inAll: function* (linter, { scenario, documents, layers }) {
      const known = importRegions(scenario);
      const optionsOf = lintOptions(scenario, documents, known);
      const regions = known.join();
      const next = new Map<string, Found>();
      for (const document of documents) {
        const options = optionsOf(document);
        const now = { document, regions, beside: options.beside };
        const before = found.get(document.id);
        if (before && isSame(before, now)) {
          next.set(document.id, before);
          continue;
        }
        const fresh = { ...now, findings: linter.lint(document.text, options) };
        next.set(document.id, fresh);
        found.set(document.id, fresh);
        yield;
      }
      found = next;
      const ofLayers = inLayers(linter, { scenario, documents, layers });
      return {
        ...Object.fromEntries([...next].map(([id, { findings }]) => [id, findings])),
        ...ofLayers,
      };
    },
    inSome: (linter, subject, some) => {
      const optionsOf = optionsIn(subject);
      return Object.fromEntries(
        some.map((document) => [document.id, linter.lint(document.text, optionsOf(document))]),
      );
    },
  };
}

/** A document with all that a rule finds in it repaired; `undefined` if the subject has no such document. */
export function fixedDocument(
  linter: Linter,
  { scenario, documents }: Subject,
  documentId: string,
  rule: string,
): string | undefined {
  const document = documents.find(({ id }) => id === documentId);
  return document && linter.fixAll(document.text, rule, lintOptions(scenario, documents)(document));
}

function isSame(before: Omit<Found, "findings">, now: Omit<Found, "findings">): boolean {
  return (
    before.document.text === now.document.text &&
    before.document.kind === now.document.kind &&
    before.document.account === now.document.account &&
    before.regions === now.regions &&
    before.beside.length === now.beside.length &&
    before.beside.every((text, index) => text === now.beside[index])
  );
}
