import { describe, expect, it } from "vitest";
import { encodeFile, presets } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { runCommand } from "../program.ts";
import { CouldNotBeDone } from "../terminal.ts";

const crossAccount = presets.find(({ id }) => id === "cross-account") ?? presets[0];
const answers = encodeFile({ scenario: crossAccount.scenario, edits: {} });

async function run(args: readonly string[], files: Readonly<Record<string, string>>, input = "") {
  const fail = (message: string) => new CouldNotBeDone(message);
  const { terminal, memory } = memoryTerminal(files, fail, input);
  const code = await runCommand(args, terminal);
  return { code, ...memory };
}

/** The files that `keyhole generate --output policies` writes, beside the answers. */
async function generated(): Promise<Record<string, string>> {
  const { files } = await run(["generate", "keyhole.json", "-o", "policies"], {
    "keyhole.json": answers,
  });
  return Object.fromEntries([...files, ["policies/keyhole.json", answers]]);
}

describe("policies as the command writes them", () => {
  it("are each read in the place of their document", async () => {
    const files = await generated();
    const { code, printed } = await run(["check", "policies"], files);
    expect(code).toBe(0);
    expect(printed).not.toMatch(/^note|Not in the files/m);
    const name = "policies/222222222222-identity-policy-CadoResponseCrossAccountRole.json";
    expect(files[name]).toContain('"kms:DescribeKey"');
    const without = { ...files, [name]: '{"Version":"2012-10-17","Statement":[]}' };
    expect((await run(["check", "policies"], without)).printed).toMatch(/The import stops/);
  });

  // The generated document in its place is clean.
  it.each([["check"], ["diff", "policies"], ["export", "--format", "cli", "-o", "out"]])(
    "that are cut off are never taken as generated: %s",
    async (...args) => {
      const files = await generated();
      const name = Object.keys(files).find((path) => path.includes("key-policy")) ?? "";
      const cut = { ...files, [name]: files[name]?.slice(0, -20) ?? "" };
      const { code, said } = await run([...args, "policies"], cut);
      expect(code).toBe(2);
      expect(said).toContain(`${name} is meant to be a policy but is no valid JSON`);
    },
  );

  it.each([
    ["is empty", ""],
    ["has no policy", "{}"],
  ])("of which one %s are not checked: the generated policy would hide it", async (_, text) => {
    const files = await generated();
    const name = Object.keys(files).find((path) => path.includes("key-policy")) ?? "";
    const { code, said } = await run(["check", "policies"], { ...files, [name]: text });
    expect(code).toBe(2);
    expect(said).toContain(`${name} has the name of a policy`);
  });
});

it.each([
  ["a policy that is cut off before its statements", '{"Version": "2012-'],
  ["an open brace", "{"],
  ["a whole policy before one that is cut off", '{"Statement": []} {"Version": "2012'],
])("a file that the check names as no JSON: %s", async (_, text) => {
  const all = { ...(await generated()), "policies/more.json": text };
  const { code, said } = await run(["check", "policies"], all);
  expect([code, said]).toEqual([2, expect.stringContaining("more.json is meant to be a policy")]);
});

it("policies one after another in a file are read, as a loop of AWS CLI commands prints them", async () => {
  const files = await generated();
  const name = Object.keys(files).find((path) => path.includes("222222222222-identity")) ?? "";
  const { Statement } = JSON.parse(files[name] ?? "{}");
  const printed = Statement.map((statement: unknown, at: number) =>
    JSON.stringify({
      RoleName: "CadoResponseCrossAccountRole",
      PolicyName: `with a } in its name ${at}`,
      PolicyDocument: { Version: "2012-10-17", Statement: [statement] },
    }),
  ).join("\n");
  const {
    code,
    printed: verdict,
    said,
  } = await run(["check", "policies"], { ...files, [name]: printed });
  expect([code, said]).toEqual([0, ""]);
  expect(verdict).toContain("3 of 3 steps pass");
});

it("settings of another program with comments are not meant to be policies", async () => {
  const all = { ...(await generated()), "policies/settings.json": '{\n  // Ours.\n  "a": 1,\n}' };
  expect((await run(["check", "policies"], all)).code).toBe(0);
});

it("diff compares with what was broken, and says what it did not use", async () => {
  const files = await generated();
  const name = Object.keys(files).find((path) => path.includes("key-policy")) ?? "";
  const before = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path.replace("policies/", "before/"), text]),
  );
  before[name.replace("policies/", "before/")] = '{"Statement": [';
  const unknown = JSON.stringify({ Version: "2012-10-17", Statement: [] });
  const all = { ...before, ...files, "policies/more.json": unknown };
  const { code, said } = await run(["diff", "before", "policies", "--fail-on", "gained"], all);
  expect([code, said]).toEqual([0, expect.stringMatching(/note: before.*error[\s\S]*more\.json/)]);
});

describe("keyhole lint", () => {
  it.each([
    ["nothing", ""],
    ["no policy", '{"a": 1}'],
  ])("cannot be done on a text with %s", async (_, input) => {
    const { code, said } = await run(["lint", "-"], {}, input);
    expect([code, said]).toEqual([2, expect.stringContaining("There is no policy to lint.")]);
  });

  it("finds what is wrong with a policy on standard input that is cut off", async () => {
    const { code, printed } = await run(["lint", "-"], {}, '{"Version": "x", "Statement": [');
    expect([code, printed]).toEqual([1, expect.stringContaining("json-syntax")]);
  });
});
