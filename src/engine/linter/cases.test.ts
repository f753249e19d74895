import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { lint } from "#engine";

it.each([
  ["k5-account-only-through-rds", "key-policy-lockout"],
  ["k5-root-user-by-principal-arn", "iam-not-enabled"],
])("%s: %s", (name, rule) => {
  const text = readFileSync(new URL(`./cases/${name}.key.json`, import.meta.url), "utf8");
  const found = lint(text, { kind: "key", account: "111111111111" });
  expect(found.map((finding) => finding.rule)).toContain(rule);
});

it.each([
  [
    "names the account under a condition that only its root user meets",
    "Account",
    /a condition or a Deny/,
  ],
  ["does not name the account", undefined, /no principal here/],
] as const)("a key policy that %s says so", (_name, type, says) => {
  const principal = type
    ? "arn:aws:iam::111111111111:root"
    : "arn:aws:iam::111111111111:role/Admin";
  const statement = {
    Effect: "Allow",
    Principal: { AWS: principal },
    Action: "kms:*",
    Resource: "*",
    ...(type ? { Condition: { StringEquals: { "aws:PrincipalType": type } } } : {}),
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const found = lint(text, { kind: "key", account: "111111111111" });
  expect(found.find(({ rule }) => rule === "iam-not-enabled")?.message).toMatch(says);
});

it.each<[string, object, string]>([
  [
    "an action that is none",
    { Principal: { AWS: "111111111111" }, Action: "kms:ReEncrypt" },
    "reencrypt-names-no-action",
  ],
  [
    "a group as principal",
    { Principal: { AWS: "arn:aws:iam::111111111111:group/Admins" }, Action: "kms:Decrypt" },
    "group-principal",
  ],
])("%s is one error", (_name, statement, rule) => {
  const account = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111111111111:root" },
    Action: "kms:*",
    Resource: "*",
  };
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [account, { Effect: "Allow", Resource: "*", ...statement }],
  });
  const errors = lint(text, { kind: "key", account: "111111111111" }).filter(
    ({ severity }) => severity === "error",
  );
  expect(errors.map((finding) => finding.rule)).toEqual([rule]);
});
