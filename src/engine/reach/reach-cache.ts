import { type AuthorizerCache, createAuthorizerCache } from "../authorizer/cache.ts";

/** Keeps what questions have in common, such as classes of values; the caller decides how long it lives. */
export interface ReachCache {
  /** Entries by everything that they depend on: the newest, and those from before. */
  entries: Map<string, Entry>;
  earlier: Map<string, Entry>;
  /** What is made of one object alone, such as the text of an element. */
  readonly ofObjects: WeakMap<object, unknown>;
  /** So many entries are kept. */
  readonly most: number;
  /** A number for each entry's value: values that depend on it name it so. */
  readonly ids: WeakMap<object, number>;
  /** A number for each text that is a part of many keys: keys are short so. */
  readonly textIds: Map<string, number>;
  /** How many values and texts have a number. */
  count: number;
  /** Whether statements bear on questions: by statement, then by what is asked about. */
  readonly relevance: WeakMap<object, Map<string, boolean>>;
  /** What the authorizer has read. */
  readonly authorizer: AuthorizerCache;
}

interface Entry {
  readonly value: object;
  readonly steps: number;
}

/**
 * An empty cache, for a caller who asks about nearly the same policies again and again, such as after each keystroke. It
 * changes no answer: what is taken from it costs as many steps as making it did. It keeps at most `most` classes and answers.
 */
export function createReachCache(most = 2_000): ReachCache {
  return {
    entries: new Map(),
    earlier: new Map(),
    most,
    ofObjects: new WeakMap(),
    ids: new WeakMap(),
    textIds: new Map(),
    count: 0,
    relevance: new WeakMap(),
    authorizer: createAuthorizerCache({ sharesStatements: true }),
  };
}

/** What is kept for a key. */
export function keptFor(cache: ReachCache, key: string): Entry | undefined {
  const known = cache.entries.get(key);
  if (known) return known;
  const earlier = cache.earlier.get(key);
  if (earlier) add(cache, key, earlier);
  return earlier;
}

/** Keeps a value under a number that no other value of the cache has. */
export function keep(cache: ReachCache, key: string, entry: Entry): void {
  add(cache, key, entry);
  cache.ids.set(entry.value, cache.count);
  cache.count += 1;
}

/** Once there are too many entries, those that were not asked for since it last came to that are forgotten. */
function add(cache: ReachCache, key: string, entry: Entry): void {
  if (cache.entries.size >= cache.most / 2) {
    cache.earlier = cache.entries;
    cache.entries = new Map();
  }
  cache.entries.set(key, entry);
}

/** So many texts are known at most. */
const mostTexts = 20_000;

/** The number of a text: no other text of the cache has it, also of those that are forgotten. */
export function idOfText(cache: ReachCache, text: string): number {
  const known = cache.textIds.get(text);
  if (known !== undefined) return known;
  if (cache.textIds.size >= mostTexts) cache.textIds.clear();
  const id = cache.count;
  cache.count += 1;
  cache.textIds.set(text, id);
  return id;
}
