import { allowedBy } from "./allowed/allowed.ts";
import { Budget } from "./budget.ts";
import { cellsOf } from "./cells/cells.ts";
import { Model } from "./model/model.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { Sources } from "./model/sources.ts";
import { readQuestion } from "./question.ts";
import type { ReachCache } from "./reach-cache.ts";
import type { Reach, ReachQuestion } from "./types.ts";

/**
 * Everything that the policies allow, over all requests that the question asks about. Exact: a request is allowed if and
 * only if some allowed cell includes it, as long as no undecided cell does. Never throws; what goes past the question's
 * budget of steps is undecided. A cache makes the next answer about nearly the same policies cheaper.
 */
export function reach(question: ReachQuestion, cache?: ReachCache): Reach {
  const read = readQuestion(question);
  const sources = new Sources(derivedKeys([read]), new Budget(read.budget, cache));
  sources.addQuestion(read);
  const model = new Model([read], sources, []);
  const { allows, denies, becauseAllows, becauseDenies } = allowedBy(model, read);
  const { cells, undecided } = cellsOf(model, read, {
    boxes: allows,
    except: denies,
    becauseAllows,
    becauseDenies,
  });
  return { allowed: cells, undecided };
}
