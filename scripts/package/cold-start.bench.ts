import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, bench, describe } from "vitest";
import { buildPackage } from "./build.mjs";

const temporary = mkdtempSync(join(tmpdir(), "keyhole-cold-start-"));
const { folder } = await buildPackage(join(temporary, "built"));
const policy = join(temporary, "key-policy.json");
const everyone = { Effect: "Allow", Principal: "*", Action: "kms:CreateGrant", Resource: "*" };
writeFileSync(policy, JSON.stringify({ Version: "2012-10-17", Statement: [everyone] }));
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

/** Starts the command as a shell does. It falls short, which is no failure. */
function start(...args: readonly string[]) {
  try {
    execFileSync("node", [join(folder, "dist/command.js"), ...args], { stdio: "ignore" });
  } catch (error) {
    if ((error as { status?: number }).status !== 1) throw error;
  }
}

// Wanted: at most 1 s to a verdict, 0.5 s for `lint` (issue 14).
describe("from a cold start", () => {
  const few = { iterations: 5, warmupIterations: 1, time: 0, warmupTime: 0 };
  bench(
    "keyhole check --preset vendor-default",
    () => start("check", "--preset", "vendor-default"),
    few,
  );
  bench(
    "keyhole check --preset cross-account",
    () => start("check", "--preset", "cross-account"),
    few,
  );
  bench("keyhole lint", () => start("lint", policy), few);
});
