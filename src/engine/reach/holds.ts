import { isRecord } from "../authorizer/json.ts";
import { type Principals, principalReach, reach, readPrincipals } from "../authorizer/principal.ts";
import type { Caller } from "../authorizer/request/caller.ts";
import { compileStatement } from "../authorizer/statement/statement.ts";
import { allowedBy } from "./allowed/allowed.ts";
import { StatementReader } from "./allowed/statement-boxes.ts";
import { type Box, meet, withBits } from "./boxes/algebra.ts";
import { Budget } from "./budget.ts";
import { cellsOf, type Difference, isEmptyDifference } from "./cells/cells.ts";
import { isLike } from "./classes/principals.ts";
import { dimension, Model } from "./model/model.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { impossibleRequests } from "./model/real-rules.ts";
import { answerFor, questionText } from "./model/same-question.ts";
import { Sources } from "./model/sources.ts";
import { type ReadQuestion, readQuestion } from "./question.ts";
import type { ReachCache } from "./reach-cache.ts";
import type { Claim, ClaimResult, ReachQuestion } from "./types.ts";

/**
 * Whether a claim holds over all requests of a question: `proved`, or `refuted` by a request that the authorizer allows, or
 * `undecided` with the reason. Principals of a claim are names or patterns; an account's id or root stands for the account,
 * a role for its sessions too. Never throws.
 */
export function holds(claim: Claim, question: ReachQuestion): ClaimResult {
  return holdsAll([claim], question)[0] ?? unreadable;
}

/** Whether each of several claims about one question holds, in their order: cheaper than one at a time, with a cache more so. */
export function holdsAll(
  claims: readonly Claim[],
  question: ReachQuestion,
  cache?: ReachCache,
): readonly ClaimResult[] {
  const read = readQuestion(question);
  const budget = new Budget(read.budget, cache);
  const compiled = claims.map((claim) => compiledOnce(claim, budget));
  return new AskedClaims(compiled, [read], budget).answersTo(read);
}

/**
 * Whether each claim about a question holds; and of those that do, whether it also does if the caller has any other identity
 * policies, which are unknown. A cache makes the next answer about nearly the same policies cheaper.
 */
export function holdsWhateverElse(
  claims: readonly Claim[],
  question: ReachQuestion,
  cache?: ReachCache,
): readonly (ClaimResult & { readonly whateverElse: boolean })[] {
  const read = readQuestion(question);
  const policies = { ...question.policies, identityPolicies: "unknown" as const };
  const wider = readQuestion({ ...question, policies });
  const budget = new Budget(read.budget, cache);
  const compiled = claims.map((claim) => compiledOnce(claim, budget));
  const answers = budget.remembered(
    () => `claims ${JSON.stringify(claims.map(neverOf))} ${questionText(read, budget)}`,
    () => {
      const asked = new AskedClaims(
        compiled,
        read.identityUnknown ? [read] : [read, wider],
        budget,
      );
      const found = asked.answersTo(read);
      const proved = found.map(({ result }) => result === "proved");
      const further = read.identityUnknown ? proved : asked.stayProved(wider, proved);
      return found.map((answer, at) => ({ answer, whateverElse: further[at] === true }));
    },
  );
  return answers.map(({ answer, whateverElse }) => ({
    ...answerFor(answer, read, budget),
    whateverElse,
  }));
}

/** Claims and questions in one model, so that its classes are made once. The questions differ in their policies only. */
class AskedClaims {
  readonly #compiled: readonly (CompiledClaim | undefined)[];
  readonly #model: Model;
  readonly #impossible: readonly Box[];

  constructor(
    claims: readonly (CompiledClaim | undefined)[],
    questions: readonly ReadQuestion[],
    budget: Budget,
  ) {
    this.#compiled = claims;
    const sources = new Sources(derivedKeys(questions), budget);
    for (const question of questions) sources.addQuestion(question);
    const patterns: (readonly string[])[] = [];
    for (const claim of this.#compiled) {
      if (!claim) continue;
      for (const statement of [claim.forbidden, claim.exempt])
        sources.addStatement({ statement, variables: true }, false);
      for (const { element, patterns: ofNamed } of [claim.who, claim.spared]) {
        sources.addPrincipals({ element, effect: "Deny", hasBoundary: false });
        patterns.push(ofNamed);
      }
    }
    this.#model = new Model(questions, sources, patterns);
    this.#impossible = impossibleRequests(this.#model);
  }

  /** The answer for each claim. */
  answersTo(question: ReadQuestion): readonly ClaimResult[] {
    const differenceOf = this.#differencesOf(question);
    return this.#compiled.map((claim): ClaimResult => {
      if (!claim) return unreadable;
      const found = cellsOf(
        this.#model,
        question,
        differenceOf(claim),
        () => true,
        this.#impossible,
      );
      const [first] = found.cells;
      if (first) return { result: "refuted", witness: first.witness, cells: found.cells };
      const [open] = found.undecided;
      return open ? { result: "undecided", why: open.why } : { result: "proved" };
    });
  }

  /** Which of the claims that are proved of another question are proved of this one too. */
  stayProved(question: ReadQuestion, proved: readonly boolean[]): readonly boolean[] {
    const differenceOf = this.#differencesOf(question);
    return this.#compiled.map(
      (claim, at) =>
        claim !== undefined &&
        proved[at] === true &&
        isEmptyDifference(this.#model, differenceOf(claim), this.#impossible),
    );
  }

  /** What a claim forbids and the policies allow. */
  #differencesOf(question: ReadQuestion): (claim: CompiledClaim) => Difference {
    const model = this.#model;
    const reader = new StatementReader(model, false);
    const boxesOf = (statement: CompiledClaim["forbidden"]) =>
      reader.boxesOf({ statement, variables: true }, withoutPrincipal).map(({ box }) => box);
    const { allows, denies, becauseAllows, becauseDenies } = allowedBy(model, question);
    return ({ forbidden, exempt, who, spared }) => {
      const isNamed = model.principals.where(
        ({ caller }) => fits(who, caller) && !fits(spared, caller),
      );
      const boxes = boxesOf(forbidden)
        .map((box) =>
          withBits(box, dimension.principals, (box[dimension.principals] ?? 0n) & isNamed),
        )
        .flatMap((box) => allows.flatMap((allowed) => listOf(meet(box, allowed))));
      return { boxes, except: [...denies, ...boxesOf(exempt)], becauseAllows, becauseDenies };
    };
  }
}

const unreadable: ClaimResult = { result: "undecided", why: "the claim cannot be read" };

function compiledOnce(claim: Claim, budget: Budget): CompiledClaim | undefined {
  const never = neverOf(claim);
  return never && budget.ofObject(never, () => compileClaim(never));
}

/** What a claim forbids; nothing if it is no claim. */
function neverOf(claim: Claim): Claim["never"] | undefined {
  return isRecord(claim) && isRecord(claim.never) ? claim.never : undefined;
}

type CompiledClaim = NonNullable<ReturnType<typeof compileClaim>>;

/** A claim as the Deny that everybody meets, and what it leaves out; `undefined` if it cannot be read. */
function compileClaim(never: Claim["never"]) {
  const { principals, exceptPrincipals, actions, exceptActions, resources, exceptResources, when } =
    never;
  const forbidden = compileStatement(
    {
      Effect: "Deny",
      Action: actions ?? "*",
      ...(exceptResources === undefined
        ? { Resource: resources ?? "*" }
        : { NotResource: exceptResources }),
      ...(when === undefined ? {} : { Condition: when }),
    },
    0,
    true,
  );
  const who = peopleOf(principals ?? ["*"]);
  const spared = peopleOf(exceptPrincipals ?? []);
  const exempt = compileStatement(
    { Effect: "Deny", Action: exceptActions ?? [], Resource: "*" },
    0,
    true,
  );
  return forbidden && exempt && who && spared ? { forbidden, exempt, who, spared } : undefined;
}

interface Named {
  readonly element: Principals;
  readonly patterns: readonly string[];
}

/** Principals of a claim, as the Principal element of a Deny; a pattern is held against every kind of caller. */
function peopleOf(principals: unknown): Named | undefined {
  if (!Array.isArray(principals)) return undefined;
  const texts = principals.filter((text) => typeof text === "string");
  const element = readPrincipals({
    negated: false,
    value: { AWS: texts, Service: texts, Federated: texts },
  });
  return "problem" in element ? undefined : { element, patterns: texts };
}

function fits({ element, patterns }: Named, caller: Caller): boolean {
  const reached = principalReach(element, caller, "Deny", false);
  return reached !== reach.none || isLike(patterns, caller.text);
}

function listOf(box: Box | undefined): readonly Box[] {
  return box ? [box] : [];
}

const withoutPrincipal = { principal: "forbidden", resource: "needed" } as const;
