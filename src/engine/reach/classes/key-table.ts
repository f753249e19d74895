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
import { exampleValues } from "./example-values.ts";

/** The values of one key in a request; nothing if the key is absent. */
export type State = readonly string[] | undefined;

/** The states of one condition key: lists of values that no comparison tells apart are one. */
export class KeyTable {
  readonly keyName: string;
  /** As a policy writes it; if none does, as AWS. */
  readonly written: string;
  /** The states without any value. */
  readonly absent: Bits;
  readonly #table: ClassTable<State, Comparison>;
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
    const items = [undefined, ...givenValues.filter((list) => list.length > 0), ...lists];
    this.#table = new ClassTable(items, traits);
    for (const one of all)
      this.#states.set(
        one.id,
        bitsWhere(this.#table.classes, ({ items: [state] }) => holdsFor(one, state)),
      );
    this.absent = this.statesOf(absence);
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
    return this.#table.where((state) => isGiven(values, state));
  }

  /** Lists of values of a state, the most likely first. */
  examplesOf(state: number): readonly State[] {
    return this.#table.classes[state]?.items ?? [];
  }

  describe(states: Bits): ValueSet {
    return { anyOf: this.#table.describe(states) };
  }
}

function spelled(keyName: string): string {
  return kmsConditionKeys.find(({ name }) => name.toLowerCase() === keyName)?.name ?? keyName;
}

function traitOf(asked: Asked): Trait<State, Comparison> {
  return {
    of: (state) => (holdsFor(asked, state) ? "1" : "0"),
    test: ([answer]) => comparisonOf(asked, answer === "1"),
  };
}

function givenTrait(values: readonly string[]): Trait<State, Comparison> {
  return {
    of: (state) => (isGiven(values, state) ? "1" : "0"),
    test: ([answer]) => ({
      operator: given,
      values,
      effect: "Allow",
      variables: false,
      holds: answer === "1",
    }),
  };
}

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
