import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount } from "#testing/example-scenario";
import { addKey, misplaced } from "#testing/fake-aws-account";
import { closeRooms, openRooms, ScriptRoom } from "#testing/script-room";
import { exportFiles } from "./index.ts";

beforeAll(openRooms);
afterAll(closeRooms);

describe("the commands of manifest.json, one after another", () => {
  const documents = generate(crossAccount);
  const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
  const roomOf = (texts = documents) => {
    const its = new ScriptRoom(crossAccount, texts);
    addKey(its.account, "eu-west-1", keyId, { policy: '{"Id":"former"}' });
    const files = exportFiles("json", crossAccount, texts);
    for (const { path, text } of files) writeFileSync(join(its.folder, "elsewhere", path), text);
    const manifest = files.find(({ path }) => path === "manifest.json")?.text ?? "";
    const entries: { account: string; file: string; commands: string[] }[] =
      JSON.parse(manifest).files;
    const own = entries.filter(({ account }) => account === its.name);
    return { its, entries, lines: own.flatMap(({ commands }) => commands) };
  };

  it("make the role, put everything in its place, and a second time change nothing", async () => {
    const { its, lines, entries } = roomOf();
    expect(entries[0]?.account).toBe(crossAccount.platform.account);
    const first = await its.runLines(lines);
    expect([first.status, misplaced(its.account, documents)]).toEqual([0, []]);
    const after = structuredClone(its.account);
    expect((await its.runLines(lines)).status).toBe(0);
    const attached = its.account.roles.CadoResponseCrossAccountRole?.attached ?? [];
    expect({ ...its.account, roles: {} }).toEqual({ ...after, roles: {} });
    expect(new Set(attached).size).toBe(1);
    const backup = entries.flatMap(({ file }) =>
      file.includes("key-policy") ? [file.replace(/\.json$/, "-before.json")] : [],
    );
    expect(readFileSync(join(its.folder, "elsewhere", backup[0] ?? ""), "utf8")).toBe(
      '{"Id":"former"}\n',
    );
  });

  it("name a region outside the partition `aws`, where IAM has another endpoint", () => {
    const scenario: typeof crossAccount = {
      ...JSON.parse(
        JSON.stringify(crossAccount)
          .replaceAll("arn:aws:", "arn:aws-us-gov:")
          .replaceAll(/"\w+-\w+-1"/g, '"us-gov-east-1"'),
      ),
      partition: "aws-us-gov",
    };
    const files = exportFiles("json", scenario, generate(scenario));
    const manifest = files.find(({ path }) => path === "manifest.json")?.text ?? "";
    const entries: { commands: string[] }[] = JSON.parse(manifest).files;
    const calls = entries.flatMap(({ commands }) =>
      commands.flatMap((line) => line.match(/aws (?:iam|kms) .*?(?=aws (?:iam|kms) |$)/g) ?? []),
    );
    expect(calls.length).toBeGreaterThan(9);
    for (const call of calls) expect(call).toMatch(/^aws \w+ (?:wait )?[\w-]+ --region /);
  });

  it("replace no key policy without a backup", async () => {
    const { its, lines } = roomOf();
    its.faultOf = (_number, words) => (words[1] === "get-key-policy" ? "refused" : undefined);
    const run = await its.runLines(lines);
    expect(run.status).not.toBe(0);
    expect(run.changes.map(([, operation]) => operation)).not.toContain("put-key-policy");
    // A shell into which they are pasted goes on after a failure.
    const pasted = await its.runLines(lines.map((line) => `${line} || true`));
    expect(pasted.status).toBe(0);
    expect(pasted.changes.map(([, operation]) => operation)).not.toContain("put-key-policy");
  });
});
