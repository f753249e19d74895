import type { SharedState } from "./shared-state.ts";
import { type Keeping, type SharedField, workFields } from "./work-fields.ts";

/** Something for each shared field. A field that is missing here does not compile. */
export type ForEachShared<Value> = {
  readonly [Field in SharedField & keyof SharedState]: Value;
} & {
  readonly [Field in keyof SharedState]-?: Value;
};

const rows: readonly Keeping[] = Object.values(workFields);

/** The members of a link's payload or of a file, in the order of the table; an `undefined` form is left out. */
export function membersFor(
  where: "link" | "file",
  forms: ForEachShared<unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    rows.flatMap((row) => {
      const name = row[where];
      const form = row.file === null ? undefined : forms[row.file as SharedField];
      return name === null || form === undefined ? [] : [[name, form]];
    }),
  );
}

/** The raw values of the shared fields in a link's payload or a file, and the members that nobody knows. */
export function fieldsFrom(
  where: "link" | "file",
  members: Readonly<Record<string, unknown>>,
): { readonly raw: ForEachShared<unknown>; readonly unknown: Readonly<Record<string, unknown>> } {
  const nameOf = new Map(rows.map((row) => [row[where], row.file] as const));
  const known = Object.entries(members).flatMap(([name, value]) => {
    const field = nameOf.get(name);
    return field ? [[field, value] as const] : [];
  });
  const unknown = Object.entries(members).filter(([name]) => !nameOf.has(name));
  return {
    raw: Object.fromEntries(known) as ForEachShared<unknown>,
    unknown: Object.fromEntries(unknown),
  };
}
