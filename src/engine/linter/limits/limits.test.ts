import { expect, test } from "vitest";
import { sizeWithoutWhiteSpace } from "#policy";
import { lint } from "../lint.ts";

const padded = (length: number) => {
  const text = (id: string) => `{"Version":"2012-10-17","Id":"${id}","Statement":[]}`;
  return text("x".repeat(length - sizeWithoutWhiteSpace(text(""))));
};

test.each([
  ["exceeds-identity-size", "identity", 6_144, undefined],
  ["exceeds-identity-size", "identity", 6_145, "warning"],
  ["exceeds-identity-size", "identity", 10_240, "warning"],
  ["exceeds-identity-size", "identity", 10_241, "error"],
  ["exceeds-trust-size", "trust", 2_048, undefined],
  ["exceeds-trust-size", "trust", 2_049, "warning"],
  ["exceeds-trust-size", "trust", 4_097, "error"],
  ["exceeds-key-policy-size", "key", 32_768, undefined],
  ["exceeds-key-policy-size", "key", 32_769, "error"],
] as const)("%s in a %s policy of %s: %s", (rule, kind, size, severity) => {
  const found = lint(padded(size), { kind, account: "111111111111" });
  expect(found.find((finding) => finding.rule === rule)?.severity).toBe(severity);
});
