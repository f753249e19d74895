import { isRecord } from "../authorizer/json.ts";
import type { StatementReference } from "../authorizer/types.ts";
import { allowedBy } from "./allowed/allowed.ts";
import { StatementReader } from "./allowed/statement-boxes.ts";
import { type Box, meet, withBits } from "./boxes/algebra.ts";
import { Budget } from "./budget.ts";
import {
  cellsOf,
  type Difference,
  type FoundRequest,
  firstRequestOf,
  isEmptyDifference,
} from "./cells/cells.ts";
import {
  type CompiledClaim,
  compileClaim,
  isAbout,
  isForbidden,
  withoutPrincipal,
} from "./compiled-claim.ts";
import { dimension, Model } from "./model/model.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { impossibleRequests } from "./model/real-rules.ts";
import { namesIn, questionText } from "./model/same-question.ts";
import { Sources } from "./model/sources.ts";
import { policiesFor } from "./model/stand-ins.ts";
import { asksAbout, type ReadQuestion, readQuestion } from "./question.ts";
import type { ReachCache } from "./reach-cache.ts";
import type { Claim, ClaimResult, ReachQuestion, Witness } from "./types.ts";

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
  return new AskedClaims(claims, read, budget).answers();
}

/** Whether a claim holds, and whether it also does if the caller has any other identity policies, which are unknown. */
export type ClaimAnswer =
  | { readonly result: "proved"; readonly whateverElse: boolean }
  /** `allows`: the statements that the request may rest on. */
  | {
      readonly result: "refuted";
      readonly witness: Witness;
      readonly allows: readonly StatementReference[];
    }
  | { readonly result: "undecided"; readonly why: string };

/**
 * Whether each claim about a question holds, in their order; of one that does not, no more than a request and its reasons.
 * Those that are proved are asked again with the identity policies unknown: that answer does not depend on the policies of
 * the caller, so a cache keeps it while they are edited.
 */
export function holdsWhateverElse(
  claims: readonly Claim[],
  question: ReachQuestion,
  cache?: ReachCache,
): readonly ClaimAnswer[] {
  const read = withActionsOf(claims, readQuestion(question));
  const budget = new Budget(read.budget, cache);
  const found = foundAnswers(claims, read, budget, cache);
  const proved = claims.filter((_claim, at) => found[at]?.result === "proved");
  const certain = read.identityUnknown ? new Set(proved) : provedWithout(proved, question, cache);
  const named = namesIn(read, budget);
  return claims.map((claim, at): ClaimAnswer => {
    const answer = found[at] ?? unreadable;
    if (answer.result === "proved") return { result: "proved", whateverElse: certain.has(claim) };
    if (answer.result === "undecided") return answer;
    const { request, needed, allows } = answer;
    const policies = policiesFor(read, request.principal, needed);
    return { result: "refuted", witness: { request, policies }, allows: named(allows) };
  });
}

/** The claims that are proved whatever identity policies the caller has. */
function provedWithout(
  claims: readonly Claim[],
  question: ReachQuestion,
  cache: ReachCache | undefined,
): ReadonlySet<Claim> {
  if (claims.length === 0) return new Set();
  const policies = { ...question.policies, identityPolicies: "unknown" as const };
  const read = withActionsOf(claims, readQuestion({ ...question, policies }));
  const budget = new Budget(read.budget, cache);
  const proved = budget.remembered(
    () => `certain ${namesOf(claims, budget)} ${questionText(read, budget)}`,
    () => new AskedClaims(claims, read, budget).areProved(),
  );
  return new Set(claims.filter((_claim, at) => proved[at]));
}

function foundAnswers(
  claims: readonly Claim[],
  read: ReadQuestion,
  budget: Budget,
  cache: ReachCache | undefined,
): readonly FoundAnswer[] {
  return budget.remembered(
    () => `claims ${namesOf(claims, budget)} ${questionText(read, budget)}`,
    () => {
      const found = new AskedClaims(claims, read, budget).requestsAgainst();
      return claims.map((claim, at): FoundAnswer => {
        const answer = found[at] ?? unreadable;
        const isProved = answer.result === "undecided" && isProvedForAll(claim, read, cache);
        return isProved ? { result: "proved" } : answer;
      });
    },
  );
}

/**
 * Whether a claim that spares resources is proved for these, too: then it holds all the more. The names of a thousand roles
 * make a question too large that a tag answers.
 */
function isProvedForAll(claim: Claim, read: ReadQuestion, cache: ReachCache | undefined): boolean {
  const never = neverOf(claim);
  if (never?.exceptResources === undefined) return false;
  const ofAll = { ...claim, never: { ...never, resources: ["*"], exceptResources: undefined } };
  return new AskedClaims([ofAll], read, new Budget(read.budget, cache)).areProved()[0] === true;
}

/** Asks about no other actions than those that the claims are about: then fewer statements bear on the question. */
function withActionsOf(claims: readonly Claim[], question: ReadQuestion): ReadQuestion {
  if (question.actions) return question;
  const actions = [...new Set(claims.flatMap((claim) => neverOf(claim)?.actions))];
  // A claim without actions that can be read is about all of them.
  if (!actions.every((one) => typeof one === "string")) return question;
  const actionPatterns = actions.map((action) => action.toLowerCase());
  const isAsked = (pattern: string) =>
    question.actionPatterns.some((all) => pattern.startsWith(all.slice(0, -1)));
  return actions.length > 0 && actionPatterns.every(isAsked)
    ? { ...question, actions, actionPatterns }
    : question;
}

/** Claims about one question in one model, so that its classes are made once. */
class AskedClaims {
  readonly #question: ReadQuestion;
  readonly #compiled: readonly (CompiledClaim | undefined)[];
  readonly #model: Model;
  readonly #impossible: readonly Box[];

  constructor(claims: readonly Claim[], question: ReadQuestion, budget: Budget) {
    this.#question = question;
    this.#compiled = claims.map((claim) => readClaim(claim, budget)?.compiled);
    const sources = new Sources(derivedKeys([question]), budget);
    sources.addQuestion(question);
    // Claims about the same callers, such as one role, share their patterns.
    const patterns = new Map<string, readonly string[]>();
    for (const claim of this.#compiled) {
      if (!claim) continue;
      for (const statement of [claim.forbidden, claim.exempt])
        sources.addStatement({ statement, variables: true }, false);
      for (const { element, patterns: ofNamed } of [claim.who, claim.spared]) {
        sources.addPrincipals({ element, effect: "Deny", hasBoundary: false });
        if (ofNamed.length > 0) patterns.set(JSON.stringify(ofNamed), ofNamed);
      }
    }
    this.#model = new Model([question], sources, [...patterns.values()]);
    this.#impossible = impossibleRequests(this.#model);
  }

  /** The answer for each claim. */
  answers(): readonly ClaimResult[] {
    const differenceOf = this.#differences();
    return this.#compiled.map((claim): ClaimResult => {
      if (!claim) return unreadable;
      const { cells, undecided } = this.#cellsOf(differenceOf(claim));
      const [first] = cells;
      if (first) return { result: "refuted", witness: first.witness, cells };
      const [open] = undecided;
      return open ? { result: "undecided", why: open.why } : { result: "proved" };
    });
  }

  /** The same, without the cells that refute a claim: they cost more than to find a request. */
  requestsAgainst(): readonly FoundAnswer[] {
    const differenceOf = this.#differences();
    const question = this.#question;
    const model = this.#model;
    return this.#compiled.map((claim): FoundAnswer => {
      if (!claim) return unreadable;
      const difference = differenceOf(claim);
      const found = firstRequestOf(
        model,
        question,
        difference,
        this.#impossible,
        (request) => asksAbout(question, request) && isForbidden(claim, request, model.budget),
      );
      if (found === "none") return { result: "proved" };
      if (found) return { result: "refuted", ...found };
      const { cells, undecided } = this.#cellsOf(difference);
      const [cell] = cells;
      if (cell) {
        const { identityPolicyNeeded, resourcePolicyNeeded, witness, because } = cell;
        const needed = { identity: identityPolicyNeeded, resource: resourcePolicyNeeded };
        return { result: "refuted", request: witness.request, needed, allows: because.allows };
      }
      const [open] = undecided;
      return open ? { result: "undecided", why: open.why } : { result: "proved" };
    });
  }

  /** Which of the claims are proved. */
  areProved(): readonly boolean[] {
    const differenceOf = this.#differences();
    return this.#compiled.map(
      (claim) =>
        claim !== undefined &&
        isEmptyDifference(this.#model, differenceOf(claim), this.#impossible),
    );
  }

  #cellsOf(difference: Difference) {
    return cellsOf(this.#model, this.#question, difference, () => true, this.#impossible);
  }

  /** What a claim forbids and the policies allow. */
  #differences(): (claim: CompiledClaim) => Difference {
    const model = this.#model;
    const reader = new StatementReader(model, false);
    const boxesOf = (statement: CompiledClaim["forbidden"]) =>
      reader.boxesOf({ statement, variables: true }, withoutPrincipal).map(({ box }) => box);
    const { allows, denies, becauseAllows, becauseDenies } = allowedBy(model, this.#question);
    return (claim) => {
      const { forbidden, exempt } = claim;
      const isNamed = model.principals.where(({ caller }) => isAbout(claim, caller));
      const boxes = boxesOf(forbidden)
        .map((box) =>
          withBits(box, dimension.principals, (box[dimension.principals] ?? 0n) & isNamed),
        )
        .flatMap((box) => allows.flatMap((allowed) => listOf(meet(box, allowed))));
      return { boxes, except: [...denies, ...boxesOf(exempt)], becauseAllows, becauseDenies };
    };
  }
}

/** The answer to a claim, with what a request against it rests on in the place of its policies. */
type FoundAnswer =
  | { readonly result: "proved" }
  | ({ readonly result: "refuted" } & FoundRequest)
  | { readonly result: "undecided"; readonly why: string };

const unreadable = { result: "undecided", why: "the claim cannot be read" } as const;

/** What a claim forbids, compiled and as a part of keys, made once for each claim. */
function readClaim(claim: Claim, budget: Budget) {
  const never = neverOf(claim);
  return (
    never &&
    budget.ofObject(never, () => ({
      compiled: compileClaim(never),
      name: budget.nameOf(JSON.stringify(never)),
    }))
  );
}

function namesOf(claims: readonly Claim[], budget: Budget): string {
  return claims.map((claim) => readClaim(claim, budget)?.name).join();
}

/** What a claim forbids; nothing if it is no claim. */
function neverOf(claim: Claim): Claim["never"] | undefined {
  return isRecord(claim) && isRecord(claim.never) ? claim.never : undefined;
}

function listOf(box: Box | undefined): readonly Box[] {
  return box ? [box] : [];
}
