import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isDeeperThan, maximumDocumentDepth, parseDocument } from "#policy";
import { accountDetailsOf } from "#testing/fake-account-details";
import { importText } from "./import-text.ts";
import type { Imported } from "./imported.ts";

const policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:*","Resource":"*"}]}';
const many = (length: number, text: (index: number) => string) =>
  Array.from({ length }, (_, index) => text(index)).join("");

/** What every answer keeps, whatever was imported. */
function keepsItsPromises(imported: Imported): void {
  expect(imported.recognised).not.toBe("");
  const { policies, problems, fragment } = imported;
  if (policies.length === 0 && fragment === undefined)
    expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  expect(new Set(policies.map(({ id }) => id)).size).toBe(policies.length);
  for (const { text, unresolved } of policies) {
    const read = parseDocument(text);
    expect(read.ok).toBe(true);
    for (const { path, placeholder } of unresolved) {
      const at = path.reduce<unknown>(
        (value, name) => (value as Record<string | number, unknown>)[name],
        read.ok && read.policy,
      );
      expect(at).toContain(placeholder);
    }
  }
}

describe("a hostile text is answered with a message", () => {
  const cases: [name: string, text: () => string, message: RegExp][] = [
    ["6 MiB", () => " ".repeat(6 * 1_048_576), /6\.0 MiB.*5 MiB/],
    ["deep JSON", () => "[".repeat(5_000_000), /deeper than 64/],
    ["deep objects", () => `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`, /deeper than 64/],
    ["deep flow YAML", () => `a: ${"[".repeat(1_000_000)}`, /deeper than 64/],
    ["deep block YAML", () => `${"- ".repeat(50_000)}a`, /deeper than 64|cannot be read|Line 1/],
    ["a text of opening braces", () => "{Effect=".repeat(100_000), /mentions a policy|deeper/],
    [
      "quotes that do not end",
      () => `Statement= ${"{'".repeat(40_000)}"`,
      /mentions a policy|deeper/,
    ],
    [
      "lists that do not end",
      () => `Statement= ${"[1,[2],".repeat(30_000)}`,
      /mentions a policy|deeper/,
    ],
    [
      "heredocs that do not end",
      () => `Effect= ${"{a=<<E\n".repeat(50_000)}`,
      /mentions a policy|deeper/,
    ],
    [
      "URL-encoded runs that are nothing",
      () => `Effect= ${"%7B%22Statement%22 ".repeat(50_000)}`,
      /mentions a policy/,
    ],
    [
      "an alias bomb",
      () =>
        `a0: &a0 [x,x,x,x,x,x,x,x,x]\n${many(30, (n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`)}`,
      /aliases/,
    ],
    ["an alias of itself", () => "Statement: &a [*a]\n", /aliases|deeper/],
    ["an alias of nothing", () => "Statement: *a\n", /anchor|alias/i],
    [
      "an anchor that is defined twice",
      () => "a: &a 1\nb: &a 2\nStatement: *a\n",
      /is defined twice/,
    ],
    ["a megabyte of mistakes", () => "}".repeat(1_000_000), /Import a policy/],
    ["a megabyte of empty items", () => "?\n".repeat(500_000), /more values/],
    ["quotes", () => `a: ${'"'.repeat(50_000)}`, /Import a policy/],
    ["many JSON documents", () => "{}".repeat(100_000), /more than 500/],
    ["many YAML documents", () => "--- a\n".repeat(2_000), /too many/],
    ["blank lines", () => `${"\n".repeat(1_000_000)}x`, /Import a policy/],
    ["5 MiB of blank lines", () => `${"\n".repeat(5 * 1_048_576 - 1)}x`, /Import a policy/],
    ["spaces before a word", () => `x${" ".repeat(1_000_000)}y`, /Import a policy/],
    ["code fences", () => "```\n".repeat(100_000), /Import a policy/],
    ["a lone surrogate", () => "\ud800", /Import a policy/],
    [
      "JSON of prototype names",
      () => '{"__proto__":{"Statement":[]},"constructor":1}',
      /mentions a policy/,
    ],
  ];
  it.each(cases)("%s", (_name, text, message) => {
    const imported = importText(text());
    keepsItsPromises(imported);
    expect(imported.policies).toEqual([]);
    expect(imported.problems.map((problem) => problem.message).join("\n")).toMatch(message);
  });

  it("a parameter that would fill the memory stays a placeholder", () => {
    const template = {
      Parameters: { Long: { Type: "String", Default: "x".repeat(500_000) } },
      Resources: {
        Role: {
          Type: "AWS::IAM::Role",
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [
                {
                  Effect: "Allow",
                  Action: "sts:AssumeRole",
                  Resource: { "Fn::Sub": "${Long}".repeat(50_000) },
                },
              ],
            },
          },
        },
      },
    };
    keepsItsPromises(importText(JSON.stringify(template)));
  });

  it("conditions that name one another in a ring are left to the deployment", () => {
    const template = {
      Conditions: {
        A: { "Fn::Not": [{ Condition: "B" }] },
        B: { "Fn::Or": [{ Condition: "A" }, { Condition: "A" }] },
      },
      Resources: {
        Key: {
          Type: "AWS::KMS::Key",
          Properties: { KeyPolicy: { "Fn::If": ["A", JSON.parse(policy), {}] } },
        },
      },
    };
    const imported = importText(JSON.stringify(template));
    expect(imported.policies).toHaveLength(1);
    expect(imported.problems[0]).toMatchObject({ severity: "warning", place: "A" });
  });

  it("members called __proto__ stay members, and change nothing else", () => {
    const text = `Statement:\n- __proto__: {polluted: yes}\n  Effect: Allow\n  Action: kms:*\n  Resource: "*"\n__proto__: {polluted: yes}\n`;
    const imported = importText(text);
    keepsItsPromises(imported);
    expect(imported.policies[0]?.text).toContain('"__proto__"');
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });

  it("more policies than are read are counted and named", () => {
    const role = { RoleName: "R", AssumeRolePolicyDocument: JSON.parse(policy) };
    const imported = importText(JSON.stringify({ Roles: Array(6_000).fill(role) }));
    expect(imported.policies).toHaveLength(5_000);
    expect(imported.problems[0]).toMatchObject({ severity: "error" });
    expect(new Set(imported.policies.map(({ id }) => id)).size).toBe(5_000);
  });
});

const fixture = (name: string) =>
  readFileSync(new URL(`../../e2e/imported/${name}`, import.meta.url), "utf8");
const fixtures = [
  ...["vendor-policy.yaml", "get-key-policy.json", "stack-set.yaml", "terraform-plan.json"].map(
    fixture,
  ),
  accountDetailsOf(2),
  policy,
];

describe("every imported text gets an answer and none throws", () => {
  it("of any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => keepsItsPromises(importText(text))),
    );
  });

  it("of any JSON", () => {
    const names = fc.constantFrom(
      ...[
        "Statement",
        "Effect",
        "Action",
        "Policy",
        "Role",
        "Roles",
        "Resources",
        "Type",
        "Properties",
      ],
      ...[
        "PolicyDocument",
        "TemplateBody",
        "planned_values",
        "format_version",
        "Ref",
        "Fn::Sub",
        "Fn::If",
      ],
      ...["RoleDetailList", "Policies", "__proto__", "constructor", "toString"],
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 6 },
        fc.constantFrom("Allow", "kms:*", "AWS::IAM::Role", "${A}", "", 1, null, true),
        fc.array(tie("value"), { maxLength: 3 }),
        fc
          .array(fc.tuple(names, tie("value")), { maxLength: 4 })
          .map((members) => Object.fromEntries(members)),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => keepsItsPromises(importText(JSON.stringify(json)))),
      { numRuns: 500 },
    );
  });

  it("of a fixture with a piece cut out, doubled or replaced", () => {
    const mutated = fc
      .tuple(
        fc.constantFrom(...fixtures),
        fc.nat(),
        fc.nat(200),
        fc.string({ maxLength: 5 }),
        fc.boolean(),
      )
      .map(([text, place, length, patch, doubles]) => {
        const at = place % text.length;
        const cut = text.slice(at, at + length);
        return text.slice(0, at) + patch + (doubles ? cut + cut : "") + text.slice(at + length);
      });
    fc.assert(
      fc.property(mutated, (text) => keepsItsPromises(importText(text))),
      { numRuns: 300 },
    );
  });

  it("and no policy nests deeper than the editors read", () => {
    const deep = `${"[".repeat(60)}"x"${"]".repeat(60)}`;
    const nested = policy.replace('"*"', deep);
    for (const { text } of importText(nested).policies)
      expect(isDeeperThan(text, maximumDocumentDepth)).toBe(false);
  });
});
