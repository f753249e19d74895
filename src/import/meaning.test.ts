import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type AccessRequest, authorize } from "#engine";
import { generate } from "#generator";
import { type Policy, parseDocument } from "#policy";
import { presets } from "#scenario";
import { importText } from "./import-text.ts";

const fixture = (name: string) =>
  readFileSync(new URL(`../../e2e/imported/${name}`, import.meta.url), "utf8");
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const role = "arn:aws:iam::222222222222:role/Workload";

const requests: readonly AccessRequest[] = [
  "kms:Decrypt",
  "kms:CreateGrant",
  "kms:DescribeKey",
  "kms:PutKeyPolicy",
  "kms:ScheduleKeyDeletion",
  "ebs:GetSnapshotBlock",
  "cloudtrail:LookupEvents",
].flatMap((action) =>
  ["true", "false"].map((forResource) => ({
    principal: role,
    action,
    resource: key,
    context: { "kms:GrantIsForAWSResource": forResource, "aws:RequestedRegion": "us-east-1" },
  })),
);

const answers = (policy: Policy, slot: "identity" | "key") =>
  requests.map(
    (request) =>
      authorize(
        request,
        slot === "key"
          ? { resourcePolicy: policy }
          : { identityPolicies: [policy], resourcePolicy: wholeAccount },
      ).outcome,
  );
const wholeAccount: Policy = {
  Version: "2012-10-17",
  Statement: {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: "kms:*",
    Resource: "*",
  },
};

function importedPolicy(text: string): Policy {
  const read = parseDocument(importText(text).policies[0]?.text ?? "");
  if (!read.ok) throw new Error("not imported");
  return read.policy;
}

describe("means after reading what it meant before", () => {
  it("a key policy in a string", () => {
    const original = JSON.parse(JSON.parse(fixture("get-key-policy.json")).Policy);
    const outcomes = answers(original, "key");
    expect(new Set(outcomes).size).toBe(2);
    expect(answers(importedPolicy(fixture("get-key-policy.json")), "key")).toEqual(outcomes);
  });

  it("the vendor's policy in YAML", () => {
    const policy = importedPolicy(fixture("vendor-policy.yaml"));
    expect(policy.Statement).toHaveLength(15);
    const allowed = requests.filter((_, at) => answers(policy, "identity")[at] === "allowed");
    expect([...new Set(allowed.map(({ action }) => action))]).toEqual([
      "kms:Decrypt",
      "kms:CreateGrant",
      "kms:DescribeKey",
      "ebs:GetSnapshotBlock",
      "cloudtrail:LookupEvents",
    ]);
  });

  it.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "every document that Keyhole generates, in each form: %s",
    (_id, scenario) => {
      for (const { text, kind } of generate(scenario)) {
        const policy = JSON.parse(text);
        const forms = [
          text,
          JSON.stringify({ Policy: text, PolicyName: "default" }),
          JSON.stringify({
            RoleName: "R",
            PolicyName: "P",
            PolicyDocument: encodeURIComponent(text),
          }),
          `Resources:\n  R:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${JSON.stringify(policy)}`,
        ];
        for (const form of forms) expect(importedPolicy(form)).toEqual(policy);
        expect(importText(text).policies[0]).toMatchObject({ text, kind });
      }
    },
  );
});
