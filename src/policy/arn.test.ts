import { describe, expect, test } from "vitest";
import { accountId, formatArn, keyArn, parseArn, roleArn, roleName } from "./arn.ts";

describe("an ARN", () => {
  test.each([
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "arn:aws-us-gov:iam::111122223333:role/team/CadoResponseRole",
    "arn:aws:sts::111122223333:assumed-role/CadoResponseRole/session:with:colons",
  ])("%s comes out of its parts as it went in", (arn) => {
    const parts = parseArn(arn);
    expect(parts && formatArn(parts)).toBe(arn);
  });

  test.each(["", "arn:aws:kms", "urn:aws:kms:us-east-1:111122223333:key/1", "key/1"])(
    "%s is none",
    (text) => {
      expect(parseArn(text)).toBeUndefined();
    },
  );
});

test.each([
  ["111122223333", true],
  ["1111-2222-3333", false],
  ["11112222333", false],
  ["１１１１２２２２３３３３", false],
  [" 111122223333", false],
])("%s is an account id: %s", (text, expected) => {
  expect(accountId(text) !== undefined).toBe(expected);
});

test("builders name what they build", () => {
  expect(roleArn("aws", "111122223333", "team/R")).toBe("arn:aws:iam::111122223333:role/team/R");
  expect(keyArn("aws-cn", "cn-north-1", "111122223333", "*")).toBe(
    "arn:aws-cn:kms:cn-north-1:111122223333:key/*",
  );
  expect(roleName("team/forensics/R")).toBe("R");
});
