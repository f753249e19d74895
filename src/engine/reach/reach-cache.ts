import { type AuthorizerCache, createAuthorizerCache } from "../authorizer/cache.ts";

/** Keeps what questions have in common, such as classes of values; the caller decides how long it lives. */
export interface ReachCache {
  /** Entries by everything that they depend on. */
  readonly entries: Map<string, Entry>;
  /** What is made of one object alone, such as the text of an element. */
  readonly ofObjects: WeakMap<object, unknown>;
  /** So many entries are kept. */
  readonly most: number;
  /** A number for each entry's value: values that depend on it name it so. */
  readonly ids: WeakMap<object, number>;
  /** How many values have a number. */
  count: number;
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
    most,
    ofObjects: new WeakMap(),
    ids: new WeakMap(),
    count: 0,
    authorizer: createAuthorizerCache(),
  };
}

/** Keeps a value; once there are too many, all others are forgotten. */
export function keep(cache: ReachCache, key: string, entry: Entry): void {
  if (cache.entries.size >= cache.most) cache.entries.clear();
  cache.entries.set(key, entry);
  cache.ids.set(entry.value, cache.count);
  cache.count += 1;
}
