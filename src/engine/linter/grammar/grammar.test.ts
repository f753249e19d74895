import { expect, test } from "vitest";
import { type Case, underlined } from "#testing/linter/underlined";
import { allow, allowRole, keyPolicy, ownAccount, policy } from "../examples.ts";
import { lint } from "../lint.ts";

const cases: readonly Case[] = [
  ["json-syntax", "identity", "", [""]],
  ["json-syntax", "identity", "{} {}", ["{"]],
  ["json-syntax", "identity", "[1]", []],
  ["wrong-json-type", "identity", "[1]", ["["]],
  ["wrong-json-type", "identity", '"{}"', ["{}"]],
  ["character-not-allowed", "identity", "[“x”]", ["“", "”"]],
  ["character-not-allowed", "identity", policy(allow("kms:DescribeKey", { Sid: "Clé" })), []],
  [
    "character-not-allowed",
    "key",
    keyPolicy({ ...allowRole("kms:Decrypt"), Sid: "🔑 use" }),
    ["🔑"],
  ],
  ["json-duplicate-key", "identity", '{"Statement": [], "Statement": []}', ["Statement"]],
  ["json-duplicate-key", "identity", '{"Statement": [], "statement": []}', []],
  [
    "json-duplicate-key",
    "identity",
    '{"Statement": [{"Condition": {"Bool": {"a:b": true}, "bool": {}, "Bool": {"c:d": true}}}]}',
    ["Bool"],
  ],
  ["unknown-element", "identity", '{"Statment": []}', ["Statment"]],
  ["unknown-element", "key", keyPolicy({ ...allowRole("kms:Decrypt"), sid: "x" }), ["sid"]],
  ["version-not-current", "trust", '{"Statement": []}', ["{"]],
  ["version-not-current", "identity", '{"Version": "2012-10-18"}', []],
  ["invalid-version", "identity", '{"Version": 2012}', []],
  ["wrong-json-type", "identity", '{"Version": 2012}', ["2012"]],
  ["missing-statement", "identity", '{"Version": "2012-10-17"}', ["{"]],
  ["missing-statement", "identity", '{"Statement": "x"}', []],
  ["wrong-json-type", "identity", '{"Statement": "x"}', ["x"]],
  ["missing-action", "identity", '{"Statement": {"NotAction": "s3:*"}}', []],
  ["missing-action", "identity", '{"Statement": [{"Effect": "Deny", "Sid": "Off"}]}', ["Off"]],
  ["missing-effect", "identity", '{"Statement": {"Sid": "", "Action": "s3:*"}}', ["{"]],
  ["wrong-json-type", "identity", '{"Statement": [[{"Effect": "Deny"}]]}', ["["]],
  ["missing-resource", "trust", '{"Statement": {"Action": "sts:AssumeRole"}}', []],
  ["missing-principal", "key", '{"Statement": {"Principal": {}}}', ["{}"]],
  ["missing-principal", "key", '{"Statement": {"Principal": {"AWS": []}}}', ['{"AWS": []}']],
  ["missing-principal", "key", '{"Statement": {"Principal": {"AWS": [], "Service": "x"}}}', []],
  ["missing-principal", "key", '{"Statement": {"Principal": 12}}', []],
  ["missing-principal", "trust", '{"Statement": {"NotPrincipal": "*"}}', []],
  [
    "wrong-json-type",
    "key",
    '{"Statement": {"Principal": {"AWS": 111111111111}}}',
    ["111111111111"],
  ],
  [
    "principal-in-identity-policy",
    "identity",
    '{"Statement": {"NotPrincipal": "*"}}',
    ["NotPrincipal"],
  ],
  ["principal-in-identity-policy", "key", '{"Statement": {"Principal": "*"}}', []],
  ["resource-in-trust-policy", "trust", '{"Statement": {"NotResource": "*"}}', ["NotResource"]],
  ["invalid-sid", "key", keyPolicy({ ...allowRole("kms:Decrypt"), Sid: "Use the key" }), []],
  ["invalid-sid", "trust", '{"Statement": {"Sid": ""}}', []],
  ["invalid-sid", "trust", '{"Statement": {"Sid": "a-b"}}', ["a-b"]],
  [
    "duplicate-sid",
    "key",
    '{"Statement": [{"Sid": ""}, {"Sid": ""}, {"Sid": "a"}, {"Sid": "a"}]}',
    ["a"],
  ],
  [
    "exclusive-elements",
    "key",
    '{"Statement": {"Principal": "*", "NotPrincipal": "*"}}',
    ["NotPrincipal"],
  ],
  ["invalid-effect", "identity", '{"Statement": {"Effect": "ALLOW"}}', ["ALLOW"]],
  ["invalid-effect", "identity", '{"Statement": {"Effect": "Deny"}}', []],
  ["empty-value", "identity", '{"Statement": {"Condition": {"Bool": {}}}}', ["{}"]],
  ["empty-value", "identity", '{"Statement": {"Condition": {"Bool": {"a:b": []}}}}', ["[]"]],
  ["empty-value", "identity", '{"Statement": {"Condition": {"Bool": {"a:b": ""}}}}', []],
  [
    "wrong-json-type",
    "identity",
    '{"Statement": {"Condition": {"Bool": {"a:b": null}}}}',
    ["null"],
  ],
  ["wrong-json-type", "identity", '{"Statement": [{"Condition": {"Bool": 1}}, 3]}', ["1", "3"]],
];

test.each(cases)("%s (%s) %s", (rule, kind, text, expected) => {
  expect(underlined(rule, kind, text)).toEqual(expected);
});

const open: readonly (readonly [expression: string, role: string])[] = [
  ["${AWS::AccountId}", "arn:aws:iam::${AWS::AccountId}:role/x"],
  [
    "${data.aws_caller_identity.current.account_id}",
    "arn:aws:iam::${data.aws_caller_identity.current.account_id}:root",
  ],
  ["${Role.Arn}", "${Role.Arn}"],
  ['${var.roles["a"]}', '${var.roles["a"]}'],
  ["{{ account }}", "arn:aws:iam::{{ account }}:root"],
  ["<ACCOUNT_ID>", "arn:aws:iam::<ACCOUNT_ID>:root"],
  ["<role ARN>", "<role ARN>"],
  ["!GetAtt Role.Arn", "!GetAtt Role.Arn"],
  ["%{ if x }", "%{ if x }arn"],
];
test.each(open)("%s in a principal is one finding: it was not filled in", (expression, role) => {
  const text = policy(allowRole("kms:*", { Principal: { AWS: role } }));
  const found = lint(text, { kind: "key", account: ownAccount });
  expect(found.filter(({ severity }) => severity === "error")).toMatchObject([
    { rule: "unresolved-expression", message: expect.stringContaining(expression) },
  ]);
  expect(found.filter(({ rule }) => rule === "iam-not-enabled")).toEqual([]);
});

test.each([
  ["a variable of AWS", "${aws:PrincipalTag/team}"],
  ["a variable of another provider", "${accounts.google.com:aud}"],
  ["a variable of an OIDC provider", "${oidc.eks.eu-west-1.amazonaws.com/id/A1:sub}"],
  ["a character", "${*}"],
  ["text in angle brackets", "a <b> c"],
])("%s in a condition is no expression of a template", (_, value) => {
  const Condition = { StringEquals: { "aws:PrincipalTag/team": value } };
  const text = policy(allow("kms:DescribeKey", { Condition }));
  expect(underlined("unresolved-expression", "identity", text)).toEqual([]);
});
