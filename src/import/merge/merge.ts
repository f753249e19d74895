import {
  createDocumentIndexCache,
  type DocumentIndexCache,
  type ScenarioDocument,
  type Summary,
} from "#acquisition";
import { generate } from "#generator";
import {
  limits,
  parseDocument,
  type Statement,
  sizeInBytes,
  sizeWithoutWhiteSpace,
  statementsOf,
} from "#policy";
import type { Scenario } from "#scenario";
import { runOf } from "#verdict";
import { type Draft, type DraftStatement, draftOf, textOf } from "./draft.ts";
import {
  allowing,
  type BlockingDeny,
  blockingDenies,
  type NewlyAllowedAbuse,
  newlyAllowedAbuses,
} from "./effects.ts";
import { allowedRequests, importIn, manageableIn, withText } from "./same-import.ts";
import { statementsIn } from "./statement-origin.ts";

/** Policies that were brought for one document. The first is the one that the others and ours go into. */
export interface MergeChoice {
  readonly documentId: string;
  readonly theirs: readonly string[];
}

/** One document with ours in theirs. */
export interface MergedDocument {
  readonly documentId: string;
  /** Theirs, with what was added and replaced; theirs byte for byte where nothing was to change. */
  readonly text: string;
  readonly changed: boolean;
  readonly added: readonly MergedStatement[];
  readonly replaced: readonly (MergedStatement & { readonly before: Statement })[];
  /** Ours that theirs make superfluous: the import does without them. */
  readonly redundant: readonly MergedStatement[];
  /** Ours that theirs have already, word for word. */
  readonly same: readonly MergedStatement[];
  /** What else to know: what was left out, raised or joined. */
  readonly notes: readonly string[];
  /** Over what AWS takes for this kind of document. */
  readonly tooLong?: {
    readonly size: number;
    readonly limit: number;
    readonly unit: string;
    /** What follows, and what to do. */
    readonly advice: string;
  };
}

export interface MergedStatement {
  readonly sid: string | undefined;
  readonly statement: Statement;
}

export interface Merged {
  readonly documents: readonly MergedDocument[];
  /** Documents that could not be merged, and what to change. */
  readonly failed: readonly { readonly documentId: string; readonly message: string }[];
  readonly stoppedBy: readonly BlockingDeny[];
  readonly opened: readonly NewlyAllowedAbuse[];
  readonly before: Summary;
  readonly after: Summary;
}

/**
 * Merges brought policies into the documents of a scenario. Theirs stay as they are; each of our statements is found
 * in theirs, takes the place of its earlier form, is left out where the import does as well without it, or is added.
 * A Deny of ours is never left out, nor is a statement that the import never needed: the user wrote that. Total.
 */
export function mergePolicies(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  choices: readonly MergeChoice[],
): Merged {
  const cache = createDocumentIndexCache();
  const drafts: Draft[] = [];
  const failed: { documentId: string; message: string }[] = [];
  const generated = new Map(generate(scenario).map(({ id, text }) => [id, text]));
  for (const { documentId, theirs } of choices) {
    const document = documents.find(({ id }) => id === documentId);
    if (!document || theirs.length === 0) continue;
    const draft = draftOf(document, generated.get(documentId) ?? "", theirs);
    if (draft.ok) drafts.push(draft.draft);
    else failed.push({ documentId, message: draft.message });
  }
  const lean = withoutRedundant(scenario, documents, drafts, cache);
  const now = written(documents, lean);
  const after = runOf(scenario, now, cache);
  const before = runOf(scenario, documents, cache);
  const merged = lean.map(mergedDocument);
  const { isTheirs, sidOf } = statementsIn(lean);
  return {
    documents: merged,
    failed,
    stoppedBy: blockingDenies(after, isTheirs, sidOf),
    opened: newlyAllowedAbuses(
      before,
      after,
      (probe) => allowing(scenario, now, probe, cache).filter(isTheirs),
      sidOf,
    ),
    before: before.summary,
    after: after.summary,
  };
}

/**
 * Leaves out, one after the other, what the import needs today and would not miss beside theirs. Their Deny statements
 * are put aside for that: with one that stops the import anyway nothing would be missed, until it is taken out.
 */
function withoutRedundant(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
  cache: DocumentIndexCache,
): readonly Draft[] {
  const judged = (now: readonly Draft[]) => withoutDenies(written(documents, now), drafts);
  const missesNothing = sameImportAs(scenario, judged(drafts), cache);
  const missesNothingToday = sameImportAs(scenario, documents, cache);
  const worksToday = allowedIn(scenario, documents, cache);
  let lean = drafts;
  for (const { document, ours } of drafts)
    for (const our of ours) {
      if (our.place.kind !== "added" || our.statement.Effect !== "Allow") continue;
      const without = lean.map((draft) =>
        draft.document.id === document.id ? leftOut(draft, our) : draft,
      );
      const judgedWithout = judged(without);
      if (!missesNothing(judgedWithout, document)) continue;
      const alone = withText(documents, document.id, our.documentWithout);
      if (missesNothingToday(alone, document)) continue;
      // What it is needed for today has to work by theirs, not to fail for another reason.
      const needed = difference(worksToday(document), allowedIn(scenario, alone, cache)(document));
      const working = allowedIn(scenario, judgedWithout, cache)(document);
      if (needed.every((request) => working.has(request))) lean = without;
    }
  return lean;
}

/** The documents with no Deny in those that something was brought for. */
function withoutDenies(
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
): readonly ScenarioDocument[] {
  const changed = new Set(drafts.map(({ document }) => document.id));
  return documents.map((document) => {
    const parsed = changed.has(document.id) ? parseDocument(document.text) : undefined;
    if (!parsed?.ok) return document;
    const Statement = statementsOf(parsed.policy).filter((one) => one.Effect === "Allow");
    return { ...document, text: JSON.stringify({ ...parsed.policy, Statement }) };
  });
}

/** The requests of the import, and of what must stay possible, that are allowed, for a document's scope. */
function allowedIn(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
) {
  const scopes = new Map<string, ReadonlySet<string>>();
  return (document: ScenarioDocument): ReadonlySet<string> => {
    const scope = scopeOf(scenario, document);
    const known = scopes.get(scope.name) ?? allowedRequests(scope.scenario, documents, cache);
    scopes.set(scope.name, known);
    return known;
  };
}

function difference(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  return [...one].filter((member) => !other.has(member));
}

/** Whether documents do as well for the import as those before, where only the given one differs. */
function sameImportAs(
  scenario: Scenario,
  before: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
) {
  const scopes = new Map<string, Scope>();
  return (after: readonly ScenarioDocument[], changed: ScenarioDocument): boolean => {
    const scope = scopeOf(scenario, changed);
    const known = scopes.get(scope.name) ?? {
      ...scope,
      wanted: importIn(scope.scenario, before, cache),
    };
    scopes.set(scope.name, known);
    if (importIn(known.scenario, after, cache) !== known.wanted) return false;
    // Only key policies let keys be managed. Abuses cannot grow where an Allow is left out.
    if (changed.kind !== "key") return true;
    known.managed ??= manageableIn(known.scenario, before, cache);
    return manageableIn(known.scenario, after, cache) === known.managed;
  };
}

interface Scope {
  readonly name: string;
  readonly scenario: Scenario;
  readonly wanted: string;
  managed?: string;
}

/** A target's documents bear on the imports from its account alone: of many accounts, one is run. */
function scopeOf(scenario: Scenario, { id, account }: ScenarioDocument): Omit<Scope, "wanted"> {
  if (id.startsWith("platform/")) return { name: "all", scenario };
  const targets = scenario.targets.filter((target) => target.account === account);
  return { name: account, scenario: { ...scenario, targets } };
}

function leftOut(draft: Draft, our: DraftStatement): Draft {
  const ours = draft.ours.map((one) =>
    one.place.ours === our.place.ours ? { ...one, redundant: true } : one,
  );
  return { ...draft, ours };
}

function written(
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
): readonly ScenarioDocument[] {
  return drafts.reduce((all, draft) => withText(all, draft.document.id, textOf(draft)), documents);
}

function mergedDocument(draft: Draft): MergedDocument {
  const { document, theirs, notes } = draft;
  const text = textOf(draft);
  const ours = (fits: (one: DraftStatement) => boolean): readonly MergedStatement[] =>
    draft.ours.filter(fits).map(({ statement }) => ({ sid: statement.Sid, statement }));
  const tooLong = excessOf(document.kind, text);
  return {
    documentId: document.id,
    text,
    changed: text !== theirs.text,
    added: ours(({ place, redundant }) => place.kind === "added" && !redundant),
    replaced: draft.ours.flatMap(({ place, statement }) => {
      const before = place.kind === "replaces" ? draft.statements[place.theirs] : undefined;
      return before ? [{ sid: statement.Sid, statement, before: before.value }] : [];
    }),
    redundant: ours(({ redundant }) => redundant),
    same: ours(({ place }) => place.kind === "same"),
    notes,
    ...(tooLong ? { tooLong } : {}),
  };
}

function excessOf(kind: ScenarioDocument["kind"], text: string): MergedDocument["tooLong"] {
  const plain = sizeWithoutWhiteSpace(text);
  const excess = (size: number, limit: number, unit: string, advice: string) =>
    size > limit ? { size, limit, unit, advice } : undefined;
  const characters = "characters without white space";
  if (kind === "key")
    return excess(sizeInBytes(text), limits.keyPolicyBytes, "bytes", "KMS refuses it: shorten it.");
  if (kind === "trust")
    return excess(
      plain,
      limits.trustPolicy,
      characters,
      plain > limits.trustPolicyOnRequest
        ? "IAM refuses it: shorten it."
        : "IAM takes it only where the quota for trust policies was raised.",
    );
  return excess(
    plain,
    limits.managedPolicy,
    characters,
    plain > limits.inlinePolicies
      ? "IAM refuses it: move statements to another policy."
      : `Too long for a managed policy. Inline it fits, where all policies of the role together have ${limits.inlinePolicies.toLocaleString("en-US")}.`,
  );
}
