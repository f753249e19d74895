import { authorize } from "../../authorizer/authorize.ts";
import type { AccessRequest, StatementReference } from "../../authorizer/types.ts";
import type { Reason } from "../allowed/allowed.ts";
import {
  type Box,
  isCovered,
  meet,
  outside,
  shrink,
  simplify,
  withBits,
  withoutContained,
} from "../boxes/algebra.ts";
import { allBits, bit, hasBit, members } from "../boxes/bits.ts";
import { cellIncludes } from "../includes.ts";
import { dimension, type Model } from "../model/model.ts";
import { impossibleRequests } from "../model/real-rules.ts";
import { policiesFor } from "../model/stand-ins.ts";
import type { ReadQuestion } from "../question.ts";
import type { Cell, Undecided } from "../types.ts";
import { productOf, referencesIn } from "./products.ts";
import { findRequest, hasExamples } from "./witness.ts";

/** A union of boxes less a union of others, and what the cells of it rest on. */
export interface Difference {
  readonly boxes: readonly Box[];
  readonly except: readonly Box[];
  readonly becauseAllows: readonly Reason[];
  readonly becauseDenies: readonly Reason[];
}

/** What a witness must be beside a request of its cell: allowed, and decided otherwise by the other side. */
export type Check = (request: AccessRequest, needed: Needed) => boolean;

/** The unknown policies that a cell hangs on. */
export interface Needed {
  readonly identity: boolean;
  readonly resource: boolean;
}

/** The requests that are allowed, and those that are not decided. */
export interface Cells {
  readonly cells: readonly Cell[];
  readonly undecided: readonly Undecided[];
}

const mostPlaces = 12;
const mostCallers = 64;
/** What AWS never sends is left out of these; elsewhere it would make a cell harder to read. */
const bounded = [dimension.actions, dimension.principals];
export const overBudget = "the budget was used up";
const noWitness = "no request was found that compares as its conditions say";

/** A difference as few cells, each with a witness. */
export function cellsOf(
  model: Model,
  question: ReadQuestion,
  difference: Difference,
  check: Check = () => true,
  impossible: readonly Box[] = impossibleRequests(model),
): Cells {
  const { budget, order } = model;
  if (budget.isSpent) return { cells: [], undecided: [allOf(model, question, difference)] };
  if (question.isFirstEnough) {
    const first = firstOf(model, question, difference, impossible, check);
    if (first) return first;
  }
  const denied = simplify(difference.except, order, budget);
  const boxes = simplify(difference.boxes, order, budget)
    .flatMap((box) => byNeed(box, denied))
    .flatMap((box) => listOf(shrink(box, denied)))
    .flatMap((box) => listOf(shrink(box, [...denied, ...impossible], bounded)))
    .flatMap((box, _index, all) => listOf(withoutFree(box, all)));
  let left = withoutContained(boxes, budget);
  const cells: Cell[] = [];
  const undecided: Undecided[] = [];
  for (const wide of [...left]) {
    if (budget.isSpent) break;
    const others = left.filter((one) => one !== wide);
    const box = withoutDenied(model, wide, denied, [...impossible, ...others]);
    left = box ? left.map((one) => (one === wide ? box : one)) : others;
    if (!box) continue;
    const cell = cellOf(model, question, box, denied, difference);
    const witness = witnessOf(model, question, box, [...denied, ...impossible], cell, check);
    if (witness) cells.push({ ...cell, witness });
    else if (!budget.isSpent) undecided.push({ ...cell, why: noWitness });
  }
  if (!budget.isSpent) return { cells, undecided };
  return { cells, undecided: [...undecided, allOf(model, question, difference)] };
}

/**
 * The first cell that has a witness, or no cell where denials and what AWS never sends cover every box: neither needs the
 * boxes to be merged. Nothing where some place is not covered and has no witness either, or once the budget is spent.
 */
function firstOf(
  model: Model,
  question: ReadQuestion,
  difference: Difference,
  impossible: readonly Box[],
  check: Check,
): Cells | undefined {
  const { order, budget } = model;
  const except = withoutContained(difference.except, budget);
  const others = [...except, ...impossible];
  let isDecided = true;
  for (const wide of withoutContained(difference.boxes, budget)) {
    if (isCovered(wide, others, order, budget)) continue;
    for (const box of byNeed(wide, except)) {
      if (isCovered(box, others, order, budget)) continue;
      const cell = cellOf(model, question, box, except, difference);
      const witness = witnessOf(model, question, box, others, cell, check);
      if (witness) return { cells: [{ ...cell, witness }], undecided: [] };
      isDecided = false;
    }
  }
  return isDecided && !budget.isSpent ? { cells: [], undecided: [] } : undefined;
}

/** A request of a difference, with the unknown policies that it hangs on and the statements that it may rest on. */
export interface FoundRequest {
  readonly request: AccessRequest;
  readonly needed: Needed;
  readonly allows: readonly StatementReference[];
}

/**
 * The first request of a difference that `accept` takes, without the cell that it is in, which costs more than to find it;
 * `none` if denials and what AWS never sends cover every box. Nothing if neither is known, or the budget is spent.
 */
export function firstRequestOf(
  model: Model,
  question: ReadQuestion,
  difference: Difference,
  impossible: readonly Box[],
  accept: (request: AccessRequest) => boolean,
): FoundRequest | "none" | undefined {
  const { budget } = model;
  const except = withoutContained(difference.except, budget);
  const others = [...except, ...impossible];
  let isDecided = true;
  for (const wide of withoutContained(difference.boxes, budget))
    for (const box of byNeed(wide, except)) {
      const { identityPolicyNeeded, resourcePolicyNeeded } = neededBy(box, question);
      const needed = { identity: identityPolicyNeeded, resource: resourcePolicyNeeded };
      const request = requestIn(model, question, box, others, needed, accept);
      if (request === "none") continue;
      if (request) return { request, needed, allows: referencesIn(difference.becauseAllows, box) };
      isDecided = false;
    }
  return isDecided && !budget.isSpent ? "none" : undefined;
}

/** Whether denials and what AWS never sends cover every box. False once the budget is spent. */
export function isEmptyDifference(
  { order, budget }: Model,
  { boxes, except }: Difference,
  impossible: readonly Box[],
): boolean {
  const others = [...withoutContained(except, budget), ...impossible];
  const isEmpty = withoutContained(boxes, budget).every((box) =>
    isCovered(box, others, order, budget),
  );
  return isEmpty && !budget.isSpent;
}

/** The search ended early: what was found stands, and everything that is asked about may be allowed too. */
function allOf(model: Model, question: ReadQuestion, difference: Difference): Undecided {
  const box = model.askedIn(question);
  return { ...cellOf(model, question, box, [], difference), why: overBudget };
}

function cellOf(
  model: Model,
  question: ReadQuestion,
  box: Box,
  denied: readonly Box[],
  { becauseAllows, becauseDenies }: Difference,
): Omit<Cell, "witness"> {
  const exceptions = denied.flatMap((one) => listOf(meet(box, one)));
  return {
    ...productOf(model, box, question),
    except: exceptions.map((one) => productOf(model, one, question)),
    ...neededBy(box, question),
    because: {
      allows: referencesIn(becauseAllows, box),
      denies: referencesIn(becauseDenies, box),
    },
  };
}

/** A box that hangs on an unknown policy, less the callers who need none for all of it. */
function withoutFree(box: Box, all: readonly Box[]): Box | undefined {
  const hangs = (one: Box) =>
    one[dimension.identityPolicy] === bit(1) || one[dimension.resourcePolicy] === bit(1);
  if (!hangs(box)) return box;
  return shrink(
    box,
    all.filter((one) => !hangs(one)),
    [dimension.principals],
  );
}

/** Exceptions for one answer about an unknown policy only: the two answers become separate boxes. */
function byNeed(box: Box, except: readonly Box[]): readonly Box[] {
  const own = [dimension.identityPolicy, dimension.resourcePolicy].find(
    (at) =>
      box[at] === allBits(2) && except.some((one) => one[at] !== allBits(2) && meet(box, one)),
  );
  if (own === undefined) return [box];
  return [bit(0), bit(1)].flatMap((bits) => byNeed(withBits(box, own, bits), except));
}

function listOf(box: Box | undefined): readonly Box[] {
  return box ? [box] : [];
}

/**
 * The box without callers for whom denials and other rows say it all; so a row for one role is not one for everybody with
 * exceptions. Nothing if nobody is left.
 */
function withoutDenied(
  { order, budget }: Model,
  box: Box,
  denied: readonly Box[],
  others: readonly Box[],
): Box | undefined {
  if (isCovered(box, [...denied, ...others], order, budget)) return undefined;
  const at = dimension.principals;
  const callers = members(box[at] ?? 0n);
  if (callers.length > mostCallers || !denied.some((one) => meet(box, one))) return box;
  let kept = box[at] ?? 0n;
  for (const caller of callers) {
    const own = withBits(box, at, bit(caller));
    if (
      denied.some((one) => meet(own, one)) &&
      isCovered(own, [...denied, ...others], order, budget)
    )
      kept &= ~bit(caller);
  }
  return withBits(box, at, kept);
}

/** Which unknown policies a box hangs on. */
function neededBy(box: Box, { identityUnknown, resourceUnknown }: ReadQuestion) {
  return {
    identityPolicyNeeded: identityUnknown && !hasBit(box[dimension.identityPolicy] ?? 0n, 0),
    resourcePolicyNeeded: resourceUnknown && !hasBit(box[dimension.resourcePolicy] ?? 0n, 0),
  };
}

/** A request of the cell that the authorizer allows, with the policies that it needs. */
function witnessOf(
  model: Model,
  question: ReadQuestion,
  box: Box,
  others: readonly Box[],
  cell: Omit<Cell, "witness">,
  check: Check,
): Cell["witness"] | undefined {
  const needed = {
    identity: cell.identityPolicyNeeded,
    resource: cell.resourcePolicyNeeded,
  };
  const found = requestIn(
    model,
    question,
    box,
    others,
    needed,
    (request) => cellIncludes({ ...cell, why: "" }, request) && check(request, needed),
  );
  if (found === undefined || found === "none") return undefined;
  return { request: found, policies: policiesFor(question, found.principal, needed) };
}

/**
 * A request of a box and of none of the others that the authorizer allows and `accept` takes; `none` if the others cover
 * the box.
 */
function requestIn(
  model: Model,
  question: ReadQuestion,
  box: Box,
  others: readonly Box[],
  needed: Needed,
  accept: (request: AccessRequest) => boolean,
): AccessRequest | "none" | undefined {
  const { budget } = model;
  const cache = budget.authorizer;
  let places = 0;
  let isEmpty = true;
  for (const place of outside(box, others, model.order, budget)) {
    isEmpty = false;
    if (!hasExamples(model, place)) {
      if (!budget.spend()) return undefined;
      continue;
    }
    places += 1;
    if (places > mostPlaces) return undefined;
    const request = findRequest(model, place, question, (candidate) => {
      const policies = policiesFor(question, candidate.principal, needed);
      const { outcome } = authorize(candidate, policies, { trace: false, cache });
      return outcome === "allowed" && accept(candidate);
    });
    if (request) return request;
  }
  return isEmpty && !budget.isSpent ? "none" : undefined;
}
