import { describe, expect, test } from "vitest";
import { requestContext } from "../../index.ts";
import type { AccessRequest } from "../types.ts";

/** Sources: IAM User Guide, "AWS global condition context keys"; Service Authorization Reference, AWS KMS. */
const account = "111111111111";
const role = `arn:aws:iam::${account}:role/r`;
const key = `arn:aws:kms:us-east-1:${account}:key/k`;
const contextOf = (asked: Partial<AccessRequest>) =>
  requestContext({ principal: role, action: "kms:Decrypt", resource: key, ...asked });
const ofRole = {
  "aws:PrincipalIsAWSService": "false",
  "aws:PrincipalType": "AssumedRole",
  "aws:PrincipalArn": role,
  "aws:PrincipalAccount": account,
  "aws:ViaAWSService": "false",
  "aws:ResourceAccount": account,
};

describe("what AWS fills in, and nothing else", () => {
  test("for a federated user", () => {
    const principal = `arn:aws:sts::${account}:federated-user/bob`;
    expect(contextOf({ principal })).toStrictEqual({
      ...ofRole,
      "aws:PrincipalType": "FederatedUser",
      "aws:PrincipalArn": principal,
      "aws:RequestedRegion": "us-east-1",
      "kms:CallerAccount": account,
    });
  });

  test("for an anonymous caller, a service and a text that is none", () => {
    const outside = {
      "aws:PrincipalIsAWSService": "false",
      "aws:ViaAWSService": "false",
      "aws:RequestedRegion": "us-east-1",
      "aws:ResourceAccount": account,
    };
    expect(contextOf({ principal: "*" })).toStrictEqual({
      ...outside,
      "aws:PrincipalType": "Anonymous",
    });
    expect(contextOf({ principal: "nobody" })).toStrictEqual(outside);
    expect(contextOf({ principal: "ec2.amazonaws.com" })).toStrictEqual({
      ...outside,
      "aws:PrincipalIsAWSService": "true",
      "aws:PrincipalServiceName": "ec2.amazonaws.com",
    });
  });

  test.each<[string, string, boolean]>([
    ["kms:CreateKey", "*", true],
    ["kms:ConnectCustomKeyStore", "*", true],
    ["kms:ListAliases", "*", false],
    ["kms:CreateAlias", `arn:aws:kms:us-east-1:${account}:alias/a`, false],
    ["kms:Decrypt", "*", false],
    ["ec2:DescribeVolumes", "*", false],
  ])("%s on %s has kms:CallerAccount: %s", (action, resource, carries) => {
    const region = resource === "*" ? {} : { "aws:RequestedRegion": "us-east-1" };
    const caller = carries ? { "kms:CallerAccount": account } : {};
    expect(contextOf({ action, resource })).toStrictEqual({ ...ofRole, ...region, ...caller });
  });

  test("whatever is no context", () => {
    for (const context of [undefined, null, "abc", 5, ["a"]])
      expect(contextOf({ context } as unknown as AccessRequest)).toStrictEqual(contextOf({}));
  });
});

test("the lists of the request are copied", () => {
  const tags = ["a", "b"];
  const found = contextOf({ context: { "aws:TagKeys": tags } });
  expect(found["aws:TagKeys"]).toEqual(tags);
  expect(found["aws:TagKeys"]).not.toBe(tags);
});
