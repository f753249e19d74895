import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { type AwsEndpoint, startAwsEndpoint } from "#testing/aws-endpoint";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { addKey, emptyAccount, misplaced } from "#testing/fake-aws-account";
import { exportFiles } from "../index.ts";
import type { ExportOptions } from "../options.ts";

// The real AWS CLI takes most of a second a call: `npm run rollout` tries it, where one is installed.
const hasAws = spawnSync("aws", ["--version"]).status === 0;
const isAsked = process.env.KEYHOLE_EVERY_FAULT !== undefined;

const folders: string[] = [];
afterAll(() => {
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
  const run = async (script: string, ...args: string[]) => {
    const before = endpoint.calls.length;
    const child = spawn("bash", [join(folder, script), ...args], {
      env: {
        ...{ PATH: `${folder}:${process.env.PATH}`, HOME: folder, LC_ALL: "C.UTF-8" },
        ...{ AWS_ENDPOINT_URL: endpoint.url, AWS_EC2_METADATA_DISABLED: "true" },
        ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "example" },
        ...(process.env.PYENV_ROOT ? { PYENV_ROOT: process.env.PYENV_ROOT } : {}),
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const outputs = Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await once(child, "close");
    const [stdout, stderr] = await outputs;
    const changes = endpoint.calls.slice(before).filter((call) => changing.test(call));
    return { status, stdout, stderr, changes };
  };
  return { account, endpoint, run };
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

/** Lets the first call of this kind fail. */
function failOnce(endpoint: AwsEndpoint, call: string, fault: "refused" | "throttled" | "lost") {
  let waits = true;
  endpoint.faultOf = (each) => {
    if (!waits || each !== call) return undefined;
    waits = false;
    return fault;
  };
}

it.runIf(isAsked && hasAws).each(courses)(
  "the real AWS CLI looks, rolls out, changes nothing again, and rolls back: %s",
  { timeout: 300_000 },
  async (_name, scenario, options) => {
    const { account, endpoint, run } = await accountWith(scenario, options);
    const before = structuredClone(account);
    expect(await run("222222222222.sh")).toMatchObject({ status: 0, stderr: "", changes: [] });
    expect(account).toEqual(before);
    expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 0, stderr: "" });
    expect(misplaced(account, generate(scenario))).toEqual([]);
    expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 0, changes: [] });
    expect((await run("222222222222-rollback.sh", "--apply")).status).toBe(0);
    const lasting = Object.entries(account.keys).filter(([, key]) => key.state === "Enabled");
    expect({ ...account, keys: Object.fromEntries(lasting) }).toEqual(before);
    endpoint.close();
  },
);

it.runIf(isAsked && hasAws)("it refuses another account’s credentials", async () => {
  const { endpoint, run } = await accountWith(crossAccount, {}, "333333333333");
  expect(await run("222222222222.sh", "--apply")).toMatchObject({ status: 1, changes: [] });
  endpoint.close();
});

it.runIf(isAsked && hasAws).each(courses)(
  "every change that is refused, throttled or lost is known to a second run and the rollback: %s",
  { timeout: 1_800_000 },
  async (_name, scenario, options) => {
    const { changes } = await accountWith(scenario, options).then(async ({ endpoint, run }) => {
      const whole = await run("222222222222.sh", "--apply");
      endpoint.close();
      return whole;
    });
    for (const call of new Set(changes))
      for (const fault of ["refused", "throttled", "lost"] as const) {
        const { account, endpoint, run } = await accountWith(scenario, options);
        const before = structuredClone(account);
        failOnce(endpoint, call, fault);
        const first = await run("222222222222.sh", "--apply");
        expect([call, fault, first.status]).toEqual([call, fault, fault === "throttled" ? 0 : 1]);
        const second = await run("222222222222.sh", "--apply");
        expect([call, fault, second.status, second.stderr]).toEqual([call, fault, 0, ""]);
        expect(misplaced(account, generate(scenario))).toEqual([]);
        await run("222222222222-rollback.sh", "--apply");
        const lasting = Object.entries(account.keys).filter(([, key]) => key.state === "Enabled");
        expect([call, fault, { ...account, keys: Object.fromEntries(lasting) }]).toEqual([
          ...[call, fault],
          before,
        ]);
        endpoint.close();
      }
  },
);

it.runIf(isAsked && !hasAws)("no AWS CLI starts here: the scripts were not tried with one", () => {
  console.log("No AWS CLI starts here: the scripts were tried with a stand-in only");
});
