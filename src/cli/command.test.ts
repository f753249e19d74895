import { describe, expect, it } from "vitest";
import { encodeFile, encodeState, generate, presets, type Scenario } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { verdictOfPreset } from "#testing/preset-verdicts";
import { runCommand } from "./program.ts";
import { CouldNotBeDone } from "./terminal.ts";

async function run(
  args: readonly string[],
  files: Readonly<Record<string, string>> = {},
  input = "",
) {
  const { terminal, memory } = memoryTerminal(
    files,
    (message) => new CouldNotBeDone(message),
    input,
  );
  const code = await runCommand(args, terminal);
  return { code, printed: memory.printed, said: memory.said, files: memory.files };
}

function scenarioOf(id: string): Scenario {
  const preset = presets.find((one) => one.id === id);
  if (!preset) throw new Error(id);
  return preset.scenario;
}
const crossAccount = scenarioOf("cross-account");
const answers = encodeFile({ scenario: crossAccount, edits: {} });
const documents = generate(crossAccount);
const keyPolicy = documents.find(({ kind }) => kind === "key")?.text ?? "";
const identity = documents.find(({ id }) => id === "t1/identity")?.text ?? "";

/** The key policy with a statement more, with the account's number so that it belongs to the one key. */
function withStatement(statement: object): string {
  const policy = JSON.parse(keyPolicy);
  return JSON.stringify({ ...policy, Statement: [...policy.Statement, statement] }, null, 2);
}
const grantsForEveryone = withStatement({
  Sid: "Open",
  Effect: "Allow",
  Principal: "*",
  Action: "kms:CreateGrant",
  Resource: "*",
});

describe("keyhole check", () => {
  it.each(presets.map(({ id }) => id))("prints the page's verdict on the preset %s", async (id) => {
    const { status, steps, claims } = JSON.parse(JSON.stringify(verdictOfPreset(id)));
    const { code, printed } = await run(["check", "--preset", id, "--format", "json"]);
    const checked = JSON.parse(printed);
    expect(checked).toMatchObject({ status, steps, claims });
    expect(code).toBe(checked.fallsShort.length === 0 ? 0 : 1);
  });

  it("says the status in words, and that example values are none of the user's", async () => {
    const { printed } = await run(["check", "--preset", "cross-account"]);
    const { status } = verdictOfPreset("cross-account");
    // What a role can do that the import does not need, with a request.
    expect(printed).toMatch(
      /Beyond the import:\n.*least privilege\n.*One request: kms:CreateGrant/,
    );
    expect(
      printed.startsWith(`${status.sentence}\nExample: the answers hold example values.`),
    ).toBe(true);
  });

  it("decides the policies in files, and names a stranger's request that gets through", async () => {
    const { code, printed } = await run(["check", "work"], {
      "work/keyhole.json": answers,
      "work/key-policy.json": grantsForEveryone,
    });
    expect(code).toBe(1);
    expect(printed).toMatch(/refuted\s+Nobody outside 222222222222 can use key/);
    expect(printed).toMatch(/principal: arn:aws:iam::\d{12}:.*\n\s+action: kms:CreateGrant/);
    expect(printed).toMatch(/work\/key-policy\.json:\d+:\d+: security/);
    expect(printed).toContain("Falls short:");
    // What the files do not have is said to be taken as generated.
    expect(printed).toMatch(/Not in the files.*\n.*Identity policy of CadoResponseRole/);
  });

  it("joins a service control policy whose output names its account, and says so of one that does not", async () => {
    const content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Sid: "NoKeys", Effect: "Deny", Action: "kms:*", Resource: "*" }],
    });
    const layer = { id: "layer/1", kind: "service-control", title: "SCP NoKeys", text: content };
    const withOwner = { ...JSON.parse(answers), layers: [{ ...layer, owner: "222222222222" }] };
    const joined = await run(["check"], { "keyhole.json": JSON.stringify(withOwner) });
    expect(joined.code).toBe(1);
    expect(joined.printed).toMatch(/The import stops/);
    const bare = await run(["check"], { "keyhole.json": answers, "scp.json": content });
    expect(bare.printed).toMatch(/note: scp\.json: “.*” is not used/);
    const { printed } = await run(["link"], { "keyhole.json": JSON.stringify(withOwner) });
    const opened = await run(["check", printed.trim()]);
    expect(opened.printed).toMatch(/The import stops/);
  });

  it("stops at a missing ebs:GetSnapshotBlock if the role's policies are complete, else does not judge it", async () => {
    const written = generate({ ...crossAccount, ec2Permissions: { kind: "written" } });
    const policy = JSON.parse(written.find(({ id }) => id === "t1/identity")?.text ?? "");
    for (const statement of policy.Statement)
      statement.Action = [statement.Action]
        .flat()
        .filter((action: string) => action !== "ebs:GetSnapshotBlock");
    const checked = async (ec2Permissions?: Scenario["ec2Permissions"]) => {
      const scenario = { ...crossAccount, ...(ec2Permissions ? { ec2Permissions } : {}) };
      const file = encodeFile({ scenario, edits: { "t1/identity": JSON.stringify(policy) } });
      return run(["check"], { "keyhole.json": file });
    };
    const complete = await checked({ kind: "complete", of: ["t1"] });
    expect(complete.code).toBe(1);
    expect(complete.printed).toMatch(/The import stops: Read the snapshot’s blocks/);
    expect(complete.printed).toMatch(/stops.*\n.*ebs:GetSnapshotBlock/);
    const elsewhere = await checked();
    expect(elsewhere.printed).toMatch(/^The import works/);
    expect(elsewhere.printed).toMatch(/not judged .*ebs:GetSnapshotBlock/);
  });

  it("takes a link, a Keyhole file and standard input", async () => {
    const fragment = await encodeState({ scenario: crossAccount, edits: {} });
    const byLink = await run(["check", `https://keyhole.example.com/#${fragment}`]);
    const byFile = await run(["check", "saved.keyhole.json"], { "saved.keyhole.json": answers });
    const byInput = await run(["check", "-"], {}, answers);
    const verdict = (printed: string) => printed.replace(/^Answers.*\n/m, "");
    expect(byLink.code).toBe(0);
    expect(verdict(byLink.printed)).toBe(verdict(byFile.printed));
    expect(verdict(byInput.printed)).toBe(verdict(byFile.printed));
  });

  it("counts all policies of a role in files as all that the role has", async () => {
    const { Statement } = JSON.parse(identity);
    const half = (some: unknown) => JSON.stringify({ Version: "2012-10-17", Statement: some });
    const details = (policies: readonly string[]) =>
      JSON.stringify({
        RoleDetailList: [
          {
            RoleName: "CadoResponseCrossAccountRole",
            Arn: "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole",
            RolePolicyList: policies.map((text, index) => ({
              PolicyName: `P${index}`,
              PolicyDocument: JSON.parse(text),
            })),
          },
        ],
      });
    const files = (policies: readonly string[]) => ({
      "keyhole.json": answers,
      "roles.json": details(policies),
    });
    const both = await run(
      ["check"],
      files([half(Statement.slice(0, 1)), half(Statement.slice(1))]),
    );
    expect(both.printed).toMatch(/Import: (\d+) of \1 steps pass/);
    const one = await run(["check"], files([half(Statement.slice(0, 1))]));
    expect(one.code).toBe(1);
    expect(one.printed).toMatch(/The import stops/);
  });

  it.each([
    ["the answers leave claims open", [], keyPolicy, 0],
    ["what an answer leaves open counts by --fail-on open", ["--fail-on", "open"], keyPolicy, 1],
    ["a refuted claim", ["--fail-on", "refuted"], grantsForEveryone, 1],
    ["a finding", ["--fail-on", "finding:security"], grantsForEveryone, 1],
    ["only what stops the import", ["--fail-on", "broken"], grantsForEveryone, 0],
    ["a text that is no JSON, whatever --fail-on says", ["--fail-on", "broken"], "{", 1],
  ])("falls short or not: %s", async (_name, args, text, expected) => {
    const edits = { "t1/k1/key": text };
    const file = encodeFile({ scenario: crossAccount, edits });
    const { code, printed } = await run(["check", "a.keyhole.json", ...args], {
      "a.keyhole.json": file,
    });
    expect(code).toBe(expected);
    expect(printed).toContain(expected === 0 ? "Clean." : "Falls short:");
  });

  it("accepts the findings of a baseline, and no others", async () => {
    const files = { "keyhole.json": answers, "key.json": grantsForEveryone };
    const before = await run(["check", "--format", "json"], files);
    const withBaseline = { ...files, "../baseline.json": before.printed };
    const args = "check . --baseline ../baseline.json --fail-on finding:suggestion".split(" ");
    const { "../baseline.json": baseline, ...rest } = withBaseline;
    const folder = Object.fromEntries(
      Object.entries(rest).map(([path, text]) => [`in/${path}`, text]),
    );
    const checked = (inside: object) =>
      run(
        args.map((arg) => (arg === "." ? "in" : arg)),
        { ...folder, ...inside, "../baseline.json": baseline },
      );
    expect((await checked({})).printed).not.toContain("of severity suggestion");
    const another = JSON.parse(grantsForEveryone);
    another.Statement.push({
      Sid: "More",
      Effect: "Allow",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
    });
    expect((await checked({ "in/key.json": JSON.stringify(another, null, 2) })).printed).toContain(
      "of severity suggestion",
    );
  });

  it("reads no policy from what it printed itself, where that is kept beside the policies", async () => {
    const files = { "in/keyhole.json": answers, "in/key.json": keyPolicy };
    const args = ["check", "in", "--format", "json"];
    const before = await run(args, files);
    const kept = { ...files, "in/baseline.json": before.printed };
    const again = await run([...args, "--baseline", "in/baseline.json"], kept);
    expect([again.code, again.said]).toEqual([before.code, before.said]);
    expect(JSON.parse(again.printed).claims).toEqual(JSON.parse(before.printed).claims);
  });

  it("fails where a rule of --must-never is refuted, and refuses a file without rules", async () => {
    const rule = {
      id: "r1",
      who: "others",
      principals: ["import-roles"],
      actions: ["kms:Decrypt"],
    };
    const check = (rules: unknown) =>
      run(["check", "a.json", "--must-never", "rules.json"], {
        "a.json": answers,
        "rules.json": JSON.stringify(rules),
      });
    const { code, printed } = await check([{ ...rule, onlyWhen: [] }]);
    expect(code).toBe(1);
    expect(printed).toContain("Falls short: 1 claim is refuted.");
    for (const foreign of [[], {}, [1], [{ ...rule, actions: ["s3:*"] }], "x"])
      expect(await check(foreign)).toMatchObject({ code: 2, printed: "" });
  });

  it.each([
    ["no answers", ["check", "key.json"], { "key.json": keyPolicy }, /No answers/],
    [
      "two answers",
      ["check", ".", "--preset", "cross-account"],
      { "keyhole.json": answers },
      /Two files/,
    ],
    ["no such file", ["check", "missing.json"], {}, /There is no file missing\.json/],
    ["no such preset", ["check", "--preset", "nothing"], {}, /There is no preset “nothing”/],
    ["a damaged file", ["check", "a.json"], { "a.json": '{"keyhole":1,' }, /not JSON/],
    ["a damaged link", ["check", "#1.cross-account.!"], {}, /link/],
    ["an unknown word of --fail-on", ["check", "--fail-on", "all"], {}, /does not know “all”/],
    ["an unknown option", ["check", "--nothing"], {}, /unknown option/],
    ["an unknown format", ["check", "--format", "pdf"], {}, /Allowed choices/],
    [
      "a baseline that is none",
      ["check", "--baseline", "b.json"],
      { "b.json": "[]" },
      /no baseline/,
    ],
  ])("exits with 2 and says what is wrong: %s", async (_name, args, files, message) => {
    const { code, said, printed } = await run(args, files);
    expect({ code, printed }).toEqual({ code: 2, printed: "" });
    expect(said).toMatch(message);
  });

  it("prints nothing that steers a terminal, whatever a policy says", async () => {
    const hostile = withStatement({
      Sid: "\u001b[2J\u009b8m\u202e",
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::333333333333:role/\u001b[31m" },
      Action: "kms:\u0007Decrypt",
      Resource: "\u001b]0;title\u0007",
    });
    const { printed } = await run(["check", "."], { "keyhole.json": answers, "key.json": hostile });
    expect(printed).not.toMatch(/(?![\t\n])\p{Cc}|\u202e/u);
  });
});

describe("keyhole diff", () => {
  it("fails on a key policy that opens CreateGrant to everyone, with the stranger's request", async () => {
    const files = {
      "before/keyhole.json": answers,
      "before/key.json": keyPolicy,
      "after/keyhole.json": answers,
      "after/key.json": grantsForEveryone,
    };
    const { code, printed } = await run(["diff", "before", "after", "--fail-on", "gained"], files);
    expect(code).toBe(1);
    expect(printed).toMatch(/Newly allowed:/);
    expect(printed).toMatch(
      /Nobody outside .* proved → refuted\n\s+principal: arn:aws:iam::(?!111111111111|222222222222)\d{12}:.*\n\s+action: kms:CreateGrant/,
    );
    const back = await run(["diff", "after", "before", "--fail-on", "gained"], files);
    expect(back.code).toBe(0);
    expect(back.printed).toContain("No longer allowed:");
    const same = await run(["diff", "before", "before", "--fail-on", "gained"], files);
    expect(same).toMatchObject({ code: 0 });
    expect(same.printed).toContain("No policy differs.");
  });

  it("counts what cannot be compared as a gain", async () => {
    const { code } = await run(["diff", "a.json", "b.json", "--fail-on", "gained"], {
      "a.json": answers,
      "b.json": encodeFile({ scenario: crossAccount, edits: { "t1/k1/key": "{" } }),
    });
    expect(code).toBe(1);
  });
});

describe("keyhole explain", () => {
  const denial =
    "User: arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/x is not authorized to perform: kms:CreateGrant on resource: arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab with an explicit deny in a service control policy";

  it("puts AWS's word above what the documents say", async () => {
    const args = ["explain", "denial.txt", "keyhole.json"];
    const { code, printed } = await run(args, { "denial.txt": denial, "keyhole.json": answers });
    expect(code).toBe(0);
    expect(printed).toMatch(/action: kms:CreateGrant/);
    expect(printed).toMatch(/service control policy/i);
    expect(printed).not.toMatch(/allowed\b.*kms:CreateGrant/i);
    const json = await run([...args, "--format", "json"], {
      "denial.txt": denial,
      "keyhole.json": answers,
    });
    expect(JSON.parse(json.printed)).toMatchObject({ kind: "denials" });
  });

  it("says what it does not understand", async () => {
    const files = { "denial.txt": "hello", "keyhole.json": answers };
    expect(await run(["explain", "denial.txt", "keyhole.json"], files)).toMatchObject({
      ...{ code: 2, printed: "" },
    });
  });
});

describe("keyhole generate, export and link", () => {
  it("writes answers that check reads again", async () => {
    const { code, files } = await run([
      "generate",
      "--preset",
      "same-account",
      "--save",
      "keyhole.json",
    ]);
    expect(code).toBe(0);
    const checked = await run(["check"], { "keyhole.json": files.get("keyhole.json") ?? "" });
    expect(checked.printed).toContain("The import works");
  });

  it("writes the files of the page's exports", async () => {
    const { code, files } = await run([
      ...["export", "--preset", "cross-account", "--format", "terraform", "--output", "tf"],
    ]);
    expect(code).toBe(0);
    expect([...files.keys()].every((path) => path.startsWith("tf/"))).toBe(true);
    expect([...files.keys()].some((path) => path.endsWith(".tf"))).toBe(true);
  });

  it("writes a report with what the page's report has of the verdict", async () => {
    const user = { id: "u1", kind: "auto-scaling", account: "", role: "" } as const;
    const scenario = { ...scenarioOf("same-account"), otherUsers: [user] };
    const files = { "keyhole.json": encodeFile({ scenario, edits: {} }) };
    const { printed } = await run(["export", "--format", "report-md"], files);
    expect(printed).toContain("## Other users of the keys");
    expect(printed).toContain("## Beyond the import");
  });

  it("prints a link that has the edited policies in it", async () => {
    const files = { "keyhole.json": answers, "key.json": grantsForEveryone };
    const { printed } = await run(["link", "--at", "https://keyhole.example.com/"], files);
    expect(printed).toMatch(/^https:\/\/keyhole\.example\.com\/#1\.cross-account\.\S+\n$/);
    const opened = await run(["check", printed.trim(), "--format", "json"]);
    const direct = await run(["check", "--format", "json"], files);
    expect(JSON.parse(opened.printed).claims).toEqual(JSON.parse(direct.printed).claims);
  });

  it("needs an address to open, from --at or keyhole.json", async () => {
    expect(await run(["open"], { "keyhole.json": answers })).toMatchObject({ code: 2 });
    const at = "https://keyhole.example.com/app/";
    const withAddress = JSON.stringify({ ...JSON.parse(answers), at });
    const { printed } = await run(["open"], { "keyhole.json": withAddress });
    expect(printed.startsWith(`${at}#1.cross-account`)).toBe(true);
  });
});

describe("keyhole help", () => {
  it("says each command's use, options and an example, and the exit codes", async () => {
    const { code, printed } = await run(["--help"]);
    expect(code).toBe(0);
    expect(printed).toContain("Exit codes: 0 clean, 1 falls short, 2 could not be done.");
    const commands = [...printed.matchAll(/^ {2}([a-z]+) [[<]/gm)].flatMap(
      ([, name]) => name ?? [],
    );
    expect(commands).toEqual(
      expect.arrayContaining(["check", "lint", "diff", "generate", "export", "link", "open"]),
    );
    for (const name of commands.filter((one) => one !== "help"))
      expect((await run([name, "--help"])).printed).toContain("Example:");
  });
});
