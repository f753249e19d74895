import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { DocumentKind } from "#policy";
import { lint } from "./lint.ts";

const folder = new URL("./clean/", import.meta.url);

/** Documents of AWS's own guides and of the vendor's shape, with the findings that are true of them. */
const trueOf: Readonly<Record<string, readonly string[]>> = {
  // The administrators' `kms:Create*` covers CreateGrant, as the guide itself warns; the other account is a whole one.
  "kms-default-console.key.json": [
    'wildcard-includes-create-grant: "kms:Create*"',
    'whole-account-principal: "arn:aws:iam::444455556666:root"',
    'whole-account-principal: "arn:aws:iam::444455556666:root"',
  ],
  // Nobody can change the policy of an AWS managed key: for a key of one's own KMS would refuse it.
  "aws-managed-ebs.key.json": ['key-policy-lockout: "Statement"'],
  // DescribeKey brings no encryption context, so the guide's statement does not give it.
  "cloudwatch-logs.key.json": ['condition-key-not-in-request: "kms:Describe*"'],
  // The vendor's own advice is to restrict CreateGrant and the resources.
  "vendor-default.identity.json": [
    'create-grant-unrestricted: "kms:CreateGrant"',
    'any-key-any-account: "*"',
  ],
};

test.each(readdirSync(folder))("%s has no finding that is not true of it", (file) => {
  const text = readFileSync(new URL(file, folder), "utf8");
  const kind = file.split(".")[1] as DocumentKind;
  const found = lint(text, { kind, account: "111111111111" });
  const shown = found.map(
    ({ rule, start, end }) =>
      `${rule}: ${text.slice(start, end).replaceAll(/\s+/g, " ").slice(0, 40)}`,
  );
  expect(shown).toEqual(trueOf[file] ?? []);
});
