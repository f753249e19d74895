import { bench, describe } from "vitest";
import { encodeFile, presets } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { organizationOf } from "#testing/organization";
import { runCommand } from "./program.ts";
import { CouldNotBeDone } from "./terminal.ts";

const once = { iterations: 1, warmupIterations: 0, time: 0, warmupTime: 0 };

// Wanted: at most 25 s and 500 MB for a thousand accounts with two keys each (issue 14).
describe.each(["cross-account", "vendor-default"])("a thousand accounts, %s", (id) => {
  const { scenario } = presets.find((preset) => preset.id === id) ?? presets[0];
  const work = encodeFile({ scenario: organizationOf(scenario, 1_000, 2), edits: {} });
  const run = async (...args: readonly string[]) => {
    const fail = (message: string) => new CouldNotBeDone(message);
    const { terminal, memory } = memoryTerminal({ "work.keyhole.json": work }, fail);
    const code = await runCommand([...args, "work.keyhole.json"], terminal);
    if (code === 2) throw new Error(memory.said);
    console.log(`${args[0]}: ${Math.round(process.memoryUsage().rss / 1e6)} MB`);
  };

  bench("keyhole check", () => run("check"), once);
  bench("a report", () => run("export", "--format", "report-html", "--output", "report"), once);
});
