import type { Random } from "#testing/random";

const nested = (depth: number, inner: unknown): unknown =>
  depth === 0 ? inner : [nested(depth - 1, inner)];
const named = (name: string, value: unknown) => Object.fromEntries([[name, value]]);

/** JSON values of every type that a reader may not expect, each made on its own: a reader could change it. */
const oddValues: readonly (() => unknown)[] = [
  ...[null, true, false, 0, -1, 1e308, -0, 0.1, 4_294_967_296, Number.MAX_SAFE_INTEGER],
  ...["", " ", "*", "\ud800", "\udc00x", "__proto__", "constructor", "toString", "null", "\0"],
  ...[
    "${",
    "${aws:x}",
    "${${}}",
    "$&",
    "arn:aws:kms:::",
    "arn:aws:iam::111111111111:root",
    "x\n\t",
  ],
  ...["222222222222", "Allow", "Deny", "kms:*", "2012-10-17", "\u202e", "é\u0301", "😀"],
].map((value) => () => value);
const oddTexts: readonly (() => unknown)[] = [
  () => "a".repeat(3_000),
  () => "*".repeat(500),
  () => `${"*a".repeat(200)}b`,
  () => "${a}".repeat(100),
];
const oddObjects: readonly (() => unknown)[] = [
  () => [],
  () => ({}),
  () => [null],
  () => [[]],
  () => [{}],
  () => ["a", 1, null, {}],
  () => ({ toString: 1 }),
  () => [{ toString: 1 }],
  () => ({ valueOf: 1, toString: null }),
  () => ({ toJSON: 1 }),
  () => ({ length: -1 }),
  () => ({ length: 1e9, 0: "a" }),
  () => named("__proto__", { a: 1 }),
  () => named("__proto__", null),
  () => ({ constructor: { prototype: 1 } }),
  () => ({ hasOwnProperty: 1 }),
  () => named("then", 1),
  () => ({ Ref: { toString: 1 } }),
  () => ({ "Fn::Sub": ["${A}", { A: {} }] }),
  () => ({ "Fn::GetAtt": [{ toString: 1 }] }),
  () => nested(30, "deep"),
  () => nested(200, {}),
  () => Array.from({ length: 60 }, (_, at) => at),
  () => Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`k${at}`, at])),
];

/** A JSON value that hardly any reader expects. */
export function oddValue(random: Random): unknown {
  return random.pick(random.pick([oddValues, oddValues, oddTexts, oddObjects, oddObjects]))();
}

/** Every odd value, for tests that try each of them in each place. */
export const everyOddValue = (): readonly unknown[] =>
  [...oddValues, ...oddTexts, ...oddObjects].map((make) => make());

type Container = unknown[] | Record<string, unknown>;
interface Place {
  readonly parent: Container;
  readonly name: string;
}

/**
 * A place in a JSON value, found by going down from its root: a member of a small part is as likely as one of a large
 * part, where a list of all places would nearly always give one of the longest list. `undefined` if there is none.
 */
function placeIn(root: unknown, random: Random): Place | undefined {
  let place: Place | undefined;
  for (let value = root; typeof value === "object" && value !== null; value = valueAt(place)) {
    const names = Object.keys(value);
    if (names.length === 0 || (place && random.chance(15))) return place;
    place = { parent: value as Container, name: random.pick(names) };
  }
  return place;
}

function put({ parent, name }: Place, value: unknown): void {
  // defineProperty, so that `__proto__` is a name like any other.
  Object.defineProperty(parent, name, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function valueAt({ parent, name }: Place): unknown {
  return (parent as Record<string, unknown>)[name];
}

/** A copy of a JSON value with one to four changes in it: values replaced, members taken out, doubled, renamed, moved. */
export function mutatedJson(value: unknown, random: Random): unknown {
  let root: unknown = structuredClone(value);
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const place = random.chance(1) ? undefined : placeIn(root, random);
    if (place) mutatePlace(place, root, random);
    else root = oddValue(random);
  }
  return root;
}

function mutatePlace(place: Place, root: unknown, random: Random): void {
  const { parent, name } = place;
  const change = random.below(8);
  if (change === 0) {
    if (Array.isArray(parent)) parent.splice(Number(name), 1);
    else delete parent[name];
  } else if (change === 1) {
    const value = structuredClone(valueAt(place));
    const names = [`${name}2`, "__proto__", "toString", name.toUpperCase()];
    if (Array.isArray(parent)) parent.push(value);
    else put({ parent, name: random.pick(names) }, value);
  } else put(place, changedValue(change, valueAt(place), root, random));
}

function changedValue(change: number, value: unknown, root: unknown, random: Random): unknown {
  if (change === 2) return [value];
  const other = change === 3 ? placeIn(root, random) : undefined;
  if (other) return structuredClone(valueAt(other));
  if (change === 4 && typeof value === "string") return mutatedText(value, random);
  return oddValue(random);
}

const tokens = [
  ...['"', "'", "\\", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\t", " ", "#", "//", "/*", "*/"],
  ...["null", "true", "1e400", "-1", "0x1", "\\ud800", "\\u0000", "__proto__", "\uFEFF", "\u2028"],
  ...["<<: *a", "&a ", "*a", "!Sub ", "!Ref x", "---", "- ", "? ", "| ", "${", "}", "*", "?"],
  ...["111111111111", "arn:aws:kms:", "Statement", '"Statement":[null]', '{"toString":1}'],
];

/** A text with one to four changes in it: pieces cut out, doubled, replaced, put in, or the end cut off. */
export function mutatedText(value: string, random: Random): string {
  let text = value;
  for (let left = 1 + random.below(4); left > 0; left -= 1) {
    const at = random.below(text.length + 1);
    const end = Math.min(text.length, at + 1 + random.below(random.pick([1, 4, 20, 200])));
    const cut = text.slice(at, end);
    switch (random.below(6)) {
      case 0:
        text = text.slice(0, at) + text.slice(end);
        break;
      case 1:
        text = text.slice(0, end) + cut + text.slice(end);
        break;
      case 2:
        text = text.slice(0, at) + random.pick(tokens) + text.slice(end);
        break;
      case 3:
        text = text.slice(0, at) + random.pick(tokens) + text.slice(at);
        break;
      case 4:
        text = `${text.slice(0, at)}${String.fromCharCode(random.below(0x10000))}${text.slice(at + 1)}`;
        break;
      default:
        if (random.chance(20)) text = text.slice(0, at);
        else text = text.slice(0, at) + text.slice(end) + cut;
    }
  }
  return text;
}

/** Text that was made by no program: tokens and characters in any order. */
export function anyText(random: Random): string {
  return Array.from({ length: random.below(60) }, () =>
    random.chance(70) ? random.pick(tokens) : String.fromCharCode(random.below(0x10000)),
  ).join("");
}

/** JSON of names and values in any order. */
export function anyJson(random: Random, depth = 0): unknown {
  if (depth > 4 || random.chance(40)) return oddValue(random);
  const size = random.below(5);
  if (random.chance(40)) return Array.from({ length: size }, () => anyJson(random, depth + 1));
  const names = ["Statement", "Effect", "Action", "Resources", "Type", "Properties", "Records"];
  const more = ["scenario", "targets", "keys", "account", "Policy", "Roles", "__proto__", "Ref"];
  return Object.fromEntries(
    Array.from({ length: size }, () => [
      random.pick([...names, ...more]),
      anyJson(random, depth + 1),
    ]),
  );
}
