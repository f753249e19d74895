import { expect, it } from "vitest";
import { importText } from "./import-text.ts";

const json = (value: unknown) => JSON.stringify(value);
const statement = (action: string) => ({
  Statement: [{ Effect: "Allow", Principal: "*", Action: action, Resource: "*" }],
});

const cases: [name: string, text: string, recognised: RegExp, advice: RegExp][] = [
  ["nothing", " \n ", /Nothing/, /text is empty/],
  ["prose", "Please look at my policy.", /Text without/, /Import a policy in JSON or YAML/],
  ["a number", "42", /Text without/, /Import a policy/],
  ["other JSON", '{"name":"keyhole"}', /JSON without/, /Import a policy/],
  ["JSON cut short", '{\n "Version": "2012-10-17",\n "Statement": [', /cannot be read/, /Line 3/],
  [
    "a CloudTrail event",
    json({ eventVersion: "1.08", eventSource: "kms.amazonaws.com" }),
    /CloudTrail/,
    /Explain a denial/,
  ],
  [
    "CloudTrail's file",
    json({ Records: [{ eventSource: "kms.amazonaws.com" }] }),
    /CloudTrail/,
    /Explain a denial/,
  ],
  [
    "an error message",
    "An error occurred (AccessDenied) when calling the Decrypt operation: User: arn:aws:iam::111111111111:user/x is not authorized to perform: kms:Decrypt",
    /error message/,
    /Explain a denial/,
  ],
  [
    "a table",
    "user,arn,created\nalice,arn:aws:iam::1:user/alice,2020\n",
    /CSV/,
    /get-account-authorization-details/,
  ],
  [
    "Terraform's configuration",
    'resource "aws_kms_key" "k" {\n  policy = jsonencode({})\n}\n',
    /Terraform configuration/,
    /terraform show -json/,
  ],
  [
    "Terraform's log",
    '{"@level":"info","type":"version"}\n{"@level":"info"}',
    /Log/,
    /terraform show -json/,
  ],
  [
    "credentials",
    "[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n",
    /Credentials/,
    /Revoke them/,
  ],
  [
    "credentials of a role",
    json({ Credentials: { AccessKeyId: "ASIA", SecretAccessKey: "x" } }),
    /Credentials/,
    /Revoke them/,
  ],
  [
    "get-policy",
    json({ Policy: { Arn: "arn:aws:iam::1:policy/P", DefaultVersionId: "v3" } }),
    /get-policy/,
    /get-policy-version --policy-arn arn:aws:iam::1:policy\/P --version-id v3/,
  ],
  [
    "describe-key",
    json({ KeyMetadata: { KeyId: "k-1" } }),
    /describe-key/,
    /get-key-policy --key-id k-1/,
  ],
  [
    "list-attached-role-policies",
    json({ AttachedPolicies: [] }),
    /list-attached/,
    /get-policy-version/,
  ],
  ["list-role-policies", json({ PolicyNames: ["A"] }), /list-role-policies/, /get-role-policy/],
  ["list-policies", json({ Policies: [] }), /list-policies/, /get-policy-version/],
  [
    "an SCP's description",
    json({ Policy: { PolicySummary: {}, Content: "{}" } }),
    /organizations/,
    /no policy document/,
  ],
  [
    "a bucket's policy",
    json(statement("s3:GetObject")),
    /another service/,
    /resource policy of s3/,
  ],
  ["a web page", "<!DOCTYPE html><html></html>", /web page/, /Copy only the policy/],
  [
    "list-grants as text",
    "GRANTS\tarn:aws:kms:us-east-1:222222222222:key/k\t2023-05-10\t0d8a\nOPERATIONS\tDecrypt\n",
    /as text or as a table/,
    /--output json/,
  ],
  [
    "get-role as a table",
    "-----------------\n|    GetRole    |\n+---------------+\n||    Role     ||\n",
    /as text or as a table/,
    /--output json/,
  ],
  [
    "the CDK’s code",
    "key.addToResourcePolicy(\n  new iam.PolicyStatement({\n    actions: ['kms:Encrypt'],\n  }),\n);",
    /AWS CDK/,
    /cdk synth/,
  ],
  [
    "cdk diff",
    "IAM Statement Changes\n┌───┬──────────┐\n│ + │ ${Key.Arn} │\n",
    /AWS CDK/,
    /cdk synth/,
  ],
  [
    "a text about a policy",
    "Effect: Allow, for the role",
    /mentions a policy/,
    /no policy document that it can read/,
  ],
  ["a binary file", "PK\u0003\u0004\u0000\u0000", /binary/, /terraform show -json/],
  [
    "a template without policies",
    "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n",
    /template/,
    /no (AWS )?roles/,
  ],
  [
    "a plan without policies",
    json({ format_version: "1.2", planned_values: { root_module: {} } }),
    /plan/,
    /no (AWS )?roles/,
  ],
  [
    "an old state",
    json({ version: 3, lineage: "x", resources: [] }),
    /state file/,
    /terraform show -json/,
  ],
];

it.each(cases)("%s: names it and says what to import", (_name, text, recognised, advice) => {
  const imported = importText(text);
  expect(imported.policies).toEqual([]);
  expect(imported.recognised).toMatch(recognised);
  expect(imported.problems.map(({ message }) => message).join("\n")).toMatch(advice);
  expect(imported.problems.some(({ severity }) => severity === "error")).toBe(true);
});

it("repeats nothing of credentials", () => {
  const text = "aws_secret_access_key = wJalrXUtnFEMI";
  expect(JSON.stringify(importText(text))).not.toContain("wJalr");
});
