import Ajv from "ajv-draft-04";
import { parse } from "parse5";
import { expect, it } from "vitest";
import { encodeFile, generate, presets } from "#keyhole";
import { memoryTerminal } from "#testing/memory-terminal";
import { sarifSchema } from "#testing/sarif/schema";
import { runCommand } from "../program.ts";
import { CouldNotBeDone } from "../terminal.ts";

const validate = new Ajv({
  strict: false,
  allErrors: true,
  validateFormats: false,
  unicodeRegExp: false,
}).compile(sarifSchema());

async function printedBy(args: readonly string[], files: Readonly<Record<string, string>>) {
  const { terminal, memory } = memoryTerminal(files, (message) => new CouldNotBeDone(message));
  await runCommand(args, terminal);
  return memory.printed;
}

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario;
if (!scenario) throw new Error("no preset");
const answers = encodeFile({ scenario, edits: {} });
const keyPolicy = generate(scenario).find(({ kind }) => kind === "key")?.text ?? "";
const { Statement } = JSON.parse(keyPolicy);
const open = { Sid: "Open", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
const openPolicy = JSON.stringify(
  { Version: "2012-10-17", Statement: [...Statement, open] },
  null,
  2,
);
const hostile = JSON.stringify({
  ...JSON.parse(openPolicy),
  Id: '<script>"&\u0001',
  Statement: [...Statement, { ...open, Sid: "a<b&\"'`|", Action: ["kms:<b>", "kms:`x`"] }],
});
const stops = encodeFile({
  scenario,
  edits: { "t1/identity": '{"Version":"2012-10-17","Statement":[]}' },
});

const works: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["answers alone", { "keyhole.json": answers }],
  ["an open key policy", { "keyhole.json": answers, "policies/key.json": openPolicy }],
  ["hostile names", { "keyhole.json": answers, "policies/a b#?.json": hostile }],
  ["an import that stops", { "keyhole.json": stops }],
  [
    "a text that is no JSON",
    { "keyhole.json": encodeFile({ scenario, edits: { "t1/k1/key": "{" } }) },
  ],
];

it.each(works)("prints SARIF that fits its schema: %s", async (_name, files) => {
  const log = JSON.parse(await printedBy(["check", "--format", "sarif"], files));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const { results, tool } = log.runs[0];
  const rules = new Set(tool.driver.rules.map(({ id }: { id: string }) => id));
  expect(results.every(({ ruleId }: { ruleId: string }) => rules.has(ruleId))).toBe(true);
});

it("points at the exact lines of a file, and names a finding the same when it moves", async () => {
  const findingsOf = async (text: string) => {
    const files = { "keyhole.json": answers, "policies/key.json": text };
    const log = JSON.parse(await printedBy(["check", "--format", "sarif"], files));
    return log.runs[0].results.filter(
      ({ ruleId }: { ruleId: string }) => ruleId === "public-principal",
    );
  };
  const [finding] = await findingsOf(openPolicy);
  const { artifactLocation, region } = finding.locations[0].physicalLocation;
  expect(artifactLocation.uri).toBe("policies/key.json");
  const lines = openPolicy.split("\n");
  const at = lines[region.startLine - 1]?.slice(region.startColumn - 1);
  expect(at).toMatch(/^("\*"|"Principal"|\{)/);
  const [moved] = await findingsOf(`\n\n${openPolicy}`);
  expect(moved.locations[0].physicalLocation.region.startLine).toBe(region.startLine + 2);
  expect(moved.partialFingerprints).toEqual(finding.partialFingerprints);
});

it("finds the lines of a policy inside another text", async () => {
  const text = `Please review:\n\n\`\`\`json\n${openPolicy}\n\`\`\`\n`;
  const printed = await printedBy(["lint", "review.txt", "--format", "sarif"], {
    "review.txt": text,
  });
  const log = JSON.parse(printed);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  const [open] = log.runs[0].results.filter(
    ({ ruleId }: { ruleId: string }) => ruleId === "public-principal",
  );
  const { startLine, startColumn } = open.locations[0].physicalLocation.region;
  expect(text.split("\n")[startLine - 1]?.slice(startColumn - 1)).toMatch(/^("\*"|"Principal"|\{)/);
});

it("names no lines where the file has the policy in another form", async () => {
  const output = JSON.stringify({ Policy: openPolicy, PolicyName: "default" }, null, 2);
  const printed = await printedBy(["lint", "key.json", "--format", "sarif"], {
    "key.json": output,
  });
  const log = JSON.parse(printed);
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  for (const { locations } of log.runs[0].results)
    expect(locations[0].physicalLocation).toEqual({ artifactLocation: { uri: "key.json" } });
});

it("lints a policy that is no JSON at the place of its error", async () => {
  const text = '{\n  "Version": "2012-10-17",\n  "Statement": [\n}';
  const printed = await printedBy(["lint", "p.json"], { "p.json": text });
  expect(printed).toMatch(/^ {2}p\.json:4:1: error json-syntax/m);
});

it.each(works)("prints JUnit XML: %s", async (_name, files) => {
  const xml = await printedBy(["check", "--format", "junit"], files);
  const [, tests, failures] =
    /<testsuites name="Keyhole" tests="(\d+)" failures="(\d+)">/.exec(xml) ?? [];
  expect(xml.match(/<testcase /g)).toHaveLength(Number(tests));
  expect(xml.match(/<failure /g) ?? []).toHaveLength(Number(failures));
  // Every tag is one of the format's: nothing of a policy became markup.
  const tags = new Set([...xml.matchAll(/<\/?([A-Za-z]+)/g)].map(([, tag]) => tag ?? ""));
  expect([...tags].filter((tag) => !/^(testsuites?|testcase|failure|skipped)$/.test(tag))).toEqual(
    [],
  );
});

it.each(works)(
  "prints Markdown with the map, in which a policy is text: %s",
  async (_name, files) => {
    const { marked } = await import("marked");
    const markdown = await printedBy(["check", "--format", "markdown"], files);
    expect(markdown).toContain("```mermaid\n");
    const html = marked.parse(markdown, { async: false });
    expect(
      JSON.stringify(parse(html), (key, value) => (key === "parentNode" ? undefined : value)),
    ).not.toMatch(/"tagName":"(script|b|img|iframe)"/);
  },
);
