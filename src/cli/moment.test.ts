import { describe, expect, it } from "vitest";
import { encodeFile, presets } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { runCommand } from "./program.ts";
import { CouldNotBeDone } from "./terminal.ts";

const crossAccount = (presets.find(({ id }) => id === "cross-account") ?? presets[0]).scenario;

async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const { terminal, memory } = memoryTerminal(files, (message) => new CouldNotBeDone(message));
  const code = await runCommand(args, terminal);
  return { code, printed: memory.printed, said: memory.said };
}

describe("conditions on time", () => {
  const until = (day: string) =>
    encodeFile({ scenario: { ...crossAccount, period: { from: "", until: day } }, edits: {} });

  it("are decided for now, or for --moment", async () => {
    // The terminal of the tests says that it is noon of 2026-11-28.
    const today = await run(["check", "k.keyhole.json"], { "k.keyhole.json": until("2026-11-29") });
    expect(today.printed).toContain("until 2026-11-29 00:00 UTC");
    const files = { "k.keyhole.json": until("2026-11-29") };
    const later = await run(["check", "k.keyhole.json", "--moment", "2026-11-30"], files);
    expect(later).toMatchObject({ code: 1 });
    expect(later.printed).toContain("the access ended at 2026-11-29 00:00 UTC");
    const past = await run(["check", "k.keyhole.json"], { "k.keyhole.json": until("2026-11-27") });
    expect(past.code).toBe(1);
  });

  it("take no moment that is none", async () => {
    const { code, said } = await run(["check", "--preset", "cross-account", "--moment", "soon"]);
    expect(code).toBe(2);
    expect(said).toContain("--moment takes a day");
  });
});

it("a key that is pending deletion stops the check, with the commands that help", async () => {
  const targets = crossAccount.targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => ({
      ...key,
      states: [{ region: key.region, state: "pending-deletion" as const }],
    })),
  }));
  const file = encodeFile({ scenario: { ...crossAccount, targets }, edits: {} });
  const { code, printed } = await run(["check", "k.keyhole.json"], { "k.keyhole.json": file });
  expect(code).toBe(1);
  expect(printed).toContain("is pending deletion: KMS refuses");
  expect(printed).toContain("aws kms cancel-key-deletion ");
});
