/** The number of steps that an answer takes without a budget of the question. */
export const defaultBudget = 100_000;

/** The steps that are left. A step is one product met or compared, or one value made. */
export class Budget {
  #left: number;

  constructor(steps: unknown) {
    this.#left = typeof steps === "number" && steps >= 0 ? steps : defaultBudget;
  }

  /** Takes steps; false once there are none left. */
  spend(steps = 1): boolean {
    this.#left -= steps;
    return this.#left >= 0;
  }

  get isSpent(): boolean {
    return this.#left < 0;
  }
}
