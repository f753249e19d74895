import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lint } from "#engine";
import { type DocumentKind, parseDocument } from "#policy";
import { presets } from "#scenario";
import { statementTemplates } from "./statement-templates.ts";
import { suggest } from "./suggest.ts";
import type { Surroundings } from "./suggestion.ts";

const [{ scenario: vendor }] = presets;
const scenario = {
  ...vendor,
  targets: vendor.targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => ({ ...key, administrators: ["KeyAdmin"] })),
  })),
  guards: { ...vendor.guards, externalId: "Zürich 1", organizationId: "o-a1b2c3d4e5" },
};
const keyArn = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const platformRole = "arn:aws:iam::111111111111:role/CadoResponseRole";
const targetRole = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

const around = (kind: DocumentKind): Surroundings => ({
  kind,
  account: "222222222222",
  ...(kind === "key" ? { region: "us-east-1" } : {}),
  scenario,
});

/** The suggestions at the `|` of a text, and the text after one of them is accepted. */
function at(marked: string, kind: DocumentKind = "identity") {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { start, end, items } = suggest(text, offset, around(kind));
  const labels = items.map(({ label }) => label);
  const accept = (label: string) => {
    const item = items.find((each) => each.label === label);
    if (!item) throw new Error(`${label} is not among ${labels.slice(0, 20)}`);
    const written = item.insert.replaceAll(/(?<!\\)\$\d/g, "").replaceAll(/\\([\\$}])/g, "$1");
    return text.slice(0, start) + written + text.slice(end);
  };
  return { labels, items, accept };
}

const one = (statement: string) => `{"Version":"2012-10-17","Statement":[{${statement}}]}`;

describe("suggestions", () => {
  test.each<[marked: string, kind: DocumentKind, offered: string[], not: string[]]>([
    ["{|}", "identity", ["Version", "Statement", "Id"], ["Effect"]],
    ['{"Version": "2012-10-17", |}', "identity", ["Statement"], ["Version"]],
    [one("|"), "identity", ["Sid", "Effect", "Action", "Resource", "Condition"], ["Principal"]],
    [one("|"), "key", ["Principal", "Resource"], []],
    [one("|"), "trust", ["Principal", "Action"], ["Resource"]],
    [one('"NotAction": "kms:*", |'), "identity", ["Resource"], ["Action", "NotAction"]],
    ['{"Statement": {"Effect": "|"}}', "identity", ["Allow", "Deny"], []],
    [one('"Action": "|"'), "identity", ["kms:Decrypt", "ec2:CreateVolume", "s3:"], []],
    [one('"Action": "kms:D|"'), "identity", ["kms:Decrypt", "kms:*"], ["ec2:CreateVolume"]],
    [one('"Action": "s3:|"'), "identity", ["s3:GetObject"], ["kms:Decrypt"]],
    [one('"Action": "|"'), "key", ["kms:Decrypt"], ["ec2:CreateVolume", "sts:AssumeRole"]],
    [one('"Action": "|"'), "trust", ["sts:AssumeRole"], ["kms:Decrypt"]],
    [one('"Action": ["kms:Decrypt", "|"]'), "identity", ["kms:Encrypt"], ["kms:Decrypt"]],
    [one('"Principal": {|}'), "key", ["AWS", "Service"], []],
    [one('"Principal": |'), "key", ["AWS", "*"], []],
    [
      one('"Principal": {"AWS": ["|"]}'),
      "key",
      [platformRole, targetRole, "arn:aws:iam::222222222222:root", "*"],
      [],
    ],
    [one('"Action": "kms:Decrypt", "Resource": "|"'), "identity", [keyArn, "*"], [targetRole]],
    [one('"Action": "sts:AssumeRole", "Resource": "|"'), "identity", [targetRole], [keyArn]],
    [
      one('"Action": "kms:CreateAlias", "Resource": "|"'),
      "identity",
      ["arn:aws:kms:eu-west-1:111111111111:alias/CadoResponse-KMS-Alias*", keyArn],
      [],
    ],
    [
      one('"Action": "ec2:CreateSnapshot", "Resource": "|"'),
      "identity",
      ["arn:aws:ec2:us-east-1:222222222222:volume/*"],
      [keyArn],
    ],
    [one('"Action": "kms:Decrypt", "Resource": "|"'), "key", ["*"], [keyArn]],
    [one('"Condition": {"|"}'), "key", ["StringEquals", "Bool", "ForAnyValue:StringLike"], []],
  ])("at %s of a document of the kind %s", (marked, kind, offered, not) => {
    const { labels } = at(marked, kind);
    expect(labels).toEqual(expect.arrayContaining(offered));
    for (const label of not) expect(labels).not.toContain(label);
  });

  test.each<
    [action: string, operator: string, kind: DocumentKind, offered: string[], not: string[]]
  >([
    [
      "kms:Decrypt",
      "StringEquals",
      "identity",
      ["kms:ViaService", "kms:EncryptionContext:aws:ebs:id", "aws:PrincipalOrgID"],
      ["kms:GranteePrincipal", "kms:GrantIsForAWSResource", "ec2:Region", "kms:ResourceAliases"],
    ],
    ["kms:CreateGrant", "Bool", "key", ["kms:GrantIsForAWSResource"], ["kms:ViaService"]],
    [
      "kms:CreateGrant",
      "ForAllValues:StringEquals",
      "key",
      ["kms:GrantOperations"],
      ["kms:ResourceAliases"],
    ],
    ["kms:DeleteAlias", "ForAnyValue:StringLike", "identity", ["kms:ResourceAliases"], []],
    ["ec2:CreateVolume", "StringEquals", "identity", ["ec2:Region"], ["kms:ViaService"]],
    ["kms:Decrypt", "IpAddress", "identity", ["aws:SourceIp"], ["aws:SourceVpce"]],
    ["kms:Decrypt", "ArnLike", "key", ["aws:PrincipalArn"], ["aws:PrincipalOrgID"]],
    ["sts:AssumeRole", "StringEquals", "trust", ["sts:ExternalId"], ["kms:ViaService"]],
    ["kms:Decrypt", "Null", "identity", ["kms:ResourceAliases", "kms:ViaService"], []],
  ])("condition keys for %s under %s", (action, operator, kind, offered, not) => {
    const marked = one(`"Action": "${action}", "Condition": {"${operator}": {"|"}}`);
    const { labels } = at(marked, kind);
    expect(labels).toEqual(expect.arrayContaining(offered));
    for (const label of not) expect(labels).not.toContain(label);
  });

  test.each<[action: string, pattern: string, what: string]>([
    [
      "kms:Decrypt",
      "arn:aws:kms:eu-west-1:111111111111:key/*",
      "any key of 111111111111 in eu-west-1",
    ],
    [
      "kms:CreateAlias",
      "arn:aws:kms:eu-west-1:111111111111:alias/*",
      "any alias of 111111111111 in eu-west-1",
    ],
    [
      "ec2:CreateVolume",
      "arn:aws:ec2:us-east-1:222222222222:volume/*",
      "any volume of 222222222222 in us-east-1",
    ],
    [
      "ec2:RunInstances",
      "arn:aws:ec2:us-east-1:222222222222:security-group/*",
      "any security group of 222222222222 in us-east-1",
    ],
    ["ebs:GetSnapshotBlock", "arn:aws:ec2:eu-west-1::snapshot/*", "any snapshot in eu-west-1"],
    ["iam:GetRole", "arn:aws:iam::222222222222:role/*", "any role of 222222222222"],
    ["sts:AssumeRole", "arn:aws:iam::111111111111:role/*", "any role of 111111111111"],
    ["sts:AssumeRoot", "arn:aws:iam::111111111111:root", "root of 111111111111"],
  ])("a resource for %s says what it is: %s", (action, pattern, what) => {
    const { items } = at(one(`"Action": "${action}", "Resource": "|"`));
    expect(items.find(({ label }) => label === pattern)?.detail).toBe(what);
  });

  test("a key that only some actions have names these actions, and comes after keys that all have", () => {
    const marked = one(
      '"Action": ["kms:Decrypt", "kms:CreateGrant"], "Condition": {"Bool": {"|"}}',
    );
    const { items, labels } = at(marked);
    expect(items.find(({ label }) => label === "kms:GrantIsForAWSResource")?.about).toContain(
      "Only in requests for `kms:CreateGrant`.",
    );
    expect(labels.indexOf("kms:GrantIsForAWSResource")).toBeGreaterThan(
      labels.indexOf("aws:SecureTransport"),
    );
  });

  test.each<[operator: string, key: string, offered: string[]]>([
    [
      "StringEquals",
      "kms:ViaService",
      ["ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"],
    ],
    ["Bool", "kms:GrantIsForAWSResource", ["true", "false"]],
    ["StringEquals", "kms:CallerAccount", ["111111111111", "222222222222"]],
    ["ArnLike", "aws:PrincipalArn", [platformRole, targetRole]],
    ["StringEquals", "aws:RequestedRegion", ["eu-west-1", "us-east-1"]],
    ["ForAnyValue:StringLike", "kms:ResourceAliases", ["alias/CadoResponse-KMS-Alias*"]],
    ["StringLike", "kms:EncryptionContext:aws:ebs:id", ["vol-*", "snap-*"]],
    [
      "ForAllValues:StringEquals",
      "kms:GrantOperations",
      ["Decrypt", "GenerateDataKeyWithoutPlaintext"],
    ],
    ["StringEquals", "kms:KeySpec", ["SYMMETRIC_DEFAULT"]],
    ["StringEquals", "sts:ExternalId", ["Zürich 1"]],
    ["StringEquals", "aws:PrincipalOrgID", ["o-a1b2c3d4e5"]],
    ["Null", "kms:ViaService", ["true", "false"]],
  ])("values of %s %s", (operator, key, offered) => {
    const marked = one(
      `"Action": "kms:CreateGrant", "Condition": {"${operator}": {"${key}": "|"}}`,
    );
    expect(at(marked).labels).toEqual(expect.arrayContaining(offered));
  });

  test.each([
    one('"Sid": "|"'),
    one('"Action": {"x": "|"}'),
    '["|"]',
    '{"Other": {"|"}}',
    one('"Condition": {"Bool": {"kms:ViaService": {"|"}}}'),
  ])("there are none at %s", (marked) => {
    expect(at(marked).labels).toEqual([]);
  });
});

describe("an accepted suggestion", () => {
  test.each<[marked: string, label: string, result: string]>([
    [
      '{"Statement":[{"Action":"kms:De|c"}]}',
      "kms:Decrypt",
      '{"Statement":[{"Action":"kms:Decrypt"}]}',
    ],
    ['{"Statement":[{"Action":|}]}', "kms:Decrypt", '{"Statement":[{"Action":"kms:Decrypt"}]}'],
    [
      '{"Statement":[{"Action":kms:De|}]}',
      "kms:Decrypt",
      '{"Statement":[{"Action":"kms:Decrypt"}]}',
    ],
    [
      '{"Statement":[{"Action":["kms:Encrypt"|]}]}',
      "kms:Decrypt",
      '{"Statement":[{"Action":["kms:Encrypt", "kms:Decrypt"]}]}',
    ],
    [
      '{"Statement":[{"Action":[| "kms:Encrypt"]}]}',
      "kms:Decrypt",
      '{"Statement":[{"Action":["kms:Decrypt", "kms:Encrypt"]}]}',
    ],
    ['{"Statement":[{"Eff|": "Allow"}]}', "Effect", '{"Statement":[{"Effect": "Allow"}]}'],
    ['{"Statement":[{"Sid": "A"|}]}', "Effect", '{"Statement":[{"Sid": "A", "Effect": ""}]}'],
    [
      '{"Statement":[{"Condition":{"StringEquals":{"kms:Via|"}}}]}',
      "kms:ViaService",
      '{"Statement":[{"Condition":{"StringEquals":{"kms:ViaService": ""}}}]}',
    ],
    [
      '{"Statement":[{"Condition":{"StringEquals":{"aws:|"}}}]}',
      "aws:PrincipalTag/…",
      '{"Statement":[{"Condition":{"StringEquals":{"aws:PrincipalTag/": ""}}}]}',
    ],
  ])("%s with %s", (marked, label, result) => {
    expect(at(marked).accept(label)).toBe(result);
  });

  test("a whole statement gets a Sid that is not used yet", () => {
    const text = at('{"Statement":[{"Sid":"DescribeKeys"}, |]}').accept("Describe a key");
    expect(JSON.parse(text).Statement[1]).toMatchObject({
      Sid: "DescribeKeys2",
      Action: "kms:DescribeKey",
      Resource: keyArn,
    });
  });
});

describe.each<DocumentKind>(["identity", "key", "trust"])("statements for the kind %s", (kind) => {
  test("exist, and the linter reports none of them", () => {
    const templates = statementTemplates(around(kind));
    expect(templates.length).toBeGreaterThan(0);
    for (const { label, statement } of templates) {
      // The linter expects these statements beside the others.
      const own = templates.filter(({ label: each }) =>
        ["Enable IAM policies", "Describe a key"].includes(each),
      );
      const statements = [...own.map((each) => each.statement), statement];
      const text = JSON.stringify({
        Version: "2012-10-17",
        Statement: statements.filter((each, index) => statements.indexOf(each) === index),
      });
      const found = lint(text, { kind, account: "222222222222" });
      expect(
        found.filter(({ severity }) => severity !== "suggestion"),
        label,
      ).toEqual([]);
    }
  });
});

test("suggesting never throws, for any text and place", () => {
  const whole = one('"Action": ["kms:Decrypt"], "Condition": {"Bool": {"kms:ViaService": "x"}}');
  const broken = fc
    .tuple(fc.nat(whole.length), fc.nat(whole.length), fc.string({ maxLength: 3 }))
    .map(([from, length, piece]) => whole.slice(0, from) + piece + whole.slice(from + length));
  fc.assert(
    fc.property(fc.oneof(broken, fc.string(), fc.json()), fc.nat(), (text, place) => {
      const offset = place % (text.length + 1);
      const { start, end } = suggest(text, offset, around("identity"));
      expect(start).toBeLessThanOrEqual(offset);
      expect(end).toBeGreaterThanOrEqual(offset);
      expect(text.slice(start, end)).not.toContain("\n");
      expect(end).toBeLessThanOrEqual(text.length);
    }),
  );
});

test("a text with too many levels gets no suggestions", () => {
  expect(suggest("[".repeat(200_000), 100, around("identity")).items).toEqual([]);
});

test("accepting a suggestion keeps a valid document valid", () => {
  const text = one('"Sid": "A", "Effect": "Allow", "Action": ["kms:Decrypt", "kms:Encrypt"]');
  for (let offset = 0; offset <= text.length; offset += 1) {
    const marked = `${text.slice(0, offset)}|${text.slice(offset)}`;
    const { labels, accept } = at(marked);
    for (const label of labels.slice(0, 5))
      expect(parseDocument(accept(label)).ok, `${label} in ${marked}`).toBe(true);
  }
});
