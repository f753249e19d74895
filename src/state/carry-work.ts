import type { Scenario } from "#scenario";
import type { SharedState } from "#share";
import { carryOver, clashNow, type PlacedClash, takeGenerated } from "./carry-over.ts";
import { generatedText, writtenNow } from "./documents.ts";
import {
  blankWork,
  type Conflict,
  type Content,
  type DocumentId,
  type Edit,
  type Work,
} from "./work.ts";

/** The work in a link. Its edits are based on the documents that are generated now; it has no drafts. */
export function openedWork({ scenario, edits, ignored = {}, layers = [] }: SharedState): Content {
  // The base of an edit must be known now, also for a large scenario.
  if (Object.keys(edits).length > 0) writtenNow(scenario);
  const opened = Object.entries(edits).flatMap(([id, text]): [string, Edit][] => {
    const base = generatedText(scenario, id) ?? "";
    return text === base ? [] : [[id, { base, text }]];
  });
  return {
    scenario,
    edits: Object.fromEntries(opened),
    conflicts: [],
    ignored,
    layers,
    drafts: {},
    rollout: blankWork.rollout,
  };
}

/** The work with other answers: edited documents that still exist are carried over, the others are parked. */
export function carriedOver(work: Work, scenario: Scenario): Work {
  let next: Work = { ...work, scenario };
  for (const documentId of Object.keys(work.edits)) next = carriedDocument(next, documentId);
  return next;
}

/** The work with one edited document carried over to the text that is generated now. */
export function carriedDocument(work: Work, documentId: DocumentId): Work {
  const edit = work.edits[documentId];
  const generated = generatedText(work.scenario, documentId);
  if (!edit || generated === undefined) return work;
  const { text, clashes, merged } = carryOver(edit.base, edit.text, generated);
  const before = conflictsOf(work, documentId);
  if (!merged) {
    const kept = before.filter(({ kind }) => kind !== "not-json");
    return withConflicts(work, documentId, [...kept, notJson(documentId, edit.text, generated)]);
  }
  const fresh = identified(documentId, clashes);
  const freshIds = new Set(fresh.map(({ id }) => id));
  const older = before.filter(({ kind, id }) => kind !== "not-json" && !freshIds.has(id));
  const conflicts = [...older, ...fresh];
  return withEdit(work, documentId, { base: generated, text }, generated, conflicts);
}

/** The work with the user's text of a document. */
export function editedDocument(work: Work, documentId: DocumentId, text: string): Work {
  const generated = generatedText(work.scenario, documentId);
  const base = work.edits[documentId]?.base ?? generated;
  if (base === undefined) return work;
  return withEdit(work, documentId, { base, text }, generated, conflictsOf(work, documentId));
}

/** The work without the edits of a document. */
export function discardedDocument(work: Work, documentId: DocumentId): Work {
  const { [documentId]: _, ...edits } = work.edits;
  return withConflicts({ ...work, edits }, documentId, []);
}

/** The work with one conflict resolved. */
export function settledConflict(work: Work, id: string, choice: "mine" | "generated"): Work {
  const conflict = work.conflicts.find((candidate) => candidate.id === id);
  if (!conflict) return work;
  const { documentId } = conflict;
  const edit = work.edits[documentId];
  const generated = generatedText(work.scenario, documentId);
  const rest = conflictsOf(work, documentId).filter((candidate) => candidate !== conflict);
  if (!edit || generated === undefined) return withConflicts(work, documentId, rest);
  if (conflict.kind === "not-json") {
    if (choice === "generated") return discardedDocument(work, documentId);
    const carried = carriedDocument(work, documentId);
    if (!conflictsOf(carried, documentId).some(({ kind }) => kind === "not-json")) return carried;
    // The text is still not JSON: it stays unchanged, and the answers count as seen.
    return withEdit(work, documentId, { ...edit, base: generated }, generated, rest);
  }
  if (choice === "mine") return withConflicts(work, documentId, rest);
  const text = takeGenerated(edit.text, generated, sideOf(conflict));
  // A text that is not JSON cannot be merged: the conflict stays.
  if (text === undefined) return work;
  return withEdit(work, documentId, { ...edit, text }, generated, rest);
}

function withEdit(
  work: Work,
  documentId: DocumentId,
  edit: Edit,
  generated: string | undefined,
  conflicts: readonly Conflict[],
): Work {
  if (edit.text === generated) return discardedDocument(work, documentId);
  const edits = { ...work.edits, [documentId]: edit };
  const remaining =
    generated === undefined
      ? conflicts
      : conflicts.flatMap((c) => currentConflict(c, edit, generated));
  return withConflicts({ ...work, edits }, documentId, remaining);
}

/** The conflict with both current versions; none if they agree now. */
function currentConflict(
  conflict: Conflict,
  { text }: Edit,
  generated: string,
): readonly Conflict[] {
  if (conflict.kind === "not-json") return [notJson(conflict.documentId, text, generated)];
  const now = clashNow(text, generated, sideOf(conflict));
  if (now === "agreed") return [];
  return [now ? { ...conflict, ...now } : conflict];
}

function conflictsOf(work: Work, documentId: DocumentId): readonly Conflict[] {
  return work.conflicts.filter((conflict) => conflict.documentId === documentId);
}

function withConflicts(work: Work, documentId: DocumentId, conflicts: readonly Conflict[]): Work {
  const others = work.conflicts.filter((conflict) => conflict.documentId !== documentId);
  // The same empty list, so that React does not draw documents without conflicts again.
  if (conflicts.length === 0 && others.length === work.conflicts.length) return work;
  return { ...work, conflicts: [...others, ...conflicts] };
}

function sideOf({ sid, member, mine, generated }: Conflict) {
  return member === undefined
    ? { of: "statement" as const, name: sid, mine, generated }
    : { of: "member" as const, name: member, mine, generated };
}

function notJson(documentId: DocumentId, mine: string, generated: string): Conflict {
  return { id: `${documentId}#text`, documentId, sid: "", mine, generated, kind: "not-json" };
}

/** Conflicts with ids made from their place, so that a conflict keeps its id when the answers change. */
function identified(documentId: DocumentId, clashes: readonly PlacedClash[]): readonly Conflict[] {
  const counts = new Map<string, number>();
  return clashes.map(({ of, name, kind, mine, generated }) => {
    const about = `${documentId}#${of}/${name}`;
    const count = (counts.get(about) ?? 0) + 1;
    counts.set(about, count);
    const id = count === 1 ? about : `${about}/${count}`;
    const place = of === "statement" ? { sid: name } : { sid: "", member: name };
    return { id, documentId, ...place, mine, generated, kind };
  });
}
