import fc from "fast-check";
import { expect, test } from "vitest";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { allServices } from "#policy/services";
import { scenarioArbitrary } from "#testing/arbitrary";
import { surveyed } from "./survey.ts";

const linter = createLinter(allServices);

const changes: readonly ((text: string) => string)[] = [
  () => "{",
  () => '{"Statement": []}',
  (text) => text.replaceAll('"Allow"', '"Deny"'),
  (text) => text.replace(/"AWS": "[^"]*"/, '"AWS": "*"'),
  (text) => text.replaceAll("111111111111", "999999999999"),
  (text) => text.replace(/"Condition": \{/, '"Condition": {"Bool": {"aws:Absent": "true"},'),
];

test("what is kept of the last survey is what deciding anew would say", () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changes)), { maxLength: 3 });
  fc.assert(
    fc.property(scenarioArbitrary(), edits, (scenario, edits) => {
      let documents = generate(scenario);
      for (const [at, change] of edits) {
        // Fills what is kept, for this scenario object.
        expect([...surveyed({ scenario, documents }, linter)].length).toBeGreaterThan(0);
        documents = documents.map((document, index) =>
          index === at % documents.length ? { ...document, text: change(document.text) } : document,
        );
        const kept = [...surveyed({ scenario, documents }, linter)];
        const anew = [...surveyed({ scenario: structuredClone(scenario), documents }, linter)];
        expect(kept).toEqual(anew);
      }
    }),
    { numRuns: 40 },
  );
});
