/** Keeps what questions have in common, such as classes of values; whoever asks decides how long it lives. */
export interface ReachCache {
  /** Entries by everything that they depend on. */
  readonly entries: Map<string, Entry>;
}

interface Entry {
  readonly value: unknown;
  readonly steps: number;
}

const mostEntries = 2_000;

/**
 * An empty cache, for a caller who asks about nearly the same policies again and again, such as after each keystroke. It
 * changes no answer: what is taken from it costs as many steps as making it did.
 */
export function createReachCache(): ReachCache {
  return { entries: new Map() };
}

/** Keeps a value; once there are too many, all others are forgotten. */
export function keep({ entries }: ReachCache, key: string, entry: Entry): void {
  if (entries.size >= mostEntries) entries.clear();
  entries.set(key, entry);
}
