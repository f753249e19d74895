import { hasWildcard } from "#policy";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** A wildcard inside a principal's ARN. */
export const partialWildcardPrincipal: Rule = {
  id: "partial-wildcard-principal",
  severity: "error",
  kinds: keyAndTrust,
  docs: {
    what: "A principal's ARN holds `*` or `?`.",
    why: "AWS refuses the document: a principal is everyone or one. Name the account and hold it by `aws:PrincipalArn` under ArnLike.",
    failing: keyPolicy(
      allowRole("kms:DescribeKey", { Principal: { AWS: "arn:aws:iam::111111111111:role/Cado*" } }),
    ),
    passing: keyPolicy(
      allowRole("kms:DescribeKey", {
        Principal: { AWS: "arn:aws:iam::111111111111:root" },
        Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/Cado*" } },
      }),
    ),
    source:
      "IAM User Guide, IAM JSON policy elements: Principal; Access Analyzer (Unsupported wildcard in principal)",
  },
  *check({ statements }) {
    for (const { principals, notPrincipals } of statements)
      for (const entry of [...principals, ...notPrincipals])
        if (entry.text.startsWith("arn:") && hasWildcard(entry.text))
          yield {
            at: entry,
            message: `AWS refuses a wildcard in the principal \`${entry.text}\`: name the account and test \`aws:PrincipalArn\` by ArnLike`,
          };
  },
};
