import { describe, expect, test } from "vitest";
import { authorize, explainDecision } from "../index.ts";
import { callerName, readCaller } from "./request/caller.ts";
import { readResource } from "./request/named-resource.ts";

/** Source: IAM User Guide, "AWS JSON policy elements: Principal" and "IAM identifiers". */
const account = "111111111111";

describe("a principal is read, and called by its name", () => {
  test.each([
    [`arn:aws:iam::${account}:user/team/anna`, "user", "anna"],
    [`arn:aws:iam::${account}:role/team/Worker`, "role", "Worker"],
    [`arn:aws:sts::${account}:assumed-role/Worker/run-1`, "role-session", "Worker"],
    [`arn:aws:sts::${account}:federated-user/bob`, "federated-user", "bob"],
    [`arn:aws:iam::${account}:root`, "root", `the root of account ${account}`],
    [account, "root", `the root of account ${account}`],
    ["ec2.amazonaws.com", "service", "ec2.amazonaws.com"],
    ["ec2.amazonaws.com.cn", "service", "ec2.amazonaws.com.cn"],
    ["*", "anonymous", "an anonymous caller"],
    [
      `arn:aws:iam::${account}:saml-provider/p`,
      "outside",
      `arn:aws:iam::${account}:saml-provider/p`,
    ],
    [`arn:aws:iam::${account}:rooted`, "outside", `arn:aws:iam::${account}:rooted`],
    [
      `arn:aws:sts::${account}:assumed-role/Worker`,
      "outside",
      `arn:aws:sts::${account}:assumed-role/Worker`,
    ],
    [
      `arn:aws:sts::${account}:assumed-role//s`,
      "outside",
      `arn:aws:sts::${account}:assumed-role//s`,
    ],
    [`arn:aws:sts::${account}:other/Worker/s`, "outside", `arn:aws:sts::${account}:other/Worker/s`],
    [
      `arn:aws:iam::${account}:assumed-role/Worker/s`,
      "outside",
      `arn:aws:iam::${account}:assumed-role/Worker/s`,
    ],
    [`arn:aws:sts::${account}:role/Worker`, "outside", `arn:aws:sts::${account}:role/Worker`],
    ["arn:aws:iam::1:user/anna", "outside", "arn:aws:iam::1:user/anna"],
    ["amazonaws.com.evil", "outside", "amazonaws.com.evil"],
  ])("%s is a %s called %s", (text, kind, name) => {
    const caller = readCaller(text);
    expect(caller.kind).toBe(kind);
    expect(callerName(caller)).toBe(name);
  });

  const none = { partition: "", account: "", role: "", serviceLinked: false };
  const own = { ...none, partition: "aws", account };
  test.each([
    [`arn:aws:iam::${account}:user/team/anna`, { ...own, kind: "user" }],
    [`arn:aws:iam::${account}:role/team/Worker`, { ...own, kind: "role" }],
    [
      `arn:aws:sts::${account}:assumed-role/Worker/run-1`,
      { ...own, kind: "role-session", role: "Worker" },
    ],
    [account, { ...own, kind: "root", partition: "" }],
    ["ec2.amazonaws.com", { ...none, kind: "service" }],
    ["*", { ...none, kind: "anonymous" }],
    [`arn:aws:iam::${account}:saml-provider/p`, { ...none, kind: "outside" }],
  ])("%s has parts", (text, parts) => {
    expect(readCaller(text)).toEqual({ text, ...parts });
  });

  test.each([
    [`arn:aws:iam::${account}:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2`, true],
    [`arn:aws:sts::${account}:assumed-role/AWSServiceRoleForEC2/s`, true],
    [`arn:aws:iam::${account}:role/AWSServiceRoleForEC2`, false],
    [`arn:aws:iam::${account}:role/team/aws-service-role/x`, false],
    [`arn:aws:sts::${account}:assumed-role/MyAWSServiceRoleForEC2/s`, false],
    [`arn:aws:iam::${account}:user/aws-service-role/x`, false],
  ])("%s is linked to a service: %s", (text, linked) => {
    expect(readCaller(text).serviceLinked).toBe(linked);
  });
});

/** Source: KMS Developer Guide, "Key identifiers (KeyId)" and "Use aliases to control access to KMS keys". */
test.each([
  [`arn:aws:kms:us-east-1:${account}:key/k`, "key", "aws", account],
  [`arn:aws-cn:kms:cn-north-1:${account}:alias/a`, "alias", "aws-cn", account],
  [`arn:aws:kms:us-east-1:${account}:keys/k`, "other", "aws", account],
  [`arn:aws:s3::${account}:key/k`, "other", "aws", account],
  ["arn:aws:s3:::b/o", "other", "aws", ""],
  ["key/k", "other", "", ""],
  ["*", "other", "", ""],
])("the resource %s is of kind %s", (text, kind, partition, owner) => {
  expect(readResource(text)).toEqual({ kind, partition, account: owner });
});

test.each([
  [`arn:aws:iam::${account}:role/team/Worker`, "Worker"],
  [`arn:aws:sts::${account}:assumed-role/Worker/run-1`, "Worker"],
  [account, `the root of account ${account}`],
])("a sentence calls %s %s", (principal, name) => {
  const request = {
    principal,
    action: "kms:Decrypt",
    resource: `arn:aws:kms:us-east-1:${account}:key/k`,
  };
  const resourcePolicy = {
    Statement: { Effect: "Deny" as const, Principal: "*" as const, Action: "kms:*", Resource: "*" },
  };
  expect(explainDecision(authorize(request, { resourcePolicy }))).toBe(
    `Denied: statement 1 of the key policy denies ${name} kms:Decrypt on this key.`,
  );
});
