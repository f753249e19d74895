import { isObject, type Members } from "../value.ts";
import { columnNamed, columnOfValue } from "./columns.ts";
import {
  cellsWith,
  maximumCell,
  type TargetCells,
  type TargetColumn,
  type TargetRow,
} from "./row.ts";

/** Members that may hold the list of rows: `{ "targets": [ … ] }`. */
const wrappers = ["targets", "accounts", "rows", "items"];

/**
 * Reads a list of objects whose members are named like the columns. An object may have a list of keys, each of which
 * becomes a row. Returns `undefined` if no object has an account or a key. `onWork`: see `importText`.
 */
export function readObjects(value: unknown, onWork: () => void): readonly TargetRow[] | undefined {
  const list = listOf(value);
  const isFound = list?.some((item, index) => {
    if (index % 1_000 === 0) onWork();
    return isTarget(item);
  });
  if (!list || !isFound) return undefined;
  return list.flatMap((item, index) => {
    if (index % 1_000 === 0) onWork();
    return rowsOf(item, `item ${index + 1}`);
  });
}

function listOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const wrapped = Object.entries(value).find(
    ([name, inner]) => wrappers.includes(name.toLowerCase()) && Array.isArray(inner),
  )?.[1];
  if (Array.isArray(wrapped)) return wrapped;
  return isTarget(value) ? [value] : undefined;
}

function isTarget(item: unknown): boolean {
  if (!isObject(item)) return false;
  return Object.entries(item).some(([name, inner]) => {
    if (isKeyList(name, inner)) return true;
    const column = columnNamed(name);
    // Other lists also have an `arn` or an `alias`.
    return (
      column === "account" || (column === "key" && columnOfValue(textOf(inner) ?? "") === "key")
    );
  });
}

function isKeyList(name: string, inner: unknown): inner is readonly unknown[] {
  return /^(?:kms)?keys$/i.test(name) && Array.isArray(inner);
}

function rowsOf(item: unknown, place: string): readonly TargetRow[] {
  const id = place.replace(" ", "-");
  if (!isObject(item))
    return [unreadable(id, place, item, "This is not an object with an account and a key")];
  const keys = Object.entries(item).find(([name, inner]) => isKeyList(name, inner))?.[1];
  const whole = cellsOf(item);
  if (!Array.isArray(keys) || keys.length === 0) return [rowOf(id, place, item, whole)];
  return keys.map((key: unknown, index) => {
    const at = { id: `${id}-${index + 1}`, place: `${place}, key ${index + 1}` };
    const own = isObject(key) ? cellsOf(key) : cellsOf({ key });
    const cells = { ...whole.cells, ...filled(own.cells) };
    return rowOf(at.id, at.place, key, { cells, misfit: own.misfit ?? whole.misfit });
  });
}

interface Cells {
  readonly cells: TargetCells;
  /** The member with an invalid value. */
  readonly misfit?: string | undefined;
}

function rowOf(id: string, place: string, value: unknown, { cells, misfit }: Cells): TargetRow {
  if (misfit === undefined) return { id, place, cells, isOut: false };
  return {
    ...unreadable(
      id,
      place,
      value,
      `“${misfit.slice(0, 40)}” is neither a text nor a list of texts`,
    ),
    cells,
  };
}

function cellsOf(item: Members): Cells {
  const given: { -readonly [column in TargetColumn]?: string } = {};
  let misfit: string | undefined;
  for (const [name, inner] of Object.entries(item)) {
    const column = columnNamed(name);
    if (column === undefined || isKeyList(name, inner) || inner === null) continue;
    const text = textOf(inner);
    if (text === undefined) misfit ??= name;
    else if (!given[column]) given[column] = text;
  }
  return { cells: cellsWith(given), misfit };
}

function filled(cells: TargetCells): Partial<TargetCells> {
  return Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== ""));
}

/** The text of a value: a text, a number, a flag, or the texts of a list; otherwise `undefined`. */
function textOf(value: unknown): string | undefined {
  if (typeof value === "string") return value.length <= maximumCell ? value.trim() : undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (!Array.isArray(value) || value.length > 200) return undefined;
  const texts = value.filter((item): item is string => typeof item === "string");
  const joined = texts.join(" ");
  return texts.length === value.length && joined.length <= maximumCell ? joined : undefined;
}

function unreadable(id: string, place: string, value: unknown, why: string): TargetRow {
  return {
    id,
    place,
    cells: cellsWith({}),
    unreadable: `${why}. Change it, or enter the row here.`,
    raw: JSON.stringify(value)?.slice(0, 500) ?? "",
    isOut: false,
  };
}
