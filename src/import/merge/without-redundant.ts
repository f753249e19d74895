import type { DocumentIndexCache, ScenarioDocument } from "#acquisition";
import { parseDocument, statementsOf } from "#policy";
import { platformOwner, type Scenario } from "#scenario";
import { type Draft, type DraftStatement, textOf } from "./draft.ts";
import { administrationStates, allowedRequests, importOutcomes, withText } from "./same-import.ts";

/** How many of the statements that a merge has to check are checked. */
export interface MergeProgress {
  readonly done: number;
  readonly of: number;
}

/**
 * Leaves out, one by one, each generated statement that the import needs today but not after the merge. Ignores
 * imported Deny statements here: a Deny that stops the import anyway would make every statement look unneeded.
 */
export function* withoutRedundant(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
  cache: DocumentIndexCache,
): Generator<MergeProgress, readonly Draft[]> {
  const checked = (now: readonly Draft[]) => withoutDenies(withMerged(documents, now), drafts);
  const scopeOf = scopesIn(scenario);
  const missesNothing = sameImportAs(scopeOf, checked(drafts), cache);
  const missesNothingToday = sameImportAs(scopeOf, documents, cache);
  const worksToday = allowedIn(scopeOf, documents, cache);
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
      const needed = difference(worksToday(document), allowedIn(scopeOf, alone, cache)(document));
      const working = allowedIn(scopeOf, checkedWithout, cache)(document);
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
  scopeOf: ScopeOf,
  documents: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
) {
  const scopes = new Map<string, ReadonlySet<string>>();
  return (document: ScenarioDocument): ReadonlySet<string> => {
    const scope = scopeOf(document);
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
  scopeOf: ScopeOf,
  before: readonly ScenarioDocument[],
  cache: DocumentIndexCache,
) {
  const scopes = new Map<string, KnownScope>();
  return (after: readonly ScenarioDocument[], changed: ScenarioDocument): boolean => {
    const scope = scopeOf(changed);
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

/** The part of a scenario that a document affects. */
interface Scope {
  readonly name: string;
  readonly scenario: Scenario;
}

type ScopeOf = (document: ScenarioDocument) => Scope;

/** With what its documents come to. */
interface KnownScope extends Scope {
  readonly outcomes: string;
  managed?: string;
}

/**
 * A target's documents affect only imports from its account, so only that account is run. Each scope is made once: what a
 * cache knows of a scenario it knows of that object.
 */
function scopesIn(scenario: Scenario): ScopeOf {
  const scopes = new Map<string, Scope>();
  return ({ owner, account }) => {
    if (owner === platformOwner) return { name: "all", scenario };
    const known = scopes.get(account);
    if (known) return known;
    const targets = scenario.targets.filter((target) => target.account === account);
    const scope = { name: account, scenario: { ...scenario, targets } };
    scopes.set(account, scope);
    return scope;
  };
}

function leftOut(draft: Draft, our: DraftStatement): Draft {
  const ours = draft.ours.map((one) =>
    one.place.ours === our.place.ours ? { ...one, redundant: true } : one,
  );
  return { ...draft, ours };
}

/** The documents of a scenario, with the merged texts in their places. */
export function withMerged(
  documents: readonly ScenarioDocument[],
  drafts: readonly Draft[],
): readonly ScenarioDocument[] {
  return drafts.reduce((all, draft) => withText(all, draft.document.id, textOf(draft)), documents);
}
