import {
  createDocumentIndexCache,
  type DocumentIndexCache,
  type Layers,
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
import { platformOwner, type Scenario } from "#scenario";
import { runOf } from "#verdict";
import { type Draft, type DraftStatement, draftOf, textOf } from "./draft.ts";
import {
  allowing,
  type BlockingDeny,
  blockingDenies,
  type NewlyAllowedAbuse,
  newlyAllowedAbuses,
} from "./effects.ts";
import { administrationStates, allowedRequests, importOutcomes, withText } from "./same-import.ts";
import { statementsIn } from "./statement-origin.ts";

/** Policies that were imported for one document. The others and the generated statements are merged into the first. */
export interface MergeChoice {
  readonly documentId: string;
  readonly theirs: readonly string[];
}

/** One document after the merge. */
export interface MergedDocument {
  readonly documentId: string;
  /** The imported text, with statements added and replaced. Unchanged parts stay byte for byte the same. */
  readonly text: string;
  readonly changed: boolean;
  readonly added: readonly MergedStatement[];
  readonly replaced: readonly (MergedStatement & { readonly before: Statement })[];
  /** Generated statements that are not needed: the import works without them. */
  readonly redundant: readonly MergedStatement[];
  /** Generated statements that the imported policy already has, with the same meaning. */
  readonly same: readonly MergedStatement[];
  /** What else changed: statements left out, Version raised, policies joined. */
  readonly notes: readonly string[];
  /** Set if the document exceeds AWS's limit for its kind. */
  readonly tooLong?: {
    readonly size: number;
    readonly limit: number;
    readonly unit: string;
    /** The consequence, and what to do. */
    readonly advice: string;
  };
}

/** One statement of a merged document. */
export interface MergedStatement {
  readonly sid: string | undefined;
  readonly statement: Statement;
}

/** The result of a merge. */
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
 * Merges imported policies into the documents of a scenario. Imported statements stay unchanged. A generated statement
 * is skipped if the imported policy has it, replaces its earlier form, is left out if the import works without it, or
 * is added. A generated Deny is never left out, nor is a statement that the user wrote. `layers` count for what the import
 * and the abuses come to, not for what is needed: where they stop the import, no statement would be. Never throws.
 */
export function mergePolicies(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  choices: readonly MergeChoice[],
  layers?: Layers,
): Merged {
  const steps = mergeInSteps(scenario, documents, choices, layers);
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
}

/** How many of the statements that a merge has to check are checked. */
export interface MergeProgress {
  readonly done: number;
  readonly of: number;
}

/** `mergePolicies`, statement by statement: the caller decides when the next one is checked. */
export function* mergeInSteps(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  choices: readonly MergeChoice[],
  layers?: Layers,
): Generator<MergeProgress, Merged> {
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
  const lean = yield* withoutRedundant(scenario, documents, drafts, cache);
  const now = written(documents, lean);
  const after = runOf({ scenario, documents: now, layers }, cache);
  const before = runOf({ scenario, documents, layers }, cache);
  const merged = lean.map(mergedDocument);
  const { isTheirs, sidOf } = statementsIn(lean);
  return {
    documents: merged,
    failed,
    stoppedBy: blockingDenies(after, isTheirs, sidOf),
    opened: newlyAllowedAbuses(
      before,
      after,
      (probe) => allowing(scenario, now, probe, { layers, indexes: cache }).filter(isTheirs),
      sidOf,
    ),
    before: before.summary,
    after: after.summary,
  };
}

/**
 * Leaves out, one by one, each generated statement that the import needs today but not after the merge. Ignores
 * imported Deny statements here: a Deny that stops the import anyway would make every statement look unneeded.
 */
function* withoutRedundant(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
  cache: DocumentIndexCache,
): Generator<MergeProgress, readonly Draft[]> {
  const checked = (now: readonly Draft[]) => withoutDenies(written(documents, now), drafts);
  const missesNothing = sameImportAs(scenario, checked(drafts), cache);
  const missesNothingToday = sameImportAs(scenario, documents, cache);
  const worksToday = allowedIn(scenario, documents, cache);
  const of = drafts.reduce((sum, { ours }) => sum + ours.length, 0);
  let done = 0;
  let lean = drafts;
  for (const { document, ours } of drafts)
    for (const our of ours) {
      yield { done, of };
      done += 1;
      if (our.place.kind !== "added" || our.statement.Effect !== "Allow") continue;
      const without = lean.map((draft) =>
        draft.document.id === document.id ? leftOut(draft, our) : draft,
      );
      const checkedWithout = checked(without);
      if (!missesNothing(checkedWithout, document)) continue;
      const alone = withText(documents, document.id, our.documentWithout);
      if (missesNothingToday(alone, document)) continue;
      // The requests that need it must be allowed by imported statements, not fail for another reason.
      const needed = difference(worksToday(document), allowedIn(scenario, alone, cache)(document));
      const working = allowedIn(scenario, checkedWithout, cache)(document);
      if (needed.every((request) => working.has(request))) lean = without;
    }
  return lean;
}

/** The documents, without the Deny statements of those that are merged. */
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

/** The allowed requests of the import and of key administration, within the scope of a document. */
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

/** Whether the import has the same results with the changed document as before. */
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
      outcomes: importOutcomes(scope.scenario, before, cache),
    };
    scopes.set(scope.name, known);
    if (importOutcomes(known.scenario, after, cache) !== known.outcomes) return false;
    // Only key policies can make a key unmanageable. Removing an Allow cannot allow a new abuse.
    if (changed.kind !== "key") return true;
    known.managed ??= administrationStates(known.scenario, before, cache);
    return administrationStates(known.scenario, after, cache) === known.managed;
  };
}

interface Scope {
  readonly name: string;
  readonly scenario: Scenario;
  readonly outcomes: string;
  managed?: string;
}

/** A target's documents affect only imports from its account, so only that account is run. */
function scopeOf(
  scenario: Scenario,
  { owner, account }: ScenarioDocument,
): Omit<Scope, "outcomes"> {
  if (owner === platformOwner) return { name: "all", scenario };
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
    return excess(sizeInBytes(text), limits.keyPolicyBytes, "bytes", "KMS refuses it. Shorten it.");
  if (kind === "trust")
    return excess(
      plain,
      limits.trustPolicy,
      characters,
      plain > limits.trustPolicyOnRequest
        ? "IAM refuses it. Shorten it."
        : "IAM accepts it only if the quota for trust policies was raised.",
    );
  return excess(
    plain,
    limits.managedPolicy,
    characters,
    plain > limits.inlinePolicies
      ? "IAM refuses it. Move statements to another policy."
      : `Too long for a managed policy. It fits as an inline policy: all inline policies of a role together may have ${limits.inlinePolicies.toLocaleString("en-US")} characters.`,
  );
}
