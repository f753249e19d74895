import { isPublicWord } from "./public-words.ts";
import { type Beside, idParts, type WordReplacer } from "./value.ts";

/** A word of the work with the example in its place. */
export interface ReplacedName {
  readonly original: string;
  readonly example: string;
}

/** Words of the work, in their order, and which of them are the beginning of a pattern. */
export interface CollectedWords {
  readonly words: ReadonlySet<string>;
  readonly beginnings: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
  /** Patterns of which it is not certain that they match the same examples, each with the word that touches a wildcard. */
  readonly uncertain: ReadonlyMap<string, string>;
}

/** Each example is compared with each beginning: of more patterns the time grows too long, and they are named as uncertain. */
const mostBeginnings = 1_000;

/** A replacer that changes nothing and remembers what it meets. */
export function createCollector(): {
  readonly replacer: WordReplacer;
  readonly collected: CollectedWords;
} {
  const words = new Set<string>();
  const beginnings = new Set<string>();
  const kept = new Set<string>();
  const uncertain = new Map<string, string>();
  const replace = (word: string, { before, after, whole }: Beside) => {
    words.add(word);
    const isBeginning = after !== "" && (beginnings.has(word) || beginnings.size < mostBeginnings);
    if (isBeginning) beginnings.add(word);
    // A beginning of a name has an example that begins alike; an ending, a middle and a part of an id have none.
    const isHalfId = shapeOf(word) !== "name" || /^(?=.*\d)[0-9a-f-]{4,}$/i.test(word);
    if (before !== "" || (after !== "" && (isHalfId || !isBeginning))) uncertain.set(whole, word);
    return word;
  };
  const replacer = { replace, keep: (word: string) => void kept.add(word), inComment: same };
  return { replacer, collected: { words, beginnings, kept, uncertain } };
}

const same = (word: string) => word;

/** A replacer by examples; a comment's words that stand nowhere else are left out. */
export function replacerBy(examples: ReadonlyMap<string, string>): WordReplacer {
  const byCase = new Map([...examples].map(([word, example]) => [word.toLowerCase(), example]));
  return {
    replace: (word) => examples.get(word) ?? "…",
    keep: () => {},
    inComment: (word) => {
      if (isPublicWord(word, "", "")) return word;
      const bare = word.replace(/^[.+@-]+|[.+@-]+$/g, "");
      return byCase.get(word.toLowerCase()) ?? byCase.get(bare.toLowerCase()) ?? "…";
    },
  };
}

/**
 * An example for each word: distinct for distinct words, of the same length and shape where there is one, and with the same
 * beginning where a pattern names the beginning of words. Words that differ only in case have examples that do, too.
 */
export function examplesFor(collected: CollectedWords): ReadonlyMap<string, string> {
  const examples = new Map<string, string>();
  const taken = new Set([...collected.words, ...collected.kept].map((word) => word.toLowerCase()));
  const kept = [...collected.kept];
  const beginnings = [...collected.beginnings].sort((one, other) => one.length - other.length);
  const shortest = Math.min(...beginnings.map(({ length }) => length));
  const beginningOf = (word: string) =>
    word.length < shortest
      ? undefined
      : beginnings.findLast((one) => one.length < word.length && word.startsWith(one));
  const byCase = new Map<string, string[]>();
  /** The last number of each kind of example: a thousand accounts need no million tries. */
  const lastNumbers = new Map<string, number>();

  const isFree = (example: string, word: string) =>
    !taken.has(example.toLowerCase()) &&
    // No pattern may match the example of a word that it does not match.
    beginnings.every((one) => {
      const its = examples.get(one);
      return its === undefined || word.startsWith(one) || !startsAlike(example, its);
    }) &&
    (!collected.beginnings.has(word) ||
      ![...kept, ...examples.values()].some((other) => startsAlike(other, example)));

  const add = (word: string) => {
    const alike = byCase.get(word.toLowerCase());
    const first = alike?.[0];
    const beginning = beginningOf(word);
    const head = beginning === undefined ? "" : (examples.get(beginning) ?? "");
    let example: string | undefined;
    if (collected.beginnings.has(word) && kept.some((one) => one.startsWith(word))) example = word;
    else if (first !== undefined && head === "")
      example = otherCase(examples.get(first) ?? "", alike?.length ?? 0);
    const rest = word.slice(beginning?.length ?? 0);
    const shape = head === "" ? shapeOf(word) : shapeOfRest(word);
    const kind = `${shape} ${rest.length} ${head}`;
    let number = lastNumbers.get(kind) ?? 0;
    for (let tries = 1; example === undefined; tries += 1) {
      number += 1;
      const candidate = head + exampleLike(rest, number, shape);
      const isAcceptable =
        tries > mostTries ? !taken.has(candidate.toLowerCase()) : isFree(candidate, word);
      if (!isAcceptable) continue;
      example = candidate;
      lastNumbers.set(kind, number);
    }
    taken.add(example.toLowerCase());
    examples.set(word, example);
    byCase.set(word.toLowerCase(), [...(alike ?? []), word]);
  };
  for (const word of beginnings) add(word);
  for (const word of collected.words) if (!examples.has(word)) add(word);
  return examples;
}

/** After so many tries an example may begin as a pattern does. */
const mostTries = 2_000;

function startsAlike(text: string, beginning: string): boolean {
  return text.toLowerCase().startsWith(beginning.toLowerCase());
}

type Shape = "digits" | "hex" | "id" | "email" | "address" | "name";

function shapeOf(word: string): Shape {
  if (/^\d+$/.test(word)) return "digits";
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$|^[0-9a-f]{24,}$/i.test(word)) return "hex";
  if (/^\d+(?:\.\d+){3}(?:\/\d+)?$|::/.test(word)) return "address";
  if (idParts(word)) return "id";
  if (/^[^@]+@[^@]+\.[^@]+$/.test(word) && word.length > 14) return "email";
  return "name";
}

/** What follows a beginning has the characters of the whole. */
function shapeOfRest(word: string): Shape {
  const shape = shapeOf(word);
  return shape === "digits" || shape === "hex" ? shape : "name";
}

/** The example of this number for a word of this shape. */
function exampleLike(word: string, number: number, shape: Shape): string {
  switch (shape) {
    case "digits":
      return number < 10 ** (word.length - 1) && word.length > 1
        ? `1${String(number).padStart(word.length - 1, "0")}`
        : String(number);
    case "hex":
      return filled(word, number, "e");
    case "id": {
      const { prefix, rest } = idParts(word) ?? { prefix: "", rest: word };
      return prefix + filled(rest, number, /^[A-Z]/.test(prefix) ? "E" : "e");
    }
    case "email":
      return `${named(word.slice(12), number)}@example.com`;
    case "address":
      return exampleAddress(word, number);
    case "name":
      return named(word, number);
  }
}

/** The same length and dashes: a letter, zeros, and the number at the end. */
function filled(word: string, number: number, letter: string): string {
  const places = word.replaceAll("-", "").length;
  const digits = String(number).padStart(Math.max(0, places - 1), "0");
  const characters = [...(digits.length < places ? letter + digits : digits)];
  const text = [...word].map((one) => (one === "-" ? "-" : (characters.shift() ?? "")));
  return text.join("") + characters.join("");
}

/** A name of the same length: `ExampleNameEx01`. */
function named(word: string, number: number): string {
  const digits = String(number);
  const stem = /\p{Lu}/u.test(word) ? "ExampleName" : "examplename";
  const room = Math.max(0, word.length - digits.length);
  return stem.repeat(Math.ceil(room / stem.length)).slice(0, room) + digits;
}

/** An address or network of those that are for documentation and tests. Source: RFC 2544, RFC 3849, RFC 1112 (class E). */
function exampleAddress(word: string, number: number): string {
  const [address = "", mask] = word.split("/");
  const bits = mask === undefined ? undefined : Number(mask);
  const end = mask === undefined ? "" : `/${mask}`;
  if (address.includes(":")) return `2001:db8:${number.toString(16)}::${end}`;
  if (bits === undefined || bits > 24)
    return `198.18.${(number >> 4) & 255}.${(number << 4) & 255}${end}`;
  const start = bits > 15 ? 0xc6130000 : 0xf0000000;
  const value = (start + number * 2 ** (32 - bits)) % 2 ** 32;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join(".") + end;
}

/** The same letters, those in capitals that the number says: no two numbers give the same text. */
function otherCase(text: string, number: number): string {
  let bit = 0;
  return [...text]
    .map((letter) => {
      if (letter.toLowerCase() === letter.toUpperCase()) return letter;
      const toggles = ((number >> bit) & 1) === 1;
      bit += 1;
      if (!toggles) return letter;
      return letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    })
    .join("");
}
