import { expect, test } from "vitest";
import {
  carriesConditionKey,
  conditionKeysOf,
  crossAccountActions,
  cryptographicOperations,
  ec2ViaService,
  expandActionPattern,
  grantOperations,
  isRegion,
  kmsAction,
  kmsActions,
  partitionOfRegion,
  partitions,
  regionsOf,
} from "./index.ts";

test("an action is found in any case, with or without its service", () => {
  expect(kmsAction("kms:DECRYPT")?.name).toBe("Decrypt");
  expect(kmsAction("createGrant")?.accessLevel).toBe("Permissions management");
  expect(kmsAction("kms:ReEncrypt")).toBe(undefined);
});

test("a pattern names the actions that it matches", () => {
  expect(expandActionPattern("kms:ReEncrypt*")).toEqual(["ReEncryptFrom", "ReEncryptTo"]);
  expect(expandActionPattern("KMS:decrypt")).toEqual(["Decrypt"]);
  expect(expandActionPattern("*")).toHaveLength(kmsActions.length);
  expect(expandActionPattern("kms:ReEncrypt")).toEqual([]);
  expect(expandActionPattern("ec2:*")).toEqual([]);
});

test.each([
  ["CreateGrant", "kms:GrantIsForAWSResource", true],
  ["Decrypt", "kms:GrantIsForAWSResource", false],
  ["Decrypt", "KMS:EncryptionContext:aws:ebs:id", true],
  ["Decrypt", "kms:EncryptionContext:", false],
  ["Decrypt", "kms:RecipientAttestation:PCR8", true],
  ["Decrypt", "kms:ResourceAliases", true],
  ["ListAliases", "kms:ViaService", false],
  ["ListAliases", "aws:RequestedRegion", true],
  ["ListAliases", "aws:ResourceTag/team", false],
  ["Decrypt", "kms:CustomerMasterKeySpec", true],
  ["Decrypt", "kms:NoSuchKey", false],
])("%s carries %s: %s", (action, key, carried) => {
  expect(carriesConditionKey(action, key)).toBe(carried);
});

test("the keys of an action are its own and its resource's", () => {
  expect(conditionKeysOf("kms:DescribeKey")).toEqual(
    expect.arrayContaining(["kms:ViaService", "kms:KeySpec", "aws:ResourceTag/${TagKey}"]),
  );
});

test("the lists by hand name actions that exist", () => {
  for (const name of [...cryptographicOperations, ...crossAccountActions, ...grantOperations])
    expect(kmsAction(name)?.name).toBe(name);
});

test("a region lies in one partition; a zone is no region", () => {
  for (const partition of partitions)
    for (const { code } of regionsOf(partition)) expect(partitionOfRegion(code)).toBe(partition);
  expect(isRegion("us-east-1a")).toBe(false);
  expect(isRegion("constructor")).toBe(false);
  expect(ec2ViaService("cn-north-1")).toBe("ec2.cn-north-1.amazonaws.com");
});
