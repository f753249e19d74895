import { foreignRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** Everyone but the listed. */
export const notPrincipal: Rule = {
  id: "not-principal",
  severity: "security",
  kinds: keyAndTrust,
  docs: {
    what: "A statement has NotPrincipal.",
    why: "With Allow it gives access to everyone else. With Deny it must also list the account and each session, or it denies those that it should exempt. Trust policies refuse it. Use the principal `*` with ArnNotEquals `aws:PrincipalArn`.",
    failing: keyPolicy({
      Effect: "Allow",
      NotPrincipal: { AWS: foreignRole },
      Action: "kms:DescribeKey",
      Resource: "*",
    }),
    passing: keyPolicy({
      Effect: "Deny",
      Principal: "*",
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": foreignRole } },
    }),
    source:
      "IAM User Guide, IAM JSON policy elements: NotPrincipal; Access Analyzer (Allow with NotPrincipal, Role trust policy syntax error notprincipal)",
  },
  *check({ kind, statements }) {
    for (const { effect, members } of statements) {
      const element = members.get("NotPrincipal");
      if (!element) continue;
      if (kind === "trust")
        yield {
          at: element.at,
          severity: "error",
          message: "IAM refuses NotPrincipal in a trust policy",
        };
      else if (effect === "Allow")
        yield { at: element.at, message: "everyone who is not listed gets access" };
      else if (effect === "Deny")
        yield {
          at: element.at,
          severity: "warning",
          message:
            "this also denies the listed principals unless their account and their sessions are listed too",
        };
    }
  },
};
