import { globMatches } from "#policy";
import { conditionHolds } from "../../authorizer/condition/condition.ts";
import {
  type Principals,
  principalReach,
  type Reach,
  reach,
  readPrincipals,
} from "../../authorizer/principal.ts";
import type { Caller, CallerKind } from "../../authorizer/request/caller.ts";
import { ContextReader } from "../../authorizer/request/context-reader.ts";
import type { Grant } from "../../authorizer/types.ts";
import { type Bits, bit, members } from "../boxes/bits.ts";
import type { PrincipalSet, PrincipalTest } from "../types.ts";
import { type Asked, comparisonOf, holdsFor, isRelation } from "./comparisons.ts";
import { ClassTable, type Trait } from "./describe.ts";
import { grantNames } from "./grants.ts";
import { inventedPath } from "./principal-examples.ts";
import { principalWords } from "./principal-words.ts";

/** A caller as an example: its text, and the condition keys that follow from it (for `real` requests). */
export interface Person {
  readonly text: string;
  /** The text as the authorizer reads it. */
  readonly caller: Caller;
  readonly keys: Readonly<Record<string, readonly string[]>>;
}

/** A Principal element of a statement, with what else its reading depends on. */
export interface NamedBy {
  readonly element: Principals;
  readonly effect: "Allow" | "Deny";
  readonly hasBoundary: boolean;
}

/** What the principals of a model are told apart by. */
export interface PrincipalTraits {
  readonly named: readonly NamedBy[];
  readonly like: readonly (readonly string[])[];
  readonly grants: readonly Grant[];
  readonly accounts: readonly string[];
  readonly partitions: readonly string[];
  /** Whether any policy stands that does not bind service-linked roles. */
  readonly guarded: boolean;
  readonly asked: readonly Asked[];
}

/** Kinds of callers that the evaluation of policies treats alike. */
export const kindGroups: readonly (readonly CallerKind[])[] = [
  ["user", "role", "role-session"],
  ["federated-user"],
  ["root"],
  ["service", "outside"],
  ["anonymous"],
];

/** How far an element reaches, and whom it reaches so. */
export type ReachedPrincipals = readonly [reach: Exclude<Reach, 0>, principals: Bits];

/** Everyone, in the classes that no policy and no rule of evaluation tells apart. */
export class PrincipalTable {
  readonly #table: ClassTable<Person, PrincipalTest>;
  readonly #words = new Map<Bits, readonly string[]>();
  /** Callers that are worth a word, with their class. */
  #callers: readonly { readonly caller: Caller; readonly index: number }[] | undefined;
  readonly #reached = new Map<string, WeakMap<Principals, readonly ReachedPrincipals[]>>();

  constructor(people: readonly Person[], traits: PrincipalTraits) {
    this.#table = new ClassTable(people, [
      ...(traits.guarded ? [serviceLinkedTrait] : []),
      ...traits.partitions.map(partitionTrait),
      ...traits.grants.map(grantTrait),
      ...traits.asked.map(keyTrait),
      ...(traits.accounts.length > 0 ? [accountTrait(traits.accounts)] : []),
      kindTrait,
      ...traits.named.map(namedTrait),
      ...traits.like.map(likeTrait),
    ]);
  }

  get size(): number {
    return this.#table.size;
  }

  examples(): readonly Person[] {
    return this.#table.examples;
  }

  /** All examples of a class, the most recognisable first. */
  examplesOf(index: number): readonly Person[] {
    return this.#table.classes[index]?.items ?? [];
  }

  where(holds: (person: Person) => boolean): Bits {
    return this.#table.where(holds);
  }

  /** The principals that a Principal element reaches, by how far it reaches them. */
  reachedBy({ element, effect, hasBoundary }: NamedBy): readonly ReachedPrincipals[] {
    const reading = `${effect} ${hasBoundary}`;
    const ofReading = this.#reached.get(reading) ?? new WeakMap();
    this.#reached.set(reading, ofReading);
    const known = ofReading.get(element);
    if (known) return known;
    const bits: [Bits, Bits, Bits] = [0n, 0n, 0n];
    this.examples().forEach(({ caller }, index) => {
      const reached = principalReach(element, caller, effect, hasBoundary);
      if (reached !== reach.none) bits[reached - 1] = (bits[reached - 1] ?? 0n) | bit(index);
    });
    const found = ([1, 2, 3] as const).flatMap((reached): ReachedPrincipals[] => {
      const of = bits[reached - 1] ?? 0n;
      return of === 0n ? [] : [[reached, of]];
    });
    ofReading.set(element, found);
    return found;
  }

  /** A set of principals, among those that a question asks about by these patterns. */
  describe(bits: Bits, asked: readonly string[] | undefined): PrincipalSet {
    let words = this.#words.get(bits);
    if (!words) {
      const inside = new Set(members(bits));
      this.#callers ??= this.#table.classes.flatMap(({ items }, index) =>
        items.flatMap((person) => (isInvented(person) ? [] : [{ caller: person.caller, index }])),
      );
      words = principalWords(
        this.#callers.map(({ caller, index }) => ({ caller, isIn: inside.has(index) })),
      );
      if (words.length === 0) words = ["a role of the same name under another path"];
      this.#words.set(bits, words);
    }
    const anyOf = this.#table.describe(bits);
    if (!asked) return { anyOf, words };
    const within: PrincipalTest = { test: "like", patterns: asked, holds: true };
    return { anyOf: anyOf.map((tests) => [...tests, within]), words };
  }
}

/** A role under a path that no policy names, or a session of one: not worth a word. */
function isInvented({ text, keys }: Person): boolean {
  return [text, ...(keys["aws:principalarn"] ?? [])].some((one) => one.includes(inventedPath));
}

const serviceLinkedTrait: Trait<Person, PrincipalTest> = {
  of: ({ caller }) => yesNo(caller.serviceLinked),
  test: ([answer]) => ({ test: "service-linked", holds: answer === "1" }),
};

const kindTrait: Trait<Person, PrincipalTest> = {
  of: ({ caller }) => String(groupOf(caller.kind)),
  test: (answers) => ({
    test: "kind",
    kinds: answers.flatMap((answer) => kindGroups[Number(answer)] ?? []),
  }),
};

function groupOf(kind: CallerKind): number {
  return kindGroups.findIndex((kinds) => kinds.includes(kind));
}

function partitionTrait(partition: string): Trait<Person, PrincipalTest> {
  return {
    of: ({ caller }) => yesNo(isOfPartition(caller, partition)),
    test: ([answer]) => ({ test: "partition", partition, holds: answer === "1" }),
  };
}

/** A caller without a partition differs from none. */
function isOfPartition(caller: Caller, partition: string): boolean {
  return caller.partition === "" || caller.partition === partition;
}

/** The answer is the account itself, or an empty text for all others. */
function accountTrait(accounts: readonly string[]): Trait<Person, PrincipalTest> {
  return {
    of: ({ caller: { account } }) => (accounts.includes(account) ? account : ""),
    test: (answers) =>
      answers.includes("")
        ? {
            test: "account",
            accounts: accounts.filter((one) => !answers.includes(one)),
            holds: false,
          }
        : { test: "account", accounts: answers, holds: true },
  };
}

function grantTrait(grant: Grant): Trait<Person, PrincipalTest> {
  return {
    of: ({ caller }) => grantNames(grant, caller),
    test: (names) => ({ test: "grant", grant, names }),
  };
}

function keyTrait(asked: Asked): Trait<Person, PrincipalTest> {
  return {
    of: (person) => yesNo(holdsForPerson(asked, person)),
    test: ([answer]) => ({
      test: "key",
      key: asked.condition.key,
      comparison: comparisonOf(asked, answer === "1"),
    }),
  };
}

function namedTrait({ element, effect, hasBoundary }: NamedBy): Trait<Person, PrincipalTest> {
  return {
    of: ({ caller }) => String(principalReach(element, caller, effect, hasBoundary)),
    test: (answers) => ({
      test: "named",
      element: {
        AWS: element.aws.map(({ text }) => text),
        Service: element.service,
        Federated: element.other,
      },
      negated: element.negated,
      effect,
      hasBoundary,
      reaches: answers.map((answer) => Number(answer) as 0 | 1 | 2 | 3),
    }),
  };
}

/** Whether a condition that speaks of the principal alone holds for one. */
export function holdsForPerson(asked: Asked, { keys }: Person): boolean {
  if (!isRelation(asked)) return holdsFor(asked, keys[asked.keyName]);
  return conditionHolds(asked.condition, asked.effect, new ContextReader(keys));
}

function likeTrait(patterns: readonly string[]): Trait<Person, PrincipalTest> {
  return {
    of: ({ text }) => yesNo(isLike(patterns, text)),
    test: ([answer]) => ({ test: "like", patterns, holds: answer === "1" }),
  };
}

/** Whether a text fits one of the patterns. */
export function isLike(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => globMatches(pattern, text));
}

/** Whether a test of a cell holds for the caller of a request; its keys are asked of `keyFits`. */
export function principalFits(
  test: PrincipalTest,
  caller: Caller,
  keyFits: (test: PrincipalTest & { test: "key" }) => boolean,
): boolean {
  switch (test.test) {
    case "kind":
      return test.kinds.includes(caller.kind);
    case "account":
      return test.accounts.includes(caller.account) === test.holds;
    case "partition":
      return isOfPartition(caller, test.partition) === test.holds;
    case "service-linked":
      return caller.serviceLinked === test.holds;
    case "like":
      return isLike(test.patterns, caller.text) === test.holds;
    case "grant":
      return test.names.includes(grantNames(test.grant, caller));
    case "key":
      return keyFits(test);
    case "named": {
      const read = readPrincipals({ negated: test.negated, value: test.element });
      if ("problem" in read) return false;
      return test.reaches.includes(principalReach(read, caller, test.effect, test.hasBoundary));
    }
  }
}

function yesNo(holds: boolean): string {
  return holds ? "1" : "0";
}
