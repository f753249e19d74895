import { expect, test } from "vitest";
import { blankKey, type Key, presets, type Scenario, type Target } from "#scenario";
import {
  generate,
  keysWithManyAdministrators,
  type PastLimit,
  pastLimits,
  withAdministrators,
} from "./index.ts";

function scenarioOf(keys: number, change: (key: Key) => Key = (key) => key): Scenario {
  const preset = presets.find(({ id }) => id === "same-account");
  const [target] = preset?.scenario.targets ?? [];
  if (!preset || !target) throw new Error("no such preset");
  const targets: readonly Target[] = [
    {
      ...target,
      keys: Array.from({ length: keys }, (_, at) =>
        change({
          ...blankKey,
          id: `k${at}`,
          region: "us-east-1",
          naming: { by: "arn", keyId: `00000000-0000-0000-0000-${String(at).padStart(12, "0")}` },
        }),
      ),
    },
  ];
  return { ...preset.scenario, targets };
}

const past = (scenario: Scenario) => pastLimits(generate(scenario));
const brief = ({ what, state, needs }: PastLimit) => [what, state, needs > 10];

test.each([
  ["a few keys", scenarioOf(5), []],
  [
    "more policies than a role has by default",
    scenarioOf(250),
    [["managed-policies", "needs-increase", true]],
  ],
  ["more than AWS ever attaches", scenarioOf(1_500), [["managed-policies", "cannot-fit", true]]],
  [
    "more administrators than a key policy holds",
    scenarioOf(1, (key) => ({
      ...key,
      administrators: Array.from({ length: 600 }, (_, at) => `team/administrator-${at}`),
    })),
    [["key-policy", "cannot-fit", true]],
  ],
])("%s", (_, scenario, expected) => {
  expect(past(scenario).map(brief)).toEqual(expected);
});

test("says how many and what AWS attaches", () => {
  const [limit] = past(scenarioOf(1_500));
  expect(limit?.title).toMatch(/^CadoResponseRole needs \d+ managed policies$/);
  expect(limit?.text).toContain("10, or 20 with a raised quota");
});

test("a trust policy past its limit by a long external id and path", () => {
  const [preset] = presets;
  if (!preset) throw new Error("no preset");
  const { scenario } = preset;
  const documents = generate({
    ...scenario,
    guards: { ...scenario.guards, externalId: "x".repeat(1_224), organizationId: "o-abcde12345" },
    platform: { ...scenario.platform, role: `${"team/".repeat(100)}CadoResponseRole` },
  });
  expect(pastLimits(documents).map(({ what }) => what)).toEqual([]);
  const longer = documents.map((document) =>
    document.kind === "trust" ? { ...document, text: document.text + "x".repeat(400) } : document,
  );
  expect(pastLimits(longer).map(({ what, state }) => [what, state])).toEqual([
    ["trust-policy", "needs-increase"],
  ]);
});

test("an edited policy that no managed policy holds", () => {
  const documents = generate(scenarioOf(1)).map((document) => ({
    ...document,
    text: document.text.replace('"Statement"', `"Id": "${"x".repeat(6_200)}", "Statement"`),
  }));
  expect(pastLimits(documents).map(brief)).toEqual([["managed-policy", "cannot-fit", true]]);
});

test("one administrator or none makes a key policy fit that many made too large", () => {
  const many = scenarioOf(2, (key) => ({
    ...key,
    administrators:
      key.id === "k0" ? Array.from({ length: 600 }, (_, at) => `administrator-${at}`) : ["a", "b"],
  }));
  const keyIds = keysWithManyAdministrators(many, past(many));
  expect(keyIds).toEqual(["k0"]);
  for (const administrators of [["KeyAdministrators"], []]) {
    const { scenario, fits, bytes } = withAdministrators(many, keyIds, administrators);
    expect(past(scenario)).toEqual([]);
    expect(scenario.targets[0]?.keys.map((key) => key.administrators)).toEqual([
      administrators,
      ["a", "b"],
    ]);
    expect(fits).toBe(true);
    expect(bytes).toBeLessThan(4_000);
  }
});
