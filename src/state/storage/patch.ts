/**
 * JSON as a list of changes to other JSON. Each change has the path of what it changes, from the root:
 * `[path]` removes a member; `[path, value]` sets one; `[path, length, start, removed, inserted]` replaces a range of a
 * text or list that has `length` characters or items. Unlike the difference in a link, one changed account of thousands
 * is one short change.
 */
export type Patch = readonly Change[];
type Path = readonly (string | number)[];
type Change =
  | readonly [Path]
  | readonly [Path, unknown]
  | readonly [Path, number, number, number, string | readonly unknown[]];

/** The changes from `before` to `after`. Both are JSON values; objects that both share are skipped. */
export function patchBetween(before: unknown, after: unknown): Patch {
  const changes: Change[] = [];
  compare(before, after, [], changes);
  return changes;
}

function compare(before: unknown, after: unknown, path: Path, changes: Change[]): void {
  if (before === after) return;
  if (typeof before === "string" && typeof after === "string")
    compareSequences(before, after, path, changes);
  else if (Array.isArray(before) && Array.isArray(after))
    compareSequences(before, after, path, changes);
  else if (isObject(before) && isObject(after)) compareMembers(before, after, path, changes);
  else changes.push([path, after]);
}

type Members = Readonly<Record<string, unknown>>;

function compareMembers(before: Members, after: Members, path: Path, changes: Change[]): void {
  for (const [name, value] of Object.entries(after)) {
    if (value === undefined) continue;
    const known = own(before, name);
    if (known === undefined) changes.push([[...path, name], value]);
    else compare(known, value, [...path, name], changes);
  }
  for (const name of Object.keys(before))
    if (own(before, name) !== undefined && own(after, name) === undefined)
      changes.push([[...path, name]]);
}

type Sequence = string | readonly unknown[];

function compareSequences(before: Sequence, after: Sequence, path: Path, changes: Change[]): void {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && isEqual(before[start], after[start])) start += 1;
  let end = 0;
  while (
    end < shorter - start &&
    isEqual(before[before.length - 1 - end], after[after.length - 1 - end])
  )
    end += 1;
  const removed = before.length - start - end;
  const inserted = after.slice(start, after.length - end);
  if (removed === 0 && inserted.length === 0) return;
  const isList = typeof before !== "string";
  if (isList && removed === inserted.length) {
    // If the number of items is the same, items are compared by position.
    for (let index = start; index < start + removed; index += 1)
      compare(before[index], after[index], [...path, index], changes);
    return;
  }
  changes.push([path, before.length, start, removed, inserted]);
}

/** `before` with the changes made, or `undefined` if they do not fit it. Takes any JSON; changes neither argument. */
export function patched(before: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) return undefined;
  let value = before;
  for (const change of patch as readonly unknown[]) {
    if (!Array.isArray(change) || !isPath(change[0])) return undefined;
    value = changed(value, change[0], change.slice(1));
    if (value === undefined) return undefined;
  }
  return value;
}

const maximumDepth = 16;

function isPath(path: unknown): path is Path {
  return (
    Array.isArray(path) &&
    path.length <= maximumDepth &&
    path.every((part) => typeof part === "string" || Number.isSafeInteger(part))
  );
}

/** The value with the change at the path; `undefined` if the path does not exist. */
function changed(value: unknown, [name, ...rest]: Path, change: readonly unknown[]): unknown {
  if (name === undefined) return replaced(value, change);
  if (typeof name === "number") {
    if (!Array.isArray(value) || name < 0 || name >= value.length) return undefined;
    const item = changed(value[name], rest, change);
    return item === undefined ? undefined : value.with(name, item);
  }
  if (!isObject(value)) return undefined;
  if (rest.length === 0 && change.length === 0) {
    const { [name]: _, ...others } = value;
    return others;
  }
  const member = changed(own(value, name), rest, change);
  return member === undefined ? undefined : { ...value, [name]: member };
}

function replaced(value: unknown, change: readonly unknown[]): unknown {
  if (change.length === 1) return change[0];
  const [length, start, removed, inserted] = change;
  if (typeof value !== "string" && !Array.isArray(value)) return undefined;
  if (value.length !== length || !isCount(start) || !isCount(removed)) return undefined;
  if (start + removed > value.length) return undefined;
  if (typeof value === "string")
    return typeof inserted === "string"
      ? value.slice(0, start) + inserted + value.slice(start + removed)
      : undefined;
  return Array.isArray(inserted)
    ? [...value.slice(0, start), ...inserted, ...value.slice(start + removed)]
    : undefined;
}

const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object") return false;
  return patchBetween(one, other).length === 0;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (object: Members, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;
