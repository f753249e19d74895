import type { Source } from "./source.ts";

/**
 * Words that a stranger who knows AWS, React and security does not understand at once, or that meant several things here.
 * Not in names, nor in what the screen says; CONTRIBUTING's glossary has the words to use.
 */
const wordsToAvoid = [
  ..."labour labours desk desks parcel parcels door doors lots world worlds standing survey surveys".split(
    " ",
  ),
  ..."judged bearing bring brings brought bringing heard handed told board boards closing".split(
    " ",
  ),
  ..."spot spots whose wanted pretend pretends".split(" "),
];
const phrasesToAvoid = ["with promises", "takes the star", "good until"];
/** In names only: sentences say “by way of”. */
const namesToAvoid = ["way", "ways", "anew", "whoever"];
/** What the screen must not say besides. */
const sentencesToAvoid = [
  "anew",
  "whoever",
  "goes nowhere",
  "held",
  "asks nothing",
  "half typed",
  "forget the rows",
  "take 1 document",
];

const inNames = pattern([...wordsToAvoid, ...phrasesToAvoid, ...namesToAvoid]);
const inSentences = pattern([...wordsToAvoid, ...phrasesToAvoid, ...sentencesToAvoid]);

/** The words to avoid that a file has in its path, its names and its sentences: "src/a.ts: `board` in `closeBoard`". */
export function avoidedWords({ path, names, sentences }: Source): string[] {
  const isTest = /\.(test|bench)\.tsx?$/.test(path) || path.startsWith("testing/");
  // AWS's own descriptions are not ours to word.
  if (path.endsWith(".generated.ts") || path.startsWith("policy/descriptions/")) return [];
  const found = new Set<string>();
  const note = (text: string, avoided: RegExp) => {
    for (const [word] of separated(text).matchAll(avoided))
      found.add(`src/${path}: \`${word.trim()}\` in \`${text.slice(0, 120)}\``);
  };
  note(path.replace(/\.[a-z.]+$/, "").replaceAll("/", " "), inNames);
  for (const name of names) note(name, inNames);
  // Tests hold hostile and foreign texts.
  if (!isTest) for (const sentence of sentences) note(sentence, inSentences);
  return [...found];
}

function pattern(words: readonly string[]): RegExp {
  return new RegExp(`(?<= )(?:${words.join("|")})(?= )`, "g");
}

/** The words of a name or a sentence in lower case with spaces around each: `closeBoard` gives ` close board `. */
function separated(text: string): string {
  const words = text.replace(/([a-z0-9])([A-Z])/g, "$1 $2").match(/\p{L}+|\d+/gu) ?? [];
  return ` ${words.join(" ").toLowerCase()} `;
}
