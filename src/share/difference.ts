/**
 * JSON as its difference from other JSON: of an object only the members that differ, `null` for one that is gone; of a
 * list of objects each item as its difference from the item before it (the first: from the other list's first).
 * `undefined` where there is no difference. `patched` turns it back. Values themselves are never null.
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

/** The JSON that `difference` says about `base`. Total on any JSON; what is not changed is shared with `base`. */
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
  // fromEntries defines members, so that a member called `__proto__` stays a member.
  return Object.fromEntries([...kept, ...changed]);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const own = (object: Record<string, unknown>, name: string): unknown =>
  Object.hasOwn(object, name) ? object[name] : undefined;
