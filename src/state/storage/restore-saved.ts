import { presentStates } from "#export";
import { maximumDocumentLength } from "#policy";
import { restoreLayers } from "#scenario";
import { type FieldKeptIn, fieldsKeptIn, isDocumentId, restoreScenario } from "#share";
import {
  type Conflict,
  conflictKinds,
  type Edit,
  parts,
  type RolloutProgress,
  type Saved,
  type View,
} from "../work.ts";

const limits = {
  edits: 20_000,
  conflicts: 20_000,
  ignored: 200,
  drafts: 1_000,
  draftLength: 10_000,
};

/**
 * The work in a stored copy, with each value validated: other pages of this origin may have written it. Returns
 * `undefined` if it is no valid copy.
 */
export function restoreSaved(raw: unknown): Saved | undefined {
  if (!isRecord(raw) || !isRecord(raw.scenario)) return undefined;
  return Object.fromEntries(
    fieldsKeptIn("storage").map((field) => [field, readers[field](raw[field])]),
  ) as unknown as Saved;
}

/** A reader for each field that is stored. */
const readers: { readonly [Field in FieldKeptIn<"storage">]: (raw: unknown) => Saved[Field] } = {
  scenario: (raw) => restoreScenario(raw).scenario,
  edits: (raw) => records(raw, limits.edits, isDocumentId, editOf),
  conflicts: conflictsOf,
  view: viewOf,
  ignored: (raw) => records(raw, limits.edits, isDocumentId, ruleIdsOf),
  layers: (raw) => restoreLayers(raw).layers,
  rollout: rolloutOf,
  drafts: (raw) =>
    records(
      raw,
      limits.drafts,
      (path) => path.length <= 512,
      (draft) => textOf(draft, limits.draftLength),
    ),
};

function editOf(raw: unknown): Edit | undefined {
  if (!isRecord(raw)) return undefined;
  const base = textOf(raw.base, maximumDocumentLength);
  // The user's text is kept at any length.
  const text = textOf(raw.text, Number.POSITIVE_INFINITY);
  return text === undefined ? undefined : { base: base ?? "", text };
}

function ruleIdsOf(raw: unknown): readonly string[] | undefined {
  const ids = Array.isArray(raw) ? raw.slice(0, limits.ignored).filter(isText) : [];
  return ids.length > 0 ? ids : undefined;
}

function conflictsOf(raw: unknown): readonly Conflict[] {
  if (!Array.isArray(raw)) return [];
  return raw.slice(0, limits.conflicts).flatMap((item: unknown): Conflict[] => {
    if (!isRecord(item)) return [];
    const { id, documentId, sid, member, mine, generated } = item;
    const kind = conflictKinds.find((candidate) => candidate === item.kind);
    if (!kind || !isText(id) || !isText(documentId) || !isDocumentId(documentId)) return [];
    if (!isText(sid) || !isText(mine) || !isText(generated)) return [];
    const place = isText(member) ? { sid, member } : { sid };
    return [{ id, documentId, ...place, mine, generated, kind }];
  });
}

function rolloutOf(raw: unknown): RolloutProgress {
  const rollout = isRecord(raw) ? raw : {};
  return {
    present: presentStates.find((state) => state === rollout.present) ?? "nothing",
    done: records(rollout.done, limits.edits, isDocumentId, (mark) => textOf(mark, 64)),
  };
}

function viewOf(raw: unknown): View {
  const view = isRecord(raw) ? raw : {};
  const id = textOf(view.documentId, 256);
  return {
    documentId: id !== undefined && isDocumentId(id) ? id : null,
    part: parts.find((part) => part === view.part) ?? "answers",
    compare: view.compare === true,
  };
}

function records<T>(
  raw: unknown,
  most: number,
  isName: (name: string) => boolean,
  read: (value: unknown) => T | undefined,
): Readonly<Record<string, T>> {
  const entries = Object.entries(isRecord(raw) ? raw : {}).slice(0, most);
  return Object.fromEntries(
    entries.flatMap(([name, value]): [string, T][] => {
      const restored = isName(name) ? read(value) : undefined;
      return restored === undefined ? [] : [[name, restored]];
    }),
  );
}

const isText = (value: unknown): value is string => typeof value === "string";

const textOf = (value: unknown, most: number): string | undefined =>
  isText(value) && value.length <= most ? value : undefined;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
