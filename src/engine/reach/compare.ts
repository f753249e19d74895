import { authorize } from "../authorizer/authorize.ts";
import { type Allowed, allowedBy } from "./allowed/allowed.ts";
import { type Box, meet } from "./boxes/algebra.ts";
import { Budget } from "./budget.ts";
import { type Cells, cellsOf } from "./cells/cells.ts";
import { Model } from "./model/model.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { Sources } from "./model/sources.ts";
import { policiesFor } from "./model/stand-ins.ts";
import { asksAbout, type ReadQuestion, readQuestion } from "./question.ts";
import type { ReachCache } from "./reach-cache.ts";
import type { Reach, ReachComparison, ReachQuestion } from "./types.ts";

/**
 * What a second question allows and a first does not, and the reverse. A question refuses what it does not ask about. Each
 * cell's witness is decided differently by the two. The budget is the first question's. A cache makes the next answer about
 * nearly the same policies cheaper. Never throws.
 */
export function compareReach(
  before: ReachQuestion,
  after: ReachQuestion,
  cache?: ReachCache,
): ReachComparison {
  const { model, old, fresh } = sidesOf(before, after, cache);
  const gained = beyond(model, fresh, old);
  const lost = beyond(model, old, fresh);
  return {
    gained: gained.cells,
    lost: lost.cells,
    undecided: [...gained.undecided, ...lost.undecided],
  };
}

/** What a second question allows and a first does not: the half of `compareReach` that costs half. Never throws. */
export function reachBeyond(
  before: ReachQuestion,
  after: ReachQuestion,
  cache?: ReachCache,
): Reach {
  const { model, old, fresh } = sidesOf(before, after, cache);
  const { cells, undecided } = beyond(model, fresh, old);
  return { allowed: cells, undecided };
}

interface Side extends Allowed {
  readonly question: ReadQuestion;
}

/** What each of two questions allows, in one model. */
function sidesOf(before: ReachQuestion, after: ReachQuestion, cache: ReachCache | undefined) {
  const [first, second] = [readQuestion(before), readQuestion(after)];
  const sources = new Sources(derivedKeys([first, second]), new Budget(first.budget, cache));
  sources.addQuestion(first);
  sources.addQuestion(second);
  const model = new Model([first, second], sources, []);
  const old: Side = { question: first, ...allowedBy(model, first) };
  const fresh: Side = { question: second, ...allowedBy(model, second) };
  return { model, old, fresh };
}

/**
 * What one side allows beyond another: what the other does not allow at all, and what the other's denials take out of it.
 */
function beyond(model: Model, side: Side, other: Side): Cells {
  const { question, becauseAllows, becauseDenies } = side;
  const reasons = { becauseAllows, becauseDenies };
  const check: Parameters<typeof cellsOf>[3] = (request, needed) => {
    if (!asksAbout(other.question, request)) return true;
    const policies = policiesFor(other.question, request.principal, needed);
    return (
      authorize(request, policies, { trace: false, cache: model.budget.authorizer }).outcome !==
      "allowed"
    );
  };
  const never = cellsOf(
    model,
    question,
    { boxes: side.allows, except: [...side.denies, ...other.allows], ...reasons },
    check,
  );
  const boxes = side.allows.flatMap((box) => other.denies.flatMap((deny) => both(box, deny)));
  const denied = cellsOf(model, question, { boxes, except: side.denies, ...reasons }, check);
  return {
    cells: [...never.cells, ...denied.cells],
    undecided: [...never.undecided, ...denied.undecided],
  };
}

function both(one: Box, other: Box): readonly Box[] {
  const common = meet(one, other);
  return common ? [common] : [];
}
