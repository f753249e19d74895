import { type Bits, bit, bitsWhere, hasBit, members } from "./bits.ts";

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
  readonly #traits: readonly Trait<Item, Test>[];
  readonly #indexes: ReadonlyMap<string, number>;
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
    this.#traits = traits;
    this.#indexes = new Map([...found.keys()].map((key, index) => [key, index]));
  }

  get size(): number {
    return this.classes.length;
  }

  /** The class of any item; nothing if no item of the table is like it. */
  indexOf(item: Item): number | undefined {
    return this.#indexes.get(this.#traits.map((trait) => trait.of(item)).join("\u0000"));
  }

  where(holds: (item: Item) => boolean): Bits {
    return bitsWhere(this.classes, ({ items }) => holds(items[0] as Item));
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
    const allowed: (readonly string[] | undefined)[] = answers.map((answer) => [answer]);
    const covers = () =>
      bitsWhere(this.classes, (one) =>
        allowed.every((some, at) => !some || some.includes(one.answers[at] ?? "")),
      );
    for (let at = 0; at < allowed.length; at += 1) {
      const before = allowed[at];
      allowed[at] = undefined;
      if ((covers() & ~target) === 0n) continue;
      allowed[at] = before;
      for (const other of new Set(this.classes.map((one) => one.answers[at] ?? ""))) {
        const narrower: readonly string[] = allowed[at] ?? [];
        if (narrower.includes(other)) continue;
        allowed[at] = [...narrower, other];
        if ((covers() & ~target) !== 0n) allowed[at] = narrower;
      }
    }
    return { allowed, covers: covers() };
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
