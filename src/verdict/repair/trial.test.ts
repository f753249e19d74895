import { expect, it } from "vitest";
import { createDocumentIndexCache } from "#acquisition";
import { generate } from "#generator";
import { presets } from "#scenario";
import { organizationOf } from "#testing/organization";
import { trialInSteps, trialOf } from "./trial.ts";

it("a run in steps decides one account in each, and says what the whole run says", () => {
  const scenario = organizationOf(presets[0].scenario, 3, 1);
  const subject = { scenario, documents: generate(scenario) };
  const indexes = createDocumentIndexCache();
  const work = trialInSteps(subject, indexes);
  let accounts = 0;
  let next = work.next();
  for (; !next.done; next = work.next()) accounts += 1;
  expect(accounts).toBe(scenario.targets.length + 1);
  const whole = trialOf(subject, indexes);
  expect([...next.value.steps]).toEqual([...whole.steps]);
  expect([...next.value.probes()]).toEqual([...whole.probes()]);
});
