import { expect, test } from "vitest";
import type { Policy } from "./document.ts";
import { sizeInBytes, sizeWithoutWhiteSpace } from "./limits.ts";
import { parseDocument } from "./parse.ts";
import { printPolicy } from "./print.ts";

const jumbled = {
  Statement: { Resource: "*", Note: "kept", Action: "kms:Decrypt", Effect: "Allow", Sid: "Use" },
  Version: "2012-10-17",
} as Policy;

test("elements stand in AWS's order, unknown ones after them", () => {
  expect(printPolicy(jumbled)).toBe(`{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Use",
      "Effect": "Allow",
      "Action": "kms:Decrypt",
      "Resource": "*",
      "Note": "kept"
    }
  ]
}`);
});

test("what was printed and read again prints the same", () => {
  const once = printPolicy(jumbled);
  const parsed = parseDocument(once);
  expect(parsed.ok && printPolicy(parsed.policy)).toBe(once);
});

test.each([
  ['{ "a" :\n\t"b" }', 9, 14],
  ['{"Sid":"é€😀"}', 13, 19],
])("%s has its size as IAM and as KMS count it", (text, characters, bytes) => {
  expect(sizeWithoutWhiteSpace(text)).toBe(characters);
  expect(sizeInBytes(text)).toBe(bytes);
  expect(sizeInBytes(text)).toBe(new TextEncoder().encode(text).length);
});
