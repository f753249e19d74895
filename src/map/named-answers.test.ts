import { expect, test } from "vitest";
import { runAcquisition, runOtherUsers, type Step } from "#acquisition";
import { generate } from "#generator";
import { defaultScenario, presets } from "#scenario";
import { answersByStep, stepsFollowingFrom } from "./index.ts";

function stepsOf(id: string): {
  readonly scenario: typeof defaultScenario;
  readonly steps: readonly Step[];
} {
  const scenario = presets.find((preset) => preset.id === id)?.scenario ?? defaultScenario;
  return { scenario, steps: runAcquisition(scenario, generate(scenario)) };
}

const { scenario, steps } = stepsOf("cross-account");
const [target] = scenario.targets;
const key = `targets.${target?.id}.keys.${target?.keys[0]?.id}`;
const answers = answersByStep(steps, scenario);
const kindsOf = (path: string) =>
  stepsFollowingFrom(path, answers).map((id) => steps.find((step) => step.id === id)?.kind);

test.each([
  ["platform.role", ["assume-role"]],
  [`targets.${target?.id}.account`, ["assume-role"]],
  [`${key}.naming`, ["look-up-key", "read-blocks", "vendor-list"]],
  ["method", ["snapshot", "read-blocks"]],
  ["guards.nothing", []],
])("the answer %s lights up the steps that follow from it", (path, kinds) => {
  expect(kindsOf(path)).toEqual(kinds);
});

test("the answers about another user of a key light up its steps", () => {
  const otherUsers = [{ id: "u1", kind: "ebs-csi", account: "", role: "Csi" }] as const;
  const shared = { ...scenario, otherUsers };
  const own = runOtherUsers(shared, generate(shared)).flatMap((run) => run.steps);
  expect(
    stepsFollowingFrom("otherUsers.u1.role", answersByStep([...steps, ...own], shared)),
  ).toEqual(own.map(({ id }) => id));
});

test("a card stands for all its answers", () => {
  expect(stepsFollowingFrom(`card.${target?.id}`, answers)).toHaveLength(steps.length);
  expect(stepsFollowingFrom(`card.${target?.keys[0]?.id}`, answers)).toHaveLength(steps.length);
});

test.each(presets)(
  "every step of $id follows from an answer, and each of its answers leads back",
  ({ id }) => {
    const run = stepsOf(id);
    const byStep = answersByStep(run.steps, run.scenario);
    for (const step of run.steps) {
      const paths = byStep.get(step.id)?.filter((path) => !path.startsWith("card.")) ?? [];
      expect(paths, step.id).not.toEqual([]);
      for (const path of paths) expect(stepsFollowingFrom(path, byStep)).toContain(step.id);
    }
  },
);
