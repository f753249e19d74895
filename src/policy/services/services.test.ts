import { describe, expect, test } from "vitest";
import { allServices } from "./index.ts";

const { actionsMatching, carriesKey, conditionKey, isService, serviceAction } = allServices;

test("services and their actions are known in any case", () => {
  expect(isService("EC2")).toBe(true);
  expect(isService("constructor")).toBe(false);
  expect(actionsMatching("sts", "assumerole*")).toEqual([
    "AssumeRole",
    "AssumeRoleWithSAML",
    "AssumeRoleWithWebIdentity",
  ]);
});

test("an action of EC2 has its resources", () => {
  expect(serviceAction("ec2:createVolume")?.resources).toContain(
    "arn:${Partition}:ec2:${Region}:${Account}:volume/${VolumeId}",
  );
  expect(serviceAction("s3:GetObject")).toBe(undefined);
});

describe("condition keys have types", () => {
  test.each([
    ["AWS:sourceip", "IPAddress", false],
    ["aws:PrincipalTag/team", "String", false],
    ["kms:GrantOperations", "String", true],
    ["kms:EncryptionContext:aws:ebs:id", "String", false],
    ["token.actions.githubusercontent.com:actor", "String", false],
    ["kms:ValidTo", "Date", false],
    ["s3:ExistingObjectTag/x", "String", false],
    ["secretsmanager:ResourceTag/team", "String", false],
  ])("%s", (name, type, list) => {
    expect(conditionKey(name)).toMatchObject({ type, list });
  });
  test.each(["aws:PrincipalTag", "aws:Nothing", "kms:ViaServices"])("%s is none", (name) => {
    expect(conditionKey(name)).toBe(undefined);
  });
});

test.each([
  ["ec2:CreateSnapshot", "kms:GrantIsForAWSResource", false],
  ["s3:GetObject", "kms:ViaService", false],
  ["s3:GetObject", "aws:ResourceTag/x", true],
  ["ec2-instance-connect:OpenTunnel", "ec2:ResourceTag/x", true],
  ["nosuch:Thing", "kms:ViaService", true],
  ["kms:Decrypt", "ec2:SourceInstanceARN", true],
  ["kms:Decrypt", "ec2:Region", false],
  ["ec2:CreateVolume", "ec2:Region", true],
  ["sts:AssumeRole", "sts:ExternalId", true],
  ["kms:Decrypt", "sts:ExternalId", true],
])("%s carries %s: %s", (action, key, carried) => {
  expect(carriesKey(key)(action)).toBe(carried);
});
