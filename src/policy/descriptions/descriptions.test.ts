import { expect, test } from "vitest";
import { actionDescription, conditionKeyDescription } from "#policy/descriptions";
import { globalConditionKeys } from "#policy/services";
import { globalKeyDescriptions } from "./global-keys.ts";

test.each([
  ["kms:decrypt", "Write", /^Decrypt ciphertext/],
  ["EC2:CreateVolume", "Write", /EBS volume/],
  ["sts:AssumeRole", "Write", /temporary security credentials/],
  ["iam:PassRole", "Write", /pass/i],
  ["ebs:GetSnapshotBlock", "Read", /block/],
])("%s is described", (action, accessLevel, words) => {
  expect(actionDescription(action)).toMatchObject({ accessLevel });
  expect(actionDescription(action)?.description).toMatch(words);
});

test.each(["s3:GetObject", "kms:Nothing", "constructor", ""])("%s is not", (action) => {
  expect(actionDescription(action)).toBeUndefined();
});

test.each([
  ["KMS:ViaService", /service/],
  ["kms:EncryptionContext:aws:ebs:id", /encryption context/],
  ["aws:PrincipalTag/team", /tag of the principal/],
  ["sts:ExternalId", /unique identifier/],
])("%s is described", (key, words) => {
  expect(conditionKeyDescription(key)).toMatch(words);
});

test("what is described by hand is a global key, written as it is", () => {
  const names = globalConditionKeys.map(({ name }) => name);
  expect(Object.keys(globalKeyDescriptions).filter((name) => !names.includes(name))).toEqual([]);
});
