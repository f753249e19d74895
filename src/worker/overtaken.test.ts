import { expect, it } from "vitest";
import { generate } from "#generator";
import { newKey, newTarget, presets, type Scenario } from "#scenario";
import { createChecker } from "#worker";

function scenarioOf(accounts: number): Scenario {
  const preset = presets.find(({ id }) => id === "vendor-default");
  if (!preset) throw new Error("no such preset");
  const { scenario } = preset;
  return {
    ...scenario,
    targets: Array.from({ length: accounts }, (_, index) => ({
      ...newTarget(scenario),
      id: `t${index + 1}`,
      account: `${300_000_000_000 + index}`,
      role: "ForensicsRole",
      keys: [
        { ...newKey(scenario), id: `k${index + 1}`, region: "eu-west-1", naming: { by: "every" } },
      ],
    })),
  };
}

const small = scenarioOf(1);
const subject = { scenario: small, documents: generate(small) };

it("verifies the subject that it is asked about, though overtaken documents were written to the end", async () => {
  const checker = createChecker();
  const before = await checker.verify(subject);
  const stopped = new AbortController();
  const written = await checker.write(scenarioOf(3), {
    // The page hears of the end and wants something else: the writer is done by then.
    onProgress: (done, of) => done === of && stopped.abort(),
    signal: stopped.signal,
  });
  expect(written).toBeUndefined();
  expect((await checker.verify(subject))?.steps).toEqual(before?.steps);
});

it("writes on while it is asked about other work", async () => {
  const checker = createChecker();
  await checker.verify(subject);
  const other = { ...subject, documents: subject.documents.map((one) => ({ ...one })) };
  let asked: Promise<unknown> | undefined;
  const scenario = scenarioOf(600);
  const written = await checker.write(scenario, {
    onProgress: (done, of) => {
      if (done < of) asked ??= checker.verify(other);
    },
    signal: new AbortController().signal,
  });
  expect(asked).toBeDefined();
  await asked;
  expect(written).toEqual(generate(scenario));
  // Both ends know these documents now, and the small work's no less.
  const again = await checker.verify({ scenario, documents: written ?? [] }, "t600");
  expect(again?.steps.length).toBeGreaterThan(0);
  expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
});

it("ends a verification when another subject waits, and verifies that one", async () => {
  const checker = createChecker();
  const scenario = scenarioOf(40);
  const large = { scenario, documents: generate(scenario) };
  let asked = 0;
  const overtaken = checker.verify(large, undefined, () => {
    asked += 1;
    return true;
  });
  const next = checker.verify(subject);
  expect(await overtaken).toBeUndefined();
  expect(asked).toBe(1);
  expect((await next)?.steps).toEqual((await createChecker().verify(subject))?.steps);
  // What the overtaken one found is no part of a later answer.
  const whole = await checker.verify(large);
  expect(whole).toEqual(await createChecker().verify(large));
});
