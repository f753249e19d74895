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
  const compiled = claims.map((claim) => compiledOnce(claim, budget));
  return new AskedClaims(compiled, [read], budget).answersTo(read);
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
 * A cache makes the next answer about nearly the same policies cheaper.
 */
export function holdsWhateverElse(
  claims: readonly Claim[],
  question: ReachQuestion,
  cache?: ReachCache,
): readonly ClaimAnswer[] {
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
      const found = asked.requestsAgainst(read);
      const proved = found.map(({ result }) => result === "proved");
      const further = read.identityUnknown ? proved : asked.stayProved(wider, proved);
      return found.map((answer, at) => ({ answer, whateverElse: further[at] === true }));
    },
  );
  const named = namesIn(read, budget);
  return answers.map(({ answer, whateverElse }): ClaimAnswer => {
    if (answer.result === "proved") return { result: "proved", whateverElse };
    if (answer.result === "undecided") return answer;
    const { request, needed, allows } = answer;
    const policies = policiesFor(read, request.principal, needed);
    return { result: "refuted", witness: { request, policies }, allows: named(allows) };
  });
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

  /** The same, without the cells that refute a claim: they cost more than to find a request. */
  requestsAgainst(question: ReadQuestion): readonly FoundAnswer[] {
    const differenceOf = this.#differencesOf(question);
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
      const { cells, undecided } = cellsOf(
        model,
        question,
        difference,
        () => true,
        this.#impossible,
      );
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

function compiledOnce(claim: Claim, budget: Budget): CompiledClaim | undefined {
  const never = neverOf(claim);
  return never && budget.ofObject(never, () => compileClaim(never));
}

/** What a claim forbids; nothing if it is no claim. */
function neverOf(claim: Claim): Claim["never"] | undefined {
  return isRecord(claim) && isRecord(claim.never) ? claim.never : undefined;
}

function listOf(box: Box | undefined): readonly Box[] {
  return box ? [box] : [];
}
