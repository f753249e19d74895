import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLinter } from "#engine/linter";
import { type GeneratedDocument, generate } from "#generator";
import { allServices } from "#policy/services";
import { presets, type Scenario } from "#scenario";
import { scenarioWithPeriodArbitrary } from "#testing/arbitrary";
import {
  createDocumentIndexCache,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
} from "./index.ts";

const runs = { numRuns: 80 };
/** Kept, as the page keeps its linter. */
const { lint } = createLinter(allServices);

/** What is not as the answers say: steps that do not work, probes that get through. */
function complaints(scenario: Scenario, documents: readonly ScenarioDocument[]): readonly string[] {
  const options = { indexes: createDocumentIndexCache() };
  const steps = runAcquisition(scenario, documents, options).flatMap(({ id, requests }) =>
    requests.flatMap(({ state, label, why }) =>
      state === "works" || state === "withheld" ? [] : [`${id} ${label}: ${why?.sentence}`],
    ),
  );
  const probes = runProbes(scenario, documents, options).flatMap(({ id, state, requests }) =>
    state === "open" || state === "blocked" || state === "unknown"
      ? [
          `${id} is ${state}: ${requests.map(({ request, why }) => `${request.action}: ${why?.sentence ?? "as it must be"}`).join("; ")}`,
        ]
      : [],
  );
  return [...steps, ...probes];
}

/** What the linter says that is worse than a suggestion. */
function serious(documents: readonly GeneratedDocument[]): readonly string[] {
  return documents.flatMap(({ id, kind, account, name, text }) => {
    const beside = documents
      .filter((other) => other.kind === "identity" && other.id !== id && other.name === name)
      .filter((other) => other.account === account)
      .map((other) => other.text);
    return lint(text, { kind, account, beside: kind === "identity" ? beside : [] }).flatMap(
      ({ rule, severity, start, end }) =>
        severity === "suggestion" ? [] : [`${id} ${severity} ${rule}: ${text.slice(start, end)}`],
    );
  });
}

describe("a generated scenario keeps its promises (design §5.1 and §5.2)", () => {
  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))("%s", (_, scenario) => {
    expect(runAcquisition(scenario, generate(scenario)).length).toBeGreaterThan(0);
    expect(complaints(scenario, generate(scenario))).toEqual([]);
  });

  test("every valid scenario", () => {
    fc.assert(
      fc.property(scenarioWithPeriodArbitrary(), (scenario) => {
        expect(complaints(scenario, generate(scenario))).toEqual([]);
      }),
      runs,
    );
  });

  test("the linter finds nothing worse than a suggestion, unless CreateGrant is unrestricted (§5.3)", () => {
    fc.assert(
      fc.property(scenarioWithPeriodArbitrary(), (scenario) => {
        const unrestricted =
          scenario.createGrant === "unrestricted" ||
          scenario.targets.some(({ keys }) =>
            keys.some(({ createGrant }) => createGrant === "unrestricted"),
          );
        const expected = unrestricted ? / security create-grant-unrestricted: / : /^$/;
        expect(serious(generate(scenario)).filter((line) => !expected.test(line))).toEqual([]);
      }),
      runs,
    );
  });
});
