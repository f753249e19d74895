import { grantOperations } from "#policy/kms";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { isExact, nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** A value that is no grant operation. */
export const grantOperationsValue: Rule = {
  id: "grant-operations-value",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "A value of `kms:GrantOperations` is no grant operation: it has `kms:` before it, or is `ReEncrypt`, `ListGrants`, `RevokeGrant`.",
    why: "No grant ever has such an operation, so the value never fits.",
    failing: policy(
      allow("kms:CreateGrant", {
        Condition: { "ForAllValues:StringEquals": { "kms:GrantOperations": ["kms:Decrypt"] } },
      }),
    ),
    passing: policy(
      allow("kms:CreateGrant", {
        Condition: { "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] } },
      }),
    ),
    source: "KMS Developer Guide, Grants in AWS KMS (grant operations); kms:GrantOperations",
  },
  *check({ tree, statements }) {
    for (const { key, operator, values } of statements.flatMap(({ tests }) => tests)) {
      if (key !== "kms:grantoperations" || operator.family === "Null") continue;
      for (const value of values) {
        const { text } = value;
        if (!isExact(text) || grantOperations.includes(text)) continue;
        const bare = text.toLowerCase().startsWith("kms:") ? text.slice("kms:".length) : text;
        const meant = /^reencrypt$/i.test(bare) ? undefined : nearest(bare, grantOperations);
        yield {
          at: value,
          message: `no grant has the operation \`${text}\`, so this never fits`,
          fix: meant ? replaceInList(tree, value, meant) : undefined,
        };
      }
    }
  },
};
