/** Where one field of the work is kept beyond the page that shows it. */
export interface Keeping {
  /** Its member in a link; `null`: no link has it. */
  readonly link: string | null;
  /** Its member in a Keyhole file; `null`: no file has it. */
  readonly file: string | null;
  /** In the browser's storage: it survives a reload, and "Your work" opens it. */
  readonly storage: boolean;
  /** In the history: undo restores it, and it counts as a change of the work. */
  readonly history: boolean;
}

/**
 * The fields of a piece of work, each with where it is kept. Links, files, storage and history go by this table; their
 * members stand in its order. A type in `src/state/state-fields.ts` fails to compile if a field of the state is missing.
 */
export const workFields = {
  scenario: { link: "s", file: "scenario", storage: true, history: true },
  edits: { link: "e", file: "edits", storage: true, history: true },
  conflicts: { link: null, file: null, storage: true, history: true },
  // Of the view, others get the document that it shows.
  view: { link: "d", file: "documentId", storage: true, history: false },
  ignored: { link: "i", file: "ignored", storage: true, history: true },
  layers: { link: "l", file: "layers", storage: true, history: true },
  // What this user did in AWS: a link or a file is about the documents.
  rollout: { link: null, file: null, storage: true, history: true },
  drafts: { link: null, file: null, storage: true, history: true },
} as const satisfies Readonly<Record<string, Keeping>>;

type Fields = typeof workFields;

/** The names of the work's fields. */
export type WorkField = keyof Fields;

/** The fields that are kept somewhere: in the storage, or in the history. */
export type FieldKeptIn<Where extends "storage" | "history"> = {
  [Field in WorkField]: Fields[Field][Where] extends true ? Field : never;
}[WorkField];

/** The fields that links and files have, by their names in a file. */
export type SharedField = NonNullable<Fields[WorkField]["file"]>;

/** The fields that are kept somewhere, in the order of the table. */
export function fieldsKeptIn<Where extends "storage" | "history">(
  where: Where,
): readonly FieldKeptIn<Where>[] {
  return (Object.keys(workFields) as WorkField[]).filter(
    (field): field is FieldKeptIn<Where> => workFields[field][where],
  );
}
