import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseDocument } from "#policy";
import {
  type Expected,
  event,
  json,
  key,
  keyPolicy,
  root,
  textsWithPolicies,
} from "#testing/embedded-policies";
import { changedPlan, configuration } from "#testing/terraform-texts";
import { writtenPolicies } from "#testing/written-policies";
import { importText } from "./import-text.ts";

/** "key 1234abcd-…", "trust Response", "identity". */
function briefly(text: string): readonly string[] {
  return importText(text).policies.map(({ kind, key, roles }) =>
    [kind, key?.arn ?? key?.id ?? key?.alias, roles[0]?.name].filter(Boolean).join(" "),
  );
}

const cases: Readonly<Record<string, Expected>> = {
  "k7-create-key-event": { recognised: /CloudTrail event/, policies: [`key ${key}`] },
  "k7-key-id-beside-policy": { recognised: /put-key-policy/, policies: [`key ${key}`] },
  "k7-resource-with-policy-text": { recognised: /Kubernetes resource Key/, policies: ["key"] },
};

describe("every case of a policy in another text", () => {
  const files = readdirSync(new URL("./cases", import.meta.url)).filter((file) =>
    file.startsWith("k7-"),
  );
  it.each(files)("%s", (file) => {
    const text = readFileSync(new URL(`./cases/${file}`, import.meta.url), "utf8");
    const expected = cases[file.replace(/\.import\..*$/, "")];
    expect(importText(text, file).recognised).toMatch(expected?.recognised ?? /^$/);
    expect(briefly(text)).toEqual(expected?.policies);
  });
});

describe("a policy in another text is found", () => {
  it.each([...textsWithPolicies, ...writtenPolicies])("%s", (_name, text, expected) => {
    const imported = importText(text);
    expect(imported.recognised).toMatch(expected.recognised);
    expect(briefly(text)).toEqual(expected.policies);
    for (const policy of imported.policies) expect(parseDocument(policy.text).ok).toBe(true);
    const messages = imported.problems.map(({ message }) => message).join("\n");
    expect(messages).toMatch(expected.problem ?? /^(?![\s\S]*has no policy)/);
  });

  it("the new value of a change counts in the text of a plan", () => {
    const policy = JSON.parse(importText(changedPlan).policies[0]?.text ?? "");
    expect(policy.Statement).toEqual([
      { Action: ["kms:Decrypt"], Effect: "Allow", Principal: { AWS: root } },
    ]);
  });

  it("expressions of a Terraform configuration stay unresolved", () => {
    const unresolved = importText(configuration).policies.flatMap((policy) => policy.unresolved);
    expect(unresolved.map(({ expression }) => expression)).toEqual(["var.platform", "var.account"]);
  });
});

const bucketPolicy = {
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" }],
};

describe("what cannot be used is named", () => {
  it("beside the policies that are imported", () => {
    const state = {
      format_version: "1.0",
      values: {
        root_module: {
          resources: [
            { address: "aws_kms_key.a", type: "aws_kms_key", values: { policy: json(keyPolicy) } },
            {
              address: "aws_s3_bucket_policy.b",
              type: "aws_s3_bucket_policy",
              values: { policy: json(bucketPolicy) },
            },
          ],
        },
      },
    };
    const template = {
      Resources: {
        Key: { Type: "AWS::KMS::Key", Properties: { KeyPolicy: keyPolicy } },
        Bucket: { Type: "AWS::S3::BucketPolicy", Properties: { PolicyDocument: bucketPolicy } },
      },
    };
    for (const [text, name] of [
      [json(state), /aws_s3_bucket_policy\.b/],
      [json(template), /Bucket \(AWS::S3::BucketPolicy\)/],
    ] as const) {
      const { policies, problems } = importText(text);
      expect(policies).toHaveLength(1);
      expect(problems.map(({ place }) => place).join()).toMatch(name);
    }
  });

  it.each([
    [
      "a bucket policy in an event",
      json(
        event("PutBucketPolicy", {
          bucketPolicy: {
            Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" }],
          },
        }),
      ),
      /resource policy of s3/,
    ],
    [
      "a text that mentions a policy",
      "Statement: the policy is in the annex {",
      /mentions a policy/,
    ],
    ["a policy that is cut off", `INFO ${json(keyPolicy).slice(0, 90)}`, /mentions a policy/],
  ])("%s", (_name, text, message) => {
    const { policies, problems } = importText(text);
    expect(policies).toEqual([]);
    expect(problems.map((problem) => problem.message).join("\n")).toMatch(message);
  });
});
