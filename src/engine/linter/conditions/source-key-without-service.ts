import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

const sourceKeys: ReadonlySet<string> = new Set([
  "aws:sourcearn",
  "aws:sourceaccount",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
]);

/** Roles and users are allowed under a condition on what only services send. */
export const sourceKeyWithoutService: Rule = {
  id: "source-key-without-service",
  severity: "error",
  kinds: keyAndTrust,
  docs: {
    what: "An Allow statement names roles, users or accounts only, and has a condition on `aws:SourceArn`, `aws:SourceAccount` or their kin.",
    why: "Only calls that a service makes as itself have these keys, so the statement gives nothing. To say who may call, use `aws:PrincipalArn`.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:111111111111:*" } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:us-east-1:111111111111:*" } },
      }),
    ),
    source:
      "IAM User Guide, AWS global condition context keys (only available when the call is made directly by an AWS service principal)",
  },
  *check({ allows }) {
    for (const { principals, tests } of allows) {
      const isOfNoService =
        principals.length > 0 &&
        principals.every(({ kind }) => ["role", "user", "session", "account"].includes(kind));
      if (!isOfNoService) continue;
      for (const { key, keyText, isDemanding, keyAt } of tests)
        if (isDemanding && sourceKeys.has(key))
          yield {
            at: keyAt,
            message: `\`${keyText}\` is only in calls that a service makes as itself: these principals never have it, so the statement gives nothing`,
          };
    }
  },
};
