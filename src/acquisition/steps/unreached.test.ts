import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { ebsDirectCopies, presets, routesOf, type Scenario } from "#scenario";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { isCounted, runAcquisition, type Step, summarise } from "../index.ts";

const preset = (id: string) => presets.find((one) => one.id === id)?.scenario as Scenario;

/** An AWS managed key in another account, read by EBS direct, without CreateGrant. */
const copyWithheld: Scenario = {
  ...preset("aws-managed-cross-account"),
  method: "ebs-direct",
  createGrant: "withhold",
};

const stops = ({ state, documentedOnly }: Step) =>
  !documentedOnly && (state === "broken" || state === "withheld");

describe("after a step that stops the import", () => {
  it("reading the copy is not reached if the copy is withheld, and does not count as passing", () => {
    const steps = runAcquisition(copyWithheld, generate(copyWithheld));
    const at = steps.findIndex(({ state }) => state === "withheld");
    expect(steps[at]?.kind).toBe("copy");
    const read = steps.find(({ kind }) => kind === "read-blocks");
    expect([read?.state, read?.unreached]).toEqual(["works", true]);
    const { works, steps: all, stepsWorking } = summarise(copyWithheld, steps, []);
    expect(works).toBe("stops-by-answer");
    expect(stepsWorking).toBe(steps.slice(0, at).filter(isCounted).length);
    expect(stepsWorking).toBeLessThan(all - 1);
  });

  it("no step of the same source is reached, and all others are", () => {
    const damaged = fc.constantFrom('"kms:Decrypt"', '"kms:DescribeKey"', '"sts:AssumeRole"');
    fc.assert(
      fc.property(scenarioWithStatesArbitrary(), damaged, (scenario, action) => {
        const documents = generate(scenario).map((document) => ({
          ...document,
          text: document.text.replaceAll(action, '"kms:ListKeys"'),
        }));
        const reachable = new Map<string, boolean>();
        for (const step of runAcquisition(scenario, documents)) {
          const isReachable = reachable.get(step.sourceId) ?? true;
          expect(step.unreached === true).toBe(!isReachable && !step.documentedOnly);
          reachable.set(step.sourceId, isReachable && !stops(step));
        }
      }),
      { numRuns: 30 },
    );
  });
});

it("EBS direct copies a snapshot exactly if some route has a copy", () => {
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), (random) => {
      const scenario: Scenario = { ...random, method: "ebs-direct" };
      const copies = routesOf(scenario).some((route) => route.copies.length > 0);
      expect(ebsDirectCopies(scenario)).toBe(copies);
    }),
  );
});
