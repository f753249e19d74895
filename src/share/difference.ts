/**
 * JSON as its difference from other JSON. An object has only the members that differ, with `null` for a removed one.
 * Each item of a list of objects is the difference from the item before it; the first, from the other list's first.
 * Returns `undefined` if there is no difference. `patched` reverses it. Values are never null.
 */
export function differenceFrom(base: unknown, value: unknown): unknown {
  if (base === value) return undefined;
  if (Array.isArray(value)) return listDifference(Array.isArray(base) ? base : undefined, value);
  if (!isObject(value) || !isObject(base)) return value;
  const changed = Object.entries(value).flatMap(([name, inner]): [string, unknown][] => {
    const difference = differenceFrom(own(base, name), inner);
    return difference === undefined ? [] : [[name, difference]];
  });
  const gone = Object.keys(base).filter((name) => !Object.hasOwn(value, name));
  if (changed.length === 0 && gone.length === 0) return undefined;
  return Object.fromEntries([...changed, ...gone.map((name) => [name, null] as const)]);
}

function listDifference(base: readonly unknown[] | undefined, value: readonly unknown[]): unknown {
  const isSame =
    base?.length === value.length &&
    value.every((item, index) => differenceFrom(base[index], item) === undefined);
  if (isSame) return undefined;
  if (!value.every(isObject)) return value;
  return value.map(
    (item, index) => differenceFrom(index === 0 ? base?.[0] : value[index - 1], item) ?? {},
  );
}

/** Applies a difference to `base`. Works on any JSON; unchanged parts are shared with `base`. */
export function patched(base: unknown, difference: unknown): unknown {
  if (difference === undefined) return base;
  if (Array.isArray(difference) && difference.every(isObject)) {
    const items: unknown[] = [];
    let before: unknown = Array.isArray(base) ? base[0] : undefined;
    for (const item of difference) {
      before = patched(before, item);
      items.push(before);
    }
    return items;
  }
  if (!isObject(difference)) return difference;
  const changes = Object.entries(difference);
  if (!isObject(base)) return Object.fromEntries(changes.filter(([, inner]) => inner !== null));
  if (changes.length === 0) return base;
  const kept = Object.entries(base).filter(([name]) => !Object.hasOwn(difference, name));
  const changed = changes
    .filter(([, inner]) => inner !== null)
    .map(([name, inner]) => [name, patched(own(base, name), inner)] as const);
  // `fromEntries` defines members, so a member named `__proto__` stays an ordinary member.
  return Object.fromEntries([...kept, ...changed]);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (object: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;
