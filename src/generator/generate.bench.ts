import { bench, describe } from "vitest";
import { blankKey, presets, type Scenario } from "#scenario";
import { generate } from "./index.ts";

/** Twenty accounts with five keys each: at most 5 ms (issue “From answers to documents”). */
const large: Scenario = {
  ...presets[0].scenario,
  method: "create-volume",
  crossAccount: "both-roles",
  targets: Array.from({ length: 20 }, (_, at) => ({
    id: `t${at}`,
    account: String(200_000_000_000 + at),
    role: "CadoResponseCrossAccountRole",
    keys: Array.from({ length: 5 }, (_, index) => ({
      ...blankKey,
      id: `k${at}-${index}`,
      region: "us-east-1",
      naming: {
        by: "arn" as const,
        keyId: `${String(at).padStart(8, "0")}-0000-0000-0000-${String(index).padStart(12, "0")}`,
      },
    })),
  })),
};

describe("generate", () => {
  bench("20 targets with 5 keys each", () => {
    generate(large);
  });
  for (const { id, scenario } of presets)
    bench(`preset ${id}`, () => {
      generate(scenario);
    });
});
