import { createDocumentIndexCache } from "#acquisition";
import { generate } from "#generator";
import { placeInPeriod, type Scenario } from "#scenario";
import type { ClaimResult, Subject } from "../types.ts";
import { differencesFrom } from "./differences.ts";
import { problemsIn } from "./problems.ts";
import type { ProblemRepairs } from "./repair.ts";
import { type Reached, search } from "./search.ts";
import { trialInSteps } from "./trial.ts";

/** So many problems are looked at. */
const mostProblems = 12;

/** Finds repairs for one subject after the other. */
export interface Repairer {
  /**
   * The repairs of each step that fails, of the import or of another user of a key, of each thing that is blocked, and of each abuse and claim that is open. `partId`:
   * the part that the verdict is about. Gives nothing until it returns: the caller decides how many trials it takes at a
   * time. Never throws on what users wrote.
   */
  readonly repairs: (
    subject: Subject,
    claims: readonly ClaimResult[],
    partId?: string,
  ) => Generator<undefined, readonly ProblemRepairs[]>;
}

/** A repairer that keeps the generated documents of the last answers. */
export function createRepairer(): Repairer {
  const indexes = createDocumentIndexCache();
  let last: { scenario: Scenario; texts: ReadonlyMap<string, string> } | undefined;
  const generatedOf = (scenario: Scenario) => {
    if (last?.scenario !== scenario)
      last = { scenario, texts: new Map(generate(scenario).map(({ id, text }) => [id, text])) };
    return last.texts;
  };

  return {
    *repairs(subject, claims, partId) {
      const before = yield* trialInSteps(subject, indexes, partId);
      const found: ProblemRepairs[] = [];
      const reached: Reached[] = [];
      const generated = generatedOf(subject.scenario);
      // What the generated documents leave open is no argument against going back to them.
      const usual = yield* trialInSteps(
        {
          ...subject,
          documents: subject.documents.map((document) => ({
            ...document,
            text: generated.get(document.id) ?? document.text,
          })),
        },
        indexes,
        partId,
      );
      const setting = {
        before,
        usual,
        indexes,
        partId,
        differences: ({ documents }: Subject) =>
          documents.flatMap(({ id, text }) => {
            const own = generated.get(id);
            return own === undefined ? [] : differencesFrom(own, id, text);
          }),
      };
      // Before and after the period of access, the import stops as it should.
      const isWithin = placeInPeriod(subject.scenario) === "within";
      const steps = [...before.steps.values()];
      const problems = problemsIn({
        steps: steps.filter(({ kind }) => isWithin || kind === "other-user"),
        probes: [...before.probes().values()],
        claims,
      });
      for (const problem of problems.slice(0, mostProblems)) {
        yield undefined;
        // A repair of an earlier problem mostly settles the later ones too.
        const known = reached.filter(({ trial }) => problem.isSettled(trial, indexes));
        const settling = known.length > 0 ? known : yield* search(problem, setting);
        if (known.length === 0) reached.push(...settling);
        const repairs = settling.map(({ repair }) => repair);
        if (repairs.length > 0) found.push({ of: problem.of, id: problem.id, repairs });
      }
      return found;
    },
  };
}
