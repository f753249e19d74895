import { kmsConditionKeys } from "#policy/kms";
import { type Bits, bitsWhere } from "../boxes/bits.ts";
import type { Budget } from "../budget.ts";
import type { Comparison, ValueSet } from "../types.ts";
import {
  type Asked,
  askedForAbsence,
  comparisonOf,
  given,
  holdsFor,
  isGiven,
} from "./comparisons.ts";
import { ClassTable, type Trait } from "./describe.ts";
import { exampleValues, independentComparisons, isWritten } from "./example-values.ts";

/** The values of one key in a request; nothing if the key is absent. */
export type State = readonly string[] | undefined;

/**
 * Answers that values may have together though no example has: each comparison is answered as by the list of values that
 * stands for its way of comparing.
 */
class WithoutExample {
  readonly #lists: readonly State[];
  readonly #placeOf: ReadonlyMap<string, number>;

  /** `placeOf`: which of the lists a comparison looks at, by its id. */
  constructor(lists: readonly State[], placeOf: ReadonlyMap<string, number>) {
    this.#lists = lists;
    this.#placeOf = placeOf;
  }

  answersAs({ id }: Asked): State {
    return this.#lists[this.#placeOf.get(id) ?? 0];
  }
}

type Item = State | WithoutExample;

/** The states of one condition key: lists of values that no comparison tells apart are one. */
export class KeyTable {
  readonly keyName: string;
  /** As a policy writes it; if none does, as AWS. */
  readonly written: string;
  /** The states without any value. */
  readonly absent: Bits;
  /** The states of which a list of values was found. */
  readonly withExample: Bits;
  readonly #table: ClassTable<Item, Comparison>;
  readonly #examples: readonly (readonly State[])[];
  readonly #states = new Map<string, Bits>();

  /** `givenValues` are what a question gives: `null` for a key that is absent. */
  constructor(
    keyName: string,
    asked: readonly Asked[],
    givenValues: readonly (readonly string[])[],
    { isSingle, isTruth }: { readonly isSingle: boolean; readonly isTruth: boolean },
    budget: Budget,
  ) {
    this.keyName = keyName;
    this.written = asked[0]?.condition.key ?? spelled(keyName);
    const absence = askedForAbsence(keyName);
    const all = [...asked, absence];
    const traits = [...all.map(traitOf), ...givenValues.map(givenTrait)];
    const examples = isTruth ? ["true", "false"] : exampleValues(asked, keyName, budget);
    const values = [...givenValues.flat(), ...examples];
    const lists = isSingle ? values.map((value) => [value]) : closedLists(values, asked, budget);
    const found = [undefined, ...givenValues.filter((list) => list.length > 0), ...lists];
    // AWS sends a truth as "true" or "false": both are there.
    const more = isTruth ? [] : withoutExample(asked, found, isSingle, budget);
    this.#table = new ClassTable<Item, Comparison>([...found, ...more], traits);
    for (const one of all)
      this.#states.set(
        one.id,
        bitsWhere(this.#table.classes, ({ items: [item] }) => isAnswered(one, item)),
      );
    this.absent = this.statesOf(absence);
    this.withExample = this.#table.where(isState);
    this.#examples = this.#table.classes.map(({ items }) => items.filter(isState));
  }

  get size(): number {
    return this.#table.size;
  }

  /** The states for which a comparison holds. */
  statesOf({ id }: Asked): Bits {
    return this.#states.get(id) ?? 0n;
  }

  /** The states that are what a question gives. */
  givenStates(values: readonly string[]): Bits {
    return this.#table.where((item) => isState(item) && isGiven(values, item));
  }

  /** Lists of values of a state, the most likely first; none if none was found. */
  examplesOf(state: number): readonly State[] {
    return this.#examples[state] ?? [];
  }

  describe(states: Bits): ValueSet {
    return { anyOf: this.#table.describe(states) };
  }
}

function spelled(keyName: string): string {
  return kmsConditionKeys.find(({ name }) => name.toLowerCase() === keyName)?.name ?? keyName;
}

function traitOf(asked: Asked): Trait<Item, Comparison> {
  return {
    of: (item) => (isAnswered(asked, item) ? "1" : "0"),
    test: ([answer]) => comparisonOf(asked, answer === "1"),
  };
}

function givenTrait(values: readonly string[]): Trait<Item, Comparison> {
  return {
    of: (item) => (isState(item) && isGiven(values, item) ? "1" : "0"),
    test: ([answer]) => ({
      operator: given,
      values,
      effect: "Allow",
      variables: false,
      holds: answer === "1",
    }),
  };
}

function isAnswered(asked: Asked, item: Item): boolean {
  return holdsFor(asked, isState(item) ? item : item.answersAs(asked));
}

function isState(item: Item): item is State {
  return !(item instanceof WithoutExample);
}

/**
 * Every combination of what some list answers to one way of comparing, and some list to another; but for a single value that
 * a comparison names, for the examples have all that such comparisons name.
 */
function withoutExample(
  asked: readonly Asked[],
  lists: readonly State[],
  isSingle: boolean,
  budget: Budget,
): readonly WithoutExample[] {
  const groups = independentComparisons(asked);
  if (groups.length === 0) return [];
  const absence = askedForAbsence("");
  const present = lists.filter((list) => !holdsFor(absence, list));
  const placeOf = new Map(
    groups.flatMap((group, place) => group.map(({ id }) => [id, place] as const)),
  );
  let combined: readonly (readonly State[])[] = [[]];
  for (const group of groups) {
    const byAnswers = new Map<string, State>();
    for (const list of present) {
      if (isSingle && group.some((one) => isWritten(one, list?.[0] ?? ""))) continue;
      const answers = group.map((one) => (holdsFor(one, list) ? "1" : "0")).join("");
      if (!byAnswers.has(answers)) byAnswers.set(answers, list);
    }
    const of = [...byAnswers.values()];
    // Each combination is put to every comparison.
    if (!budget.spend(Math.ceil((combined.length * of.length * asked.length) / stepCosts)))
      return [];
    combined = combined.flatMap((one) => of.map((list) => [...one, list]));
  }
  return combined.map((one) => new WithoutExample(one, placeOf));
}

/** A step is worth so many comparisons with a value. */
const stepCosts = 8;

/**
 * Lists of values for every combination of answers that a list can have: single values, and then one value more as long as
 * that answers any comparison differently. What a further value changes depends on the answers alone, not on the list;
 * but for an empty text, which counts as no value while it is the only one.
 */
function closedLists(
  values: readonly string[],
  asked: readonly Asked[],
  budget: Budget,
): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const lists: (readonly string[])[] = values.map((value) => [value]);
  const answersOf = (list: readonly string[]) =>
    asked.map((one) => (holdsFor(one, list) ? "1" : "0")).join("");
  const representatives = new Map<string, string>();
  const queue: (readonly string[])[] = [];
  const meetList = (list: readonly string[]) => {
    const answers = answersOf(list);
    if (found.has(answers)) return;
    found.set(answers, list);
    queue.push(list);
  };
  for (const value of values) {
    const list = value === "" ? ["", ""] : [value];
    const answers = answersOf(list);
    if (!representatives.has(answers)) representatives.set(answers, value);
    meetList(list);
  }
  for (let at = 0; at < queue.length; at += 1)
    for (const value of representatives.values()) {
      if (!budget.spend()) return lists;
      meetList([...(queue[at] as readonly string[]), value]);
    }
  return [...lists, ...queue];
}
