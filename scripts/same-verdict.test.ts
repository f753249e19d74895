import fc from "fast-check";
import { expect, test } from "vitest";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { encodeFile } from "#share";
import { scenarioArbitrary } from "#testing/arbitrary";
import { memoryTerminal } from "#testing/memory-terminal";
import { type Verdict, withClaims, withoutContext } from "#verdict";
import { createChecker } from "#worker";
import { runCommand } from "../src/cli/program.ts";
import { CouldNotBeDone } from "../src/cli/terminal.ts";

const changes: readonly ((text: string) => string)[] = [
  () => "{",
  () => '{"Statement": []}',
  (text) => text.replaceAll('"Allow"', '"Deny"'),
  (text) => text.replace(/"AWS": "[^"]*"/, '"AWS": "*"'),
  (text) => text.replaceAll("kms:Decrypt", "kms:*"),
  (text) => text.replace(/"Condition": \{/, '"Condition": {"Bool": {"aws:Absent": "true"},'),
];

/** What the page shows: the worker's verdict, its claims, and what is allowed beyond the import. */
async function onThePage(scenario: Scenario, edits: Readonly<Record<string, string>>) {
  const checker = createChecker();
  const documents = generate(scenario).map((one) => ({ ...one, text: edits[one.id] ?? one.text }));
  const subject = { scenario, documents };
  const verdict = await checker.verify(subject);
  if (!verdict) throw new Error("it was overtaken");
  const whole = withClaims(verdict, (await checker.claims(subject)) ?? []);
  return { ...whole, beyond: await checker.beyond(subject) };
}

/** What the command prints as JSON of the same work in a file. */
async function byTheCommand(scenario: Scenario, edits: Readonly<Record<string, string>>) {
  const files = { "work.keyhole.json": encodeFile({ scenario, edits }) };
  const { terminal, memory } = memoryTerminal(files, (message) => new CouldNotBeDone(message));
  await runCommand(["check", "work.keyhole.json", "--format", "json"], terminal);
  return JSON.parse(memory.printed);
}

function findingsOf({ findings }: Pick<Verdict, "findings">) {
  return Object.entries(findings).flatMap(([documentId, found]) =>
    found.map(({ rule, severity, message }) => ({ documentId, rule, severity, message })),
  );
}

// All 500, which take more than five minutes: KEYHOLE_SAME_VERDICT=500 npx vitest run scripts/same-verdict.test.ts
const timeout = 7_200_000;
test("the command's verdict on a work with edits is the page's", { timeout }, async () => {
  const edits = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...changes)), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(scenarioArbitrary(), edits, async (scenario, edits) => {
      const documents = generate(scenario);
      const edited = Object.fromEntries(
        edits.map(([at, change]) => {
          const { id, text } = documents[at % documents.length] ?? { id: "", text: "" };
          return [id, change(text)];
        }),
      );
      const page = await onThePage(scenario, edited);
      const command = await byTheCommand(scenario, edited);
      const { status, summary, claims, regions, otherUsers, beyond } = page;
      const shown = { status, summary, claims, regions, otherUsers, beyond };
      expect(command).toMatchObject(JSON.parse(JSON.stringify(shown)));
      for (const part of ["steps", "probes"] as const)
        expect(command[part].map(withoutContext)).toEqual(JSON.parse(JSON.stringify(page[part])));
      expect(
        command.findings.map(({ documentId, rule, severity, message }: Record<string, unknown>) => {
          return { documentId, rule, severity, message };
        }),
      ).toEqual(findingsOf(page));
    }),
    { numRuns: Number(process.env.KEYHOLE_SAME_VERDICT ?? 3) },
  );
});
