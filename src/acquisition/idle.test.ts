import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import {
  asList,
  type Policy,
  parseDocument,
  printPolicy,
  type Statement,
  statementsOf,
} from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#scenario/arbitrary";
import { runAcquisition, runProbes } from "./index.ts";

/** What a statement becomes when one thing of it is taken away, by a name for that thing. */
function mutationsOf(statement: Statement): readonly (readonly [string, Statement | undefined])[] {
  const without = (element: "Action" | "Resource", value: string): Statement => ({
    ...statement,
    [element]: asList(statement[element]).filter((other) => other !== value),
  });
  const { Principal, Condition = {} } = statement;
  const principals = typeof Principal === "object" ? asList(Principal.AWS) : [];
  return [
    ["statement", undefined],
    ...asList(statement.Action).map(
      (action) => [`action ${action}`, without("Action", action)] as const,
    ),
    ...asList(statement.Resource)
      .filter((resource) => resource !== "*")
      .map((resource) => [`resource ${resource}`, without("Resource", resource)] as const),
    ...principals.map(
      (principal) =>
        [
          `principal ${principal}`,
          { ...statement, Principal: { AWS: principals.filter((other) => other !== principal) } },
        ] as const,
    ),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => {
        const rest = Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key));
        return [
          `condition ${operator} ${key}`,
          { ...statement, Condition: { ...Condition, [operator]: rest } },
        ] as const;
      }),
    ),
  ];
}

/** The state of every step request and probe: what a user would see change. */
function seen(scenario: Scenario, documents: readonly GeneratedDocument[]): string {
  const steps = runAcquisition(scenario, documents).map(({ requests }) =>
    requests.map(({ state }) => state).join(),
  );
  return [...steps, ...runProbes(scenario, documents).map(({ state }) => state)].join("\n");
}

/** Everything in the documents whose loss nobody would notice. */
function idleParts(scenario: Scenario): readonly string[] {
  const documents = generate(scenario);
  const before = seen(scenario, documents);
  const idle: string[] = [];
  for (const document of documents) {
    const parsed = parseDocument(document.text);
    if (!parsed.ok) throw new Error(document.id);
    const statements = statementsOf(parsed.policy);
    for (const [index, statement] of statements.entries())
      for (const [name, mutated] of mutationsOf(statement)) {
        const policy: Policy = {
          ...parsed.policy,
          Statement: statements.flatMap((other, at) => (at !== index ? [other] : (mutated ?? []))),
        };
        const changed = documents.map((other) =>
          other === document ? { ...document, text: printPolicy(policy) } : other,
        );
        if (seen(scenario, changed) === before)
          idle.push(`${document.id} ${statement.Sid}: ${name}`);
      }
  }
  return idle;
}

describe("nothing in a generated document is idle (DESIGN.md §5.4)", () => {
  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "%s",
    (_, scenario) => {
      expect(idleParts(scenario)).toEqual([]);
    },
    60_000,
  );

  test("random scenarios", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        expect(idleParts(scenario)).toEqual([]);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  }, 180_000);
});
