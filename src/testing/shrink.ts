/**
 * A smaller value for which `fails` is still true: members and list entries are left out as long as that is so. For
 * faults that a random search finds.
 */
export function shrink<Value>(value: Value, fails: (candidate: Value) => boolean): Value {
  let smallest = value;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const candidate of smaller(smallest))
      if (stillFails(candidate as Value, fails)) {
        smallest = candidate as Value;
        isSmaller = true;
        break;
      }
  }
  return smallest;
}

function stillFails<Value>(candidate: Value, fails: (candidate: Value) => boolean): boolean {
  try {
    return fails(candidate);
  } catch {
    return false;
  }
}

/** Every value with one part less, the largest parts first. */
function* smaller(value: unknown): Generator<unknown> {
  if (Array.isArray(value)) {
    for (const at of value.keys()) yield value.filter((_entry, index) => index !== at);
    if (value.length === 1 && typeof value[0] !== "object") yield value[0];
    for (const [at, entry] of value.entries())
      for (const less of smaller(entry)) yield value.with(at, less);
  } else if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    for (const [name] of entries) yield Object.fromEntries(entries.filter(([one]) => one !== name));
    for (const [name, member] of entries)
      for (const less of smaller(member)) yield { ...value, [name]: less };
  }
}
