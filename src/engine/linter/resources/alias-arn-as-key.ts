import { namesKms } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { aliasCalls } from "../kms/calls.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** An alias ARN means the alias, never the key behind it. */
export const aliasArnAsKey: Rule = {
  id: "alias-arn-as-key",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "A statement with KMS actions, but none about aliases, has an alias ARN as its resource.",
    why: "KMS checks these calls on the key's ARN, so the statement gives nothing on the key behind the alias. Write the key's ARN, or test `kms:ResourceAliases` or `kms:RequestAlias`.",
    failing: policy(
      allow("kms:Decrypt", {
        Resource: "arn:aws:kms:us-east-1:111111111111:alias/forensics",
      }),
    ),
    passing: policy(
      allow("kms:DeleteAlias", {
        Resource: [
          "arn:aws:kms:us-east-1:111111111111:alias/forensics",
          "arn:aws:kms:us-east-1:111111111111:key/*",
        ],
      }),
    ),
    source:
      "KMS Developer Guide, Specifying KMS keys in IAM policy statements; Using aliases to control access",
  },
  *check({ allows }) {
    for (const statement of allows) {
      if (!statement.actions.some(({ kms }) => kms.length > 0)) continue;
      if (namesKms(statement, aliasCalls)) continue;
      for (const { arn, text, ...at } of statement.resources)
        if (arn?.service === "kms" && arn.resource.startsWith("alias/"))
          yield {
            at,
            message: `\`${text}\` is the alias, not the key behind it: this gives nothing on the key`,
          };
    }
  },
};
