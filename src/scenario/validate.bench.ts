import { bench, describe } from "vitest";
import { organizationOf } from "#testing/organization";
import { defaultScenario, validateScenario } from "./index.ts";

describe.each([20, 1_000])("the answers about %i accounts with five keys each", (count) => {
  const scenario = organizationOf(defaultScenario, count, 5);
  bench("validate", () => {
    validateScenario(scenario);
  });
});
