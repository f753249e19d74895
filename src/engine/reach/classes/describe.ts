import { allBits, type Bits, bit, bitsWhere, hasBit, members } from "../boxes/bits.ts";

/** One fact by which items differ, and how a set of its answers is said as plain data. */
export interface Trait<Item, Test> {
  readonly of: (item: Item) => string;
  readonly test: (answers: readonly string[]) => Test;
}

/** Items with the same answer to every trait. The first one stands for all. */
export interface Class<Item> {
  readonly answers: readonly string[];
  readonly items: readonly Item[];
}

/** The items of one dimension, sorted into classes, and sets of classes as formulas over the traits. */
export class ClassTable<Item, Test> {
  readonly classes: readonly Class<Item>[];
  /** The first item of each class. */
  readonly examples: readonly Item[];
  readonly #traits: readonly Trait<Item, Test>[];
  #answerBits: readonly ReadonlyMap<string, Bits>[] | undefined;
  readonly #described = new Map<Bits, readonly (readonly Test[])[]>();

  constructor(items: readonly Item[], traits: readonly Trait<Item, Test>[]) {
    const found = new Map<string, { answers: readonly string[]; items: Item[] }>();
    for (const item of items) {
      const answers = traits.map((trait) => trait.of(item));
      const key = answers.join("\u0000");
      const known = found.get(key);
      if (known) known.items.push(item);
      else found.set(key, { answers, items: [item] });
    }
    this.classes = [...found.values()];
    this.examples = this.classes.map(({ items }) => items[0] as Item);
    this.#traits = traits;
  }

  get size(): number {
    return this.classes.length;
  }

  where(holds: (item: Item) => boolean): Bits {
    return bitsWhere(this.examples, holds);
  }

  /**
   * A set of classes as a formula: one of the lists, in it every test. Each list begins as all that is known of one class
   * and loses every test without which it still holds no other class; so lists are few and short.
   */
  describe(bits: Bits): readonly (readonly Test[])[] {
    const known = this.#described.get(bits);
    if (known) return known;
    const terms: Term[] = [];
    let left = bits;
    for (const index of members(bits)) {
      if (!hasBit(left, index)) continue;
      const term = this.#widest(index, bits);
      left &= ~term.covers;
      terms.push(term);
    }
    const tests = withoutSpare(terms).map(({ allowed }) =>
      allowed.flatMap((answers, at) => {
        const trait = this.#traits[at];
        return answers && trait ? [trait.test(answers)] : [];
      }),
    );
    this.#described.set(bits, tests);
    return tests;
  }

  #widest(index: number, target: Bits): Term {
    const answers = this.classes[index]?.answers ?? [];
    const bitsOf = this.#bitsOfAnswers();
    const everything = allBits(this.size);
    // What the traits from a place on leave, as long as each still asks for the answer of this class.
    const rest: Bits[] = [everything];
    for (let at = answers.length - 1; at >= 0; at -= 1)
      rest.unshift((rest[0] ?? 0n) & (bitsOf[at]?.get(answers[at] ?? "") ?? 0n));
    const allowed: (readonly string[] | undefined)[] = [];
    let covers = everything;
    for (const at of answers.keys()) {
      const others = covers & (rest[at + 1] ?? 0n) & ~target;
      if (others === 0n) {
        allowed.push(undefined);
        continue;
      }
      const taken = [...(bitsOf[at] ?? [])].filter(([, bits]) => (others & bits) === 0n);
      allowed.push(taken.map(([other]) => other));
      covers &= taken.reduce((all, [, bits]) => all | bits, 0n);
    }
    return { allowed, covers };
  }

  /** For each trait the classes with each answer. */
  #bitsOfAnswers(): readonly ReadonlyMap<string, Bits>[] {
    this.#answerBits ??= this.#traits.map((_trait, at) => {
      const found = new Map<string, Bits>();
      this.classes.forEach(({ answers }, index) => {
        const answer = answers[at] ?? "";
        found.set(answer, (found.get(answer) ?? 0n) | bit(index));
      });
      return found;
    });
    return this.#answerBits;
  }
}

interface Term {
  readonly allowed: readonly (readonly string[] | undefined)[];
  readonly covers: Bits;
}

/** The terms without those that the others cover. */
function withoutSpare(terms: readonly Term[]): readonly Term[] {
  let kept = terms;
  for (const term of terms) {
    const rest = kept.filter((one) => one !== term);
    const covered = rest.reduce((bits, one) => bits | one.covers, 0n);
    if ((term.covers & ~covered) === 0n) kept = rest;
  }
  return kept;
}

/** The set of one class. */
export function single(index: number | undefined): Bits {
  return index === undefined ? 0n : bit(index);
}
