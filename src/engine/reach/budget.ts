import { type AuthorizerCache, createAuthorizerCache } from "../authorizer/cache.ts";
import { idOfText, keep, keptFor, type ReachCache } from "./reach-cache.ts";

/** The number of steps that an answer takes without a budget of the question. */
export const defaultBudget = 100_000;

/** The steps that are left. A step is one product met or compared, or one value made. */
export class Budget {
  #left: number;
  readonly #cache: ReachCache | undefined;
  readonly #ofObjects: WeakMap<object, unknown>;
  /** What the authorizer has read. */
  readonly authorizer: AuthorizerCache;
  /** Whether statements bear on questions: by statement, then by what is asked about. */
  readonly relevance: WeakMap<object, Map<string, boolean>>;

  constructor(steps: unknown, cache?: ReachCache) {
    this.#cache = cache;
    this.#ofObjects = cache?.ofObjects ?? new WeakMap();
    this.relevance = cache?.relevance ?? new WeakMap();
    this.authorizer = cache?.authorizer ?? createAuthorizerCache();
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
  remembered<T extends object>(key: () => string, make: () => T): T {
    if (!this.#cache) return make();
    const text = key();
    const known = keptFor(this.#cache, text);
    if (known && this.#left >= known.steps) {
      this.#left -= known.steps;
      return known.value as T;
    }
    const before = this.#left;
    const value = make();
    if (!this.isSpent) keep(this.#cache, text, { value, steps: before - this.#left });
    return value;
  }

  /** The same for a value that depends on others from the cache, and on `more`; made if one of them is not from there. */
  rememberedOf<T extends object>(
    what: string,
    values: readonly object[],
    more: () => string,
    make: () => T,
  ): T {
    const ids = values.map((value) => this.#cache?.ids.get(value));
    return ids.includes(undefined)
      ? make()
      : this.remembered(() => `${what} ${ids.join()} ${more()}`, make);
  }

  /** Stands for a text in keys: short if there is a cache. */
  nameOf(text: string): string | number {
    return this.#cache ? idOfText(this.#cache, text) : text;
  }

  /** What is made of an object alone, always by the same function, and made once. */
  ofObject<T>(object: object, make: () => T): T {
    if (this.#ofObjects.has(object)) return this.#ofObjects.get(object) as T;
    const value = make();
    this.#ofObjects.set(object, value);
    return value;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }
}
