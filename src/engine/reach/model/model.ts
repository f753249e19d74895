import { hasWildcard, parseArn } from "#policy";
import type { Principals } from "../../authorizer/principal.ts";
import { awsOwned } from "../../authorizer/request/request-view.ts";
import type { Box } from "../boxes/algebra.ts";
import { allBits, type Bits } from "../boxes/bits.ts";
import type { Budget } from "../budget.ts";
import { ActionTable } from "../classes/actions.ts";
import type { Asked } from "../classes/comparisons.ts";
import { KeyTable } from "../classes/key-table.ts";
import { examplePrincipals } from "../classes/principal-examples.ts";
import { isLike, type NamedBy, PrincipalTable } from "../classes/principals.ts";
import { ResourceTable } from "../classes/resources.ts";
import type { ReadQuestion } from "../question.ts";
import { addRealComparisons, regionsOfServices } from "./real-comparisons.ts";
import { askedKeys, isSingleValued, isTruth, realPeople, valueOfResource } from "./real-keys.ts";
import type { Sources } from "./sources.ts";

/** The dimensions that every model has; keys and relations follow. */
export const dimension = {
  resources: 0,
  principals: 1,
  actions: 2,
  /** 0: without a further identity policy; 1: with one that allows everything. */
  identityPolicy: 3,
  /** 0: without a resource policy; 1: with one that leaves everything to the caller's account. */
  resourcePolicy: 4,
} as const;
const firstKey = 5;

/** All requests of one or two questions as boxes: the classes of every dimension. */
export class Model {
  readonly sources: Sources;
  readonly resources: ResourceTable;
  readonly principals: PrincipalTable;
  readonly actions: ActionTable;
  readonly keys: readonly KeyTable[];
  readonly budget: Budget;
  readonly questions: readonly ReadQuestion[];
  /** Every request. */
  readonly full: Box;
  /** The dimensions in the order in which a search splits them: relations last, since they may not be free. */
  readonly order: readonly number[];
  readonly #keyIndexes: ReadonlyMap<string, number>;

  constructor(
    questions: readonly ReadQuestion[],
    sources: Sources,
    claimPatterns: readonly (readonly string[])[],
  ) {
    const { budget } = sources;
    this.sources = sources;
    this.budget = budget;
    this.questions = questions;
    const grants = questions.flatMap((question) => question.grants);
    const namedPartitions = [
      ...new Set(
        sources.named.flatMap(({ element }) =>
          element.aws.map(({ partition, text }) => partition || (parseArn(text)?.partition ?? "")),
        ),
      ),
    ];
    const isReal = questions.every((question) => question.isReal);
    if (isReal) addRealComparisons(sources, questions);
    const regions = isReal ? regionsOfServices(sources, questions) : [];
    // A table depends on what its key names and on nothing else, so it may be one of an earlier question.
    const make = <T extends object>(
      what: string,
      text: string,
      on: () => unknown,
      table: () => T,
    ) => budget.remembered(() => `${what} ${text} ${JSON.stringify(on())}`, table);
    const keyIds = grants.flatMap(({ keyId }) => (typeof keyId === "string" ? keyId : []));
    this.resources = make(
      "resources",
      sources.textOf("resource"),
      () => [questions.map(({ resource }) => resource), namedPartitions, keyIds, regions],
      () =>
        new ResourceTable(
          questions,
          sources.resources,
          namedPartitions,
          { keyIds, regions },
          budget,
        ),
    );
    const like = [
      ...questions.flatMap(({ principals }) => (principals ? [principals] : [])),
      ...claimPatterns,
    ];
    const owners = questions.flatMap(({ resourceAccount }) => resourceAccount ?? []);
    const accounts = [...new Set([...this.resources.accounts, ...owners])];
    const partitions = [
      ...new Set(this.resources.examples().map((one) => parseArn(one)?.partition ?? "")),
    ].filter((partition) => partition !== "");
    const derived = [...sources.derived];
    const asked = derived.flatMap((key) => [...(sources.asked.get(key)?.values() ?? [])]);
    const guarded = questions.some(
      ({ policies }) => policies.serviceControlPolicies || policies.resourceControlPolicies,
    );
    const traits = { named: sources.named, like, grants, accounts, partitions, guarded, asked };
    const [resource = "*"] = this.resources.examples();
    const ofPeople = askedKeys(sources.derived, asked);
    // Words for a set of principals name those outside of it too, so that everyone stays where cells are shown.
    const isNarrow = questions.every((one) => one.isFirstEnough && one.principals);
    const within = isNarrow ? questions.flatMap(({ principals }) => principals ?? []) : undefined;
    this.principals = make(
      "principals",
      sources.textOf("principal"),
      () => [
        { ...traits, named: [], asked: asked.map(({ id }) => budget.nameOf(id)) },
        isReal && [...ofPeople].map((key) => [key, valueOfResource(key, resource)]),
        within,
      ],
      () => {
        const texts = examplePrincipals(
          {
            elements: sources.named.map(namesOnly),
            patterns: like.flat(),
            accounts,
            partitions,
            conditions: asked,
            within,
            isReal,
            named: grants.flatMap(({ granteePrincipal, retiringPrincipal }) =>
              [granteePrincipal, retiringPrincipal].filter((text) => typeof text === "string"),
            ),
          },
          budget,
        );
        const { authorizer } = budget;
        const counting = within ? texts.filter((text) => isLike(within, text)) : texts;
        const people = isReal
          ? realPeople(counting, texts, ofPeople, resource, budget)
          : counting.map((text) => ({ text, caller: authorizer.callerOf(text), keys: {} }));
        return new PrincipalTable(people, traits);
      },
    );
    if (this.#hasUnknownOwner(questions)) sources.relations.ofOwnAccount();
    this.actions = make(
      "actions",
      sources.textOf("action"),
      () => [questions.map(({ actions, actionPatterns }) => [actions, actionPatterns]), grants],
      () => new ActionTable(questions, sources.actions, grants, budget),
    );
    const free = [...sources.asked].filter(([key]) => !sources.derived.has(key));
    this.keys = free.map(([key, ofKey]) => {
      const given = questions.flatMap((question) =>
        question.given.has(key) ? [question.given.get(key) ?? []] : [],
      );
      const kind = { isSingle: isReal && isSingleValued(key), isTruth: isReal && isTruth(key) };
      return make(
        "key",
        key,
        () => [
          [...ofKey.values()].map(({ id, condition }) => [budget.nameOf(id), condition.key]),
          given,
          kind,
        ],
        () => new KeyTable(key, [...ofKey.values()], given, kind, budget),
      );
    });
    this.#keyIndexes = new Map(this.keys.map(({ keyName }, index) => [keyName, index]));
    this.full = [
      allBits(this.resources.size),
      allBits(this.principals.size),
      allBits(this.actions.size),
      allBits(2),
      allBits(2),
      ...this.keys.map(({ size }) => allBits(size)),
      ...sources.relations.relations.map(() => allBits(2)),
    ];
    const keys = this.keys.map((_, index) => firstKey + index);
    const relations = sources.relations.relations.map((_, index) => this.relationDimension(index));
    const { identityPolicy, resourcePolicy } = dimension;
    this.order = [
      dimension.actions,
      ...keys,
      dimension.principals,
      dimension.resources,
      identityPolicy,
      resourcePolicy,
      ...relations,
    ];
  }

  /** The place of a key in a box; nothing for a key that no policy names. */
  keyDimension(keyName: string): number | undefined {
    const index = this.#keyIndexes.get(keyName);
    return index === undefined ? undefined : firstKey + index;
  }

  /** The states of a key that policies or the question name. */
  keyTable(keyName: string): KeyTable | undefined {
    return this.keys[this.#keyIndexes.get(keyName) ?? -1];
  }

  relationDimension(index: number): number {
    return firstKey + this.keys.length + index;
  }

  /** The box of the requests in which a comparison without variables holds. */
  statesOf(asked: Asked): { readonly at: number; readonly bits: Bits } {
    const index = this.#keyIndexes.get(asked.keyName) ?? 0;
    return { at: firstKey + index, bits: this.keys[index]?.statesOf(asked) ?? 0n };
  }

  /** The requests that a question asks about. */
  askedIn(question: ReadQuestion): Box {
    const box = [...this.full];
    box[dimension.resources] = this.resources.askedIn(question);
    box[dimension.actions] = this.actions.askedIn(question);
    const { principals } = question;
    if (principals)
      box[dimension.principals] = this.principals.where(({ text }) => isLike(principals, text));
    for (const [key, values] of question.given) {
      const at = this.keyDimension(key);
      if (at !== undefined) box[at] = this.keys[at - firstKey]?.givenStates(values) ?? 0n;
    }
    return box;
  }

  #hasUnknownOwner(questions: readonly ReadQuestion[]): boolean {
    const texts = this.resources.examples().map((one) => parseArn(one)?.account ?? "");
    return (
      texts.some((account) => account !== "" && !this.resources.accounts.has(account)) ||
      (texts.includes("") && questions.some(({ resourceAccount }) => resourceAccount === undefined))
    );
  }

  /** The account of a resource as far as its class tells it; nothing where it may be any other. */
  ownerOf(resource: string, question: ReadQuestion): string | undefined {
    const account = parseArn(resource)?.account ?? "";
    if (account === "") return question.resourceAccount;
    return this.resources.accounts.has(account) ? account : undefined;
  }

  /** Whether a caller and a resource have the same account; nothing where the class does not tell. */
  isOwnAccount(principal: string, resource: string, question: ReadQuestion): boolean | undefined {
    if (parseArn(resource)?.account === awsOwned) return true;
    const owner = this.ownerOf(resource, question);
    const { account } = this.budget.authorizer.callerOf(principal);
    if (owner !== undefined) return owner === account;
    const isNamed =
      (parseArn(resource)?.account ?? "") !== "" && this.resources.accounts.has(account);
    return isNamed ? false : undefined;
  }
}

/** Wildcards in part of a name fit nobody under Allow: then they tell nobody apart. */
function namesOnly({ element, effect }: NamedBy): Principals {
  if (effect === "Deny" || element.negated) return element;
  return { ...element, aws: element.aws.filter(({ text }) => !hasWildcard(text)) };
}
