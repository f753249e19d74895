import Ajv from "ajv-draft-04";
import { parse } from "parse5";
import { expect, it } from "vitest";
import { stringify } from "yaml";
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

const template = {
  Resources: {
    Key: {
      Type: "AWS::KMS::Key",
      Properties: {
        KeyPolicy: {
          Version: "2012-10-17",
          Statement: [
            ...Statement,
            { ...open, Sid: "Other", Principal: { AWS: { "Fn::Sub": "${AWS::AccountId}" } } },
            open,
          ],
        },
      },
    },
  },
};
const keyResource = (name: string) => ({
  address: `aws_kms_key.${name}`,
  mode: "managed",
  type: "aws_kms_key",
  name,
  values: { policy: openPolicy },
});
const plan = (...names: readonly string[]) => ({
  format_version: "1.2",
  planned_values: { root_module: { resources: names.map(keyResource) } },
});
const planText = `Terraform will perform the following actions:

  # aws_kms_key.k will be created
  + resource "aws_kms_key" "k" {
      + policy = jsonencode(
            {
              + Statement = [
                  + {
                      + Action    = "kms:*"
                      + Effect    = "Allow"
                      + Principal = {
                          + AWS = "arn:aws:iam::222222222222:root"
                        }
                      + Resource  = "*"
                      + Sid       = "Owner"
                    },
                  + {
                      + Action    = "kms:*"
                      + Effect    = "Allow"
                      + Principal = "*"
                      + Resource  = "*"
                      + Sid       = "Open"
                    },
                ]
              + Version   = "2012-10-17"
            }
        )
    }
`;
/** Its actions stand elsewhere. */
const filledIn = {
  Parameters: {
    Actions: {
      Type: "CommaDelimitedList",
      Default:
        "kms:Decrypt,kms:Encrypt,kms:DescribeKey,kms:CreateGrant,kms:ListGrants,kms:RevokeGrant",
    },
  },
  Resources: {
    Key: {
      Type: "AWS::KMS::Key",
      Properties: {
        KeyPolicy: {
          Version: "2012-10-17",
          Statement: [
            { ...open, Sid: "Owner", Principal: { AWS: "222222222222" } },
            { ...open, Action: { Ref: "Actions" } },
          ],
        },
      },
    },
  },
};

const openFindings = async (name: string, text: string) => {
  const log = JSON.parse(await printedBy(["lint", name, "--format", "sarif"], { [name]: text }));
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0].results
    .filter(({ ruleId }: { ruleId: string }) => ruleId === "public-principal")
    .map(({ locations }: { locations: [{ physicalLocation: { region: unknown } }] }) => {
      const region = locations[0].physicalLocation.region as Record<string, number> | undefined;
      const { startLine = 0, startColumn = 0 } = region ?? {};
      const before = text.split("\n").slice(0, startLine - 1);
      return before.join("\n").length + (startLine > 1 ? 1 : 0) + startColumn - 1;
    });
};

it.each([
  [
    "in a text of JSON",
    "key.json",
    JSON.stringify({ Policy: openPolicy, PolicyName: "default" }, null, 2),
  ],
  [
    "in a text of a text of JSON, on one line",
    "event.json",
    JSON.stringify({ message: JSON.stringify({ Policy: openPolicy, PolicyName: "default" }) }),
  ],
  ["in a template, laid out otherwise", "template.json", JSON.stringify(template, null, 4)],
  ["in a template in YAML", "template.yaml", stringify(template)],
  ["in a plan", "plan.json", JSON.stringify(plan("a"), null, 2)],
  ["in a plan as text", "plan.txt", planText],
  ["filled in from elsewhere", "template.json", JSON.stringify(filledIn, null, 2)],
])("names the statement's place where a policy is %s", async (_where, name, text) => {
  const found = await openFindings(name, text);
  expect(found).toHaveLength(1);
  // A plan as text has the Sid last.
  const isLast = text === planText;
  const sids = [...text.matchAll(/\bSid\W+(\w+)/g)].map(({ 1: sid, index }) => ({ sid, index }));
  const own = isLast
    ? sids.find(({ index }) => index >= found[0])
    : sids.findLast(({ index }) => index <= found[0]);
  expect(own?.sid).toBe("Open");
});

it("names different places of equal policies in one file", async () => {
  const found = await openFindings("plan.json", JSON.stringify(plan("a", "b")));
  expect(new Set(found).size).toBe(2);
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
