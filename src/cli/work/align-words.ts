/** Two offsets in a text, in UTF-16 code units. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The words of a policy that were found in a file, in their order, and where the last one ends. */
export interface Alignment {
  readonly words: readonly { readonly inPolicy: number; readonly inFile: Range }[];
  readonly end: number;
}

/** A run of letters and digits, and where it begins. */
interface Word {
  readonly text: string;
  readonly at: number;
}

/**
 * What stands between words: punctuation, and the escapes of JSON and URLs. A policy in a JSON string, in a URL or in YAML
 * has the same words in the same order.
 */
const words = /\\+(?:u[0-9a-fA-F]{4}|[bfnrt])|%[0-9a-fA-F]{2}|([A-Za-z0-9_]+)/g;

/** How many words of a file may stand between two of a policy: a template's functions, a comment. */
const mostBetween = 12;
/** The share of a policy's words that must be found. */
const leastFound = 0.8;
/** How many words are compared for all policies of a file, at most: a bound on time. */
const mostComparisons = 20_000_000;

/**
 * Finds policies by their words in a file: the place with the most of them, from an offset on first. Values that were filled
 * in or computed are passed over. The result is `undefined` if no place has most of the words.
 */
export function alignerOf(file: string): (policy: string, from: number) => Alignment | undefined {
  const inFile = wordsOf(file);
  const places = new Map<string, number[]>();
  inFile.forEach(({ text }, index) => {
    const known = places.get(text);
    if (known) known.push(index);
    else places.set(text, [index]);
  });
  let budget = mostComparisons;
  return (policy, from) => {
    const inPolicy = wordsOf(policy);
    const beginnings = places.get(inPolicy[0]?.text ?? "") ?? [];
    const isAhead = (index: number) => (inFile[index]?.at ?? 0) >= from;
    const inOrder = [
      ...beginnings.filter(isAhead),
      ...beginnings.filter((index) => !isAhead(index)),
    ];
    let best: Alignment | undefined;
    for (const beginning of inOrder) {
      const found = alignFrom(beginning, inPolicy);
      if (found && found.words.length > (best?.words.length ?? 0)) best = found;
      if (best?.words.length === inPolicy.length || budget <= 0) break;
    }
    return best;
  };

  function alignFrom(beginning: number, inPolicy: readonly Word[]): Alignment | undefined {
    const found: { inPolicy: number; inFile: Range }[] = [];
    let next = beginning;
    let left = (1 - leastFound) * inPolicy.length;
    for (const { text, at } of inPolicy) {
      const end = Math.min(next + mostBetween + 1, inFile.length);
      let index = next;
      while (index < end && inFile[index]?.text !== text) index += 1;
      budget -= index - next + 1;
      const word = index < end ? inFile[index] : undefined;
      if (word) {
        found.push({ inPolicy: at, inFile: { start: word.at, end: word.at + text.length } });
        next = index + 1;
      } else {
        left -= 1;
        if (left < 0) return undefined;
      }
    }
    return { words: found, end: found.at(-1)?.inFile.end ?? 0 };
  }
}

function wordsOf(text: string): readonly Word[] {
  return Array.from(text.matchAll(words)).flatMap(({ 1: word, index }) =>
    word === undefined ? [] : [{ text: word, at: index }],
  );
}
