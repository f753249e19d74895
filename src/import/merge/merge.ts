import {
  createDocumentIndexCache,
  type Layers,
  type ScenarioDocument,
  type Summary,
} from "#acquisition";
import { generate } from "#generator";
import { limits, type Statement, sizeInBytes, sizeWithoutWhiteSpace, withCommas } from "#policy";
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
import { statementsIn } from "./statement-origin.ts";
import { type MergeProgress, withMerged, withoutRedundant } from "./without-redundant.ts";

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

/** `mergePolicies`, statement by statement: the caller decides when the next one is checked. `onWork`: at each decision. */
export function* mergeInSteps(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  choices: readonly MergeChoice[],
  layers?: Layers,
  onWork?: () => void,
): Generator<MergeProgress, Merged> {
  const cache = createDocumentIndexCache(onWork);
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
  const now = withMerged(documents, lean);
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
      : `Too long for a managed policy. It fits as an inline policy: all inline policies of a role together may have ${withCommas(limits.inlinePolicies)} characters.`,
  );
}
