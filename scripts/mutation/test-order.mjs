// @ts-check

/** @typedef {import("./instrument.mjs").Mutant} Mutant */
/** @typedef {import("./worker.mjs").MeasuredTest} MeasuredTest */

/**
 * The tests of one mutant take at most so many milliseconds together, without it. One that they do not notice counts as
 * survived, also if further tests would notice it: so a run ends, and never says that a mutant is killed that is not.
 */
const mostMilliseconds = 2_500;

/** How often a test was tried, and how often it noticed the mutant. */
class Tally {
  tried = 0;
  noticed = 0;
}

/** Chooses the tests for each mutant; one that runs when the modules load is reached by all. */
export class TestOrder {
  #tests;
  #loaded;
  /** By test, over all files and by file. */
  #all;
  /** @type {Map<string, Tally[]>} */
  #byFile = new Map();

  /** @param {{ atLoad: readonly number[], tests: readonly MeasuredTest[] }} measured */
  constructor({ atLoad, tests }) {
    this.#tests = tests.map(({ steps, milliseconds, hits }, at) => ({
      at,
      steps,
      milliseconds,
      hits: new Set(hits),
    }));
    this.#loaded = new Set(atLoad);
    this.#all = tests.map(() => new Tally());
  }

  /** What all tests take together, without a mutant. */
  get steps() {
    return this.#tests.reduce((sum, { steps }) => sum + steps, 0);
  }

  /** @param {Mutant} mutant */
  testsOf({ id, file }) {
    const own = this.#tallies(file);
    const chanceFor = (/** @type {number} */ at) => {
      const [{ tried, noticed }, all] = [own[at] ?? new Tally(), this.#all[at] ?? new Tally()];
      return (noticed + (3 * (all.noticed + 0.5)) / (all.tried + 1)) / (tried + 3);
    };
    const chosen = [];
    let left = mostMilliseconds;
    for (const { at, steps, milliseconds } of this.#tests
      .filter(({ hits }) => this.#loaded.has(id) || hits.has(id))
      .map((one) => ({ ...one, worth: chanceFor(one.at) / (one.milliseconds + 1) }))
      .sort((one, other) => other.worth - one.worth)) {
      if (milliseconds > left) continue;
      left -= milliseconds;
      chosen.push({ at, steps });
    }
    return chosen;
  }

  /** @param {Mutant} mutant @param {readonly { at: number }[]} tests In their order. @param {number | undefined} by The one that noticed. */
  learn({ file }, tests, by) {
    const own = this.#tallies(file);
    for (const { at } of tests) {
      for (const tally of [own[at], this.#all[at]]) {
        if (!tally) continue;
        tally.tried += 1;
        if (at === by) tally.noticed += 1;
      }
      if (at === by) return;
    }
  }

  /** @param {string} file */
  #tallies(file) {
    const known = this.#byFile.get(file) ?? this.#tests.map(() => new Tally());
    this.#byFile.set(file, known);
    return known;
  }
}
