import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { startAwsEndpoint } from "#testing/aws-endpoint";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { addKey, emptyAccount, misplaced } from "#testing/fake-aws-account";
import { type RealAws, startRealAws } from "#testing/real-aws";
import { exportFiles } from "../index.ts";
import type { ExportOptions } from "../options.ts";

// The real AWS CLI takes a quarter of a second a call, and a course with a fault three runs of twenty calls: `npm run rollout`
// tries it, where one is installed. KEYHOLE_PART=2/8 takes the second eighth of the faults.
const isAsked = process.env.KEYHOLE_EVERY_FAULT !== undefined;
const [part = 1, parts = 1] = (process.env.KEYHOLE_PART ?? "1/1").split("/").map(Number);

let aws: RealAws | undefined;
const folders: string[] = [];
beforeAll(async () => {
  if (isAsked) aws = await startRealAws();
});
afterAll(() => {
  aws?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const changing = / (create|put|update|delete|attach|detach|set|schedule|replicate)-/;

async function accountWith(scenario: Scenario, options: ExportOptions, caller = "222222222222") {
  const account = emptyAccount(caller);
  addKey(account, "eu-west-1", keyId, { policy: '{ "Id" : "former é" }\n' });
  const endpoint = await startAwsEndpoint(account);
  const folder = mkdtempSync(join(tmpdir(), "keyhole-real-"));
  folders.push(folder);
  for (const { path, text: script } of exportFiles("cli", scenario, generate(scenario), options))
    if (path.startsWith("cli/2")) writeFileSync(join(folder, path.slice(4)), script);
  writeFileSync(join(folder, "sleep"), "#!/bin/sh\n");
  chmodSync(join(folder, "sleep"), 0o755);
  let pressCtrlC = () => {};
  const run = (script: string, ...args: string[]) => start("bash", join(folder, script), ...args);
  const start = async (program: string, ...args: string[]) => {
    const before = endpoint.calls.length;
    // In a process group, as a shell with a terminal starts it: Ctrl-C reaches the script and the AWS CLI.
    const child = spawn(program, args, {
      cwd: folder,
      env: {
        ...{ PATH: `${folder}:${aws?.folder}:${process.env.PATH}`, HOME: folder },
        ...{ LC_ALL: "C.UTF-8", AWS_EC2_METADATA_DISABLED: "true" },
        ...{ AWS_ENDPOINT_URL: endpoint.url },
        ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" },
      },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    pressCtrlC = () => child.pid && process.kill(-child.pid, "SIGINT");
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, "close");
    const [stdout, stderr] = await outputs;
    const calls = endpoint.calls.slice(before);
    return { status, stdout, stderr, calls, changes: calls.filter((call) => changing.test(call)) };
  };
  /** Lets the call of this number fail, counted from the next one on. */
  const failAt = (number: number, fault: (typeof faults)[number]) => {
    const at = endpoint.calls.length + number;
    endpoint.faultOf = (_call, each) => {
      if (each !== at) return undefined;
      if (fault !== "interrupted") return fault;
      pressCtrlC();
      return "lost";
    };
  };
  /** Runs commands, a line each, beside files, by an AWS CLI that has a region configured; ends at the first that fails. */
  const runLines = (lines: readonly string[]) =>
    start("sh", "-ec", ["export AWS_DEFAULT_REGION=eu-west-1", ...lines].join("\n"));
  return { account, endpoint, folder, run, runLines, failAt };
}

const newKeys = crossAccountWithKey({
  type: "multi-region",
  replicaRegions: ["us-east-1"],
  naming: { by: "alias", alias: "alias/prod" },
});
const courses: readonly [string, Scenario, ExportOptions][] = [
  ["a key that exists", crossAccount, {}],
  ["new keys", newKeys, { keys: "new" }],
];
const faults = ["refused", "throttled", "lost", "interrupted"] as const;

/** What the account has, less the keys that wait for their deletion. */
function lasting(account: Awaited<ReturnType<typeof accountWith>>["account"]) {
  const keys = Object.entries(account.keys).filter(([, key]) => key.state === "Enabled");
  return structuredClone({ ...account, keys: Object.fromEntries(keys) });
}

it.runIf(isAsked).each(courses)(
  "the real AWS CLI looks, rolls out, changes nothing again, and rolls back: %s",
  { timeout: 300_000 },
  async (_name, scenario, options) => {
    if (!aws) return;
    const { account, endpoint, run } = await accountWith(scenario, options);
    const before = lasting(account);
    expect(await run("222222222222.sh")).toMatchObject({ status: 0, stderr: "", changes: [] });
    expect(account).toEqual(before);
    expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 0, stderr: "" });
    expect(misplaced(account, generate(scenario))).toEqual([]);
    expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 0, changes: [] });
    expect((await run("222222222222-rollback.sh", "--apply")).status).toBe(0);
    expect(lasting(account)).toEqual(before);
    endpoint.close();
  },
);

it.runIf(isAsked)("it refuses another account’s credentials", async () => {
  if (!aws) return;
  const { endpoint, run } = await accountWith(crossAccount, {}, "333333333333");
  expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 1, changes: [] });
  endpoint.close();
});

it.runIf(isAsked)(
  "it takes the commands of manifest.json, and the same a second time",
  async () => {
    if (!aws) return;
    const documents = generate(crossAccount);
    const { account, endpoint, folder, runLines } = await accountWith(crossAccount, {});
    const files = exportFiles("json", crossAccount, documents);
    for (const { path, text: content } of files) writeFileSync(join(folder, path), content);
    const manifest = JSON.parse(files.at(-1)?.text ?? "");
    const lines: string[] = manifest.files.flatMap(
      (one: { account: string; commands: string[] }) =>
        one.account === "222222222222" ? one.commands : [],
    );
    expect(await runLines(lines)).toMatchObject({ status: 0 });
    expect(misplaced(account, documents)).toEqual([]);
    const after = structuredClone(account);
    expect(await runLines(lines)).toMatchObject({ status: 0 });
    expect(account).toEqual(after);
    endpoint.close();
  },
);

it.runIf(isAsked).each(courses)(
  "every call that is refused, throttled, lost or interrupted is known to a second run and the rollback: %s",
  { timeout: 3_600_000 },
  async (_name, scenario, options) => {
    if (!aws) return;
    const whole = await accountWith(scenario, options);
    const { calls } = await whole.run("222222222222.sh", "--apply");
    whole.endpoint.close();
    const cases = calls.flatMap((call, number) => faults.map((fault) => ({ call, number, fault })));
    for (const [index, { call, number, fault }] of cases.entries()) {
      if (index % parts !== part - 1) continue;
      const { account, endpoint, run, failAt } = await accountWith(scenario, options);
      const before = lasting(account);
      const where = `${fault} at ${call} (${number})`;
      failAt(number, fault);
      const first = await run("222222222222.sh", "--apply");
      // A read that is throttled is repeated by the AWS CLI, a change by the script.
      if (fault === "throttled") expect(first.status, where).toBe(0);
      if (first.status === 0) expect(misplaced(account, generate(scenario)), where).toEqual([]);
      const second = await run("222222222222.sh", "--apply");
      expect([second.status, second.stderr], where).toEqual([0, ""]);
      expect(misplaced(account, generate(scenario)), where).toEqual([]);
      expect((await run("222222222222-rollback.sh", "--apply")).status, where).toBe(0);
      expect(lasting(account), where).toEqual(before);
      endpoint.close();
    }
  },
);

it.runIf(isAsked).each(courses)(
  "a rollback that fails at any call goes on when it runs again: %s",
  { timeout: 3_600_000 },
  async (_name, scenario, options) => {
    if (!aws) return;
    const whole = await accountWith(scenario, options);
    await whole.run("222222222222.sh", "--apply");
    const { calls } = await whole.run("222222222222-rollback.sh", "--apply");
    whole.endpoint.close();
    const cases = calls.flatMap((call, number) => faults.map((fault) => ({ call, number, fault })));
    for (const [index, { call, number, fault }] of cases.entries()) {
      if (index % parts !== part - 1) continue;
      const { account, endpoint, run, failAt } = await accountWith(scenario, options);
      const before = lasting(account);
      const where = `${fault} at ${call} (${number})`;
      await run("222222222222.sh", "--apply");
      failAt(number, fault);
      await run("222222222222-rollback.sh", "--apply");
      expect((await run("222222222222-rollback.sh", "--apply")).status, where).toBe(0);
      expect(lasting(account), where).toEqual(before);
      endpoint.close();
    }
  },
);

it.runIf(isAsked)("an AWS CLI starts here, or it is said that none does", () => {
  if (!aws) console.log("No AWS CLI starts here: the scripts were tried with a stand-in only");
});
