import { keep, type ReachCache } from "./reach-cache.ts";

/** The number of steps that an answer takes without a budget of the question. */
export const defaultBudget = 100_000;

/** The steps that are left. A step is one product met or compared, or one value made. */
export class Budget {
  #left: number;
  readonly #cache: ReachCache | undefined;

  constructor(steps: unknown, cache?: ReachCache) {
    this.#cache = cache;
    this.#left = typeof steps === "number" && steps >= 0 ? steps : defaultBudget;
  }

  /** Takes steps; false once there are none left. */
  spend(steps = 1): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  /**
   * A value that depends on `key` alone: from the cache, at the price in steps that making it had, so that an answer does
   * not depend on what was asked before; else made, and kept unless the steps ran out.
   */
  remembered<T>(key: string, make: () => T): T {
    const known = this.#cache?.entries.get(key);
    if (known && this.#left >= known.steps) {
      this.#left -= known.steps;
      return known.value as T;
    }
    const before = this.#left;
    const value = make();
    if (this.#cache && !this.isSpent) keep(this.#cache, key, { value, steps: before - this.#left });
    return value;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }
}
