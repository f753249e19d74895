import { bench, describe } from "vitest";
import { blankKey, defaultScenario, type Scenario, validateScenario } from "./index.ts";

/** Answers with this many accounts of five keys each. */
const accounts = (count: number): Scenario => ({
  ...defaultScenario,
  targets: Array.from({ length: count }, (_, index) => ({
    id: `t${index}`,
    account: `${100_000_000_000 + index}`,
    role: "CadoResponseCrossAccountRole",
    keys: Array.from({ length: 5 }, (__, key) => ({
      ...blankKey,
      id: `k${index}-${key}`,
      region: "us-east-1",
      naming: { by: "arn" as const, keyId: keyId(index * 5 + key) },
    })),
  })),
});

function keyId(number: number): string {
  return `0e6ce5cf-2f43-44a1-9d8e-${number.toString(16).padStart(12, "0")}`;
}

describe.each([20, 1_000])("the answers about %i accounts with five keys each", (count) => {
  const scenario = accounts(count);
  bench("validate", () => {
    validateScenario(scenario);
  });
});
