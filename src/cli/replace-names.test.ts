import { expect, it } from "vitest";
import { decodeState, encodeFile, presets, type SharedState } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { runCommand } from "./program.ts";
import { CouldNotBeDone } from "./terminal.ts";

const scenario = JSON.parse(
  JSON.stringify(presets.find(({ id }) => id === "cross-account")?.scenario)
    .replaceAll("222222222222", "604815926373")
    .replaceAll("CadoResponseCrossAccountRole", "AcmePayments"),
);
const theirs: SharedState = { scenario, edits: { "t1/trust": '{ "Id": "Acme 604815926373" }' } };

const run = (...args: readonly string[]) => runOn(encodeFile(theirs), ...args);
async function runOn(work: string, ...args: readonly string[]) {
  const files = { "acme.keyhole.json": work };
  const { terminal, memory } = memoryTerminal(files, (message) => new CouldNotBeDone(message), "");
  const code = await runCommand(
    [...args, "acme.keyhole.json", "--replace-names", "names.json"],
    terminal,
  );
  return { code, ...memory };
}

it("puts examples in the place of names, and writes which to a file", async () => {
  const { printed, files } = await run("link");
  const decoded = await decodeState(printed.trim());
  expect(decoded.ok && decoded.state.scenario.targets[0]).toMatchObject({
    account: "100000000001",
    role: expect.stringMatching(/^Example/),
  });
  expect(JSON.stringify(decoded)).not.toMatch(/604815926373|acme/i);
  expect(JSON.parse(files.get("names.json") ?? "").names).toContainEqual({
    original: "604815926373",
    example: "100000000001",
  });
});

it("names nobody in a check, and says on standard error what was not used", async () => {
  // Without a source there is little to decide.
  const work = { ...theirs, scenario: { ...scenario, targets: [] } };
  const withLoss = JSON.stringify({ ...JSON.parse(encodeFile(work)), AcmeTeam: 1 });
  const { printed, said } = await runOn(withLoss, "check", "--format", "json");
  expect(printed).toContain('"fallsShort"');
  expect(printed).not.toMatch(/604815926373|acme/i);
  expect(said).toContain("AcmeTeam");
});

it.each([
  ["the documents", "export"],
  ["a report", "export", "--format", "report-md"],
  ["a file", "generate", "--save", "shared.json"],
])("names nobody in %s", async (_, ...args) => {
  const { code, printed, files } = await run(...args);
  expect(code).toBe(0);
  const text = printed + (files.get("shared.json") ?? "");
  expect(text).toContain("100000000001");
  expect(text).not.toMatch(/604815926373|acme/i);
});
