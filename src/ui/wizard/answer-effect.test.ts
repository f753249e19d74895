import { expect, it } from "vitest";
import { defaultScenario } from "#scenario";
import { consequenceOf } from "#verdict";
import { answerEffect } from "./answer-effect.ts";

const volume = { ...defaultScenario, method: "create-volume" } as const;
const of = (createGrant: "withhold" | "aws-resources" | "unrestricted") =>
  consequenceOf({ scenario: { ...volume, createGrant } });

it("withholding CreateGrant stops a volume at the step that needs the grant", () => {
  const { outcome, stop } = answerEffect(of("aws-resources"), of("withhold"));
  expect(outcome).toBe("withheld");
  expect(stop?.number).toBeGreaterThan(1);
});

it("what one answer closes, the other opens; the same answer does neither", () => {
  const narrower = answerEffect(of("unrestricted"), of("aws-resources"));
  const wider = answerEffect(of("aws-resources"), of("unrestricted"));
  expect(narrower.closes.length).toBeGreaterThan(0);
  expect(wider.opens).toEqual(narrower.closes);
  expect(wider.closes).toEqual(narrower.opens);
  expect(answerEffect(of("withhold"), of("withhold"))).toMatchObject({ closes: [], opens: [] });
});
