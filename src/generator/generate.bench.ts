import { bench, describe } from "vitest";
import { presets } from "#scenario";
import { organizationOf } from "#testing/organization";
import { generate } from "./index.ts";

/** Twenty accounts with five keys each: at most 5 ms (issue “From answers to documents”). */
const large = organizationOf(
  { ...presets[0].scenario, method: "create-volume", crossAccount: "both-roles" },
  20,
  5,
);

describe("generate", () => {
  bench("20 targets with 5 keys each", () => {
    generate(large);
  });
  for (const { id, scenario } of presets)
    bench(`preset ${id}`, () => {
      generate(scenario);
    });
});
