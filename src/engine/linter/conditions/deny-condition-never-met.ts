import { carriesConditionKey } from "#policy/kms";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** A deny under a condition that no request for the action can meet. */
export const denyConditionNeverMet: Rule = {
  id: "deny-condition-never-met",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "A Deny statement puts a condition on an action, but requests for it never have the condition's key, or on a wildcard that covers Decrypt with a KMS key that Decrypt does not have.",
    why: "The deny does not reach what it seems to: a request without the key goes through.",
    failing: policy({
      ...allow("kms:*"),
      Effect: "Deny",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } },
    }),
    passing: policy({
      ...allow("kms:CreateGrant"),
      Effect: "Deny",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } },
    }),
    source: "KMS Developer Guide, Condition keys for AWS KMS; Service Authorization Reference",
  },
  *check({ denies, noActionCarries }) {
    for (const { actions, tests } of denies)
      for (const { isDemanding, key, keyText } of tests) {
        if (!isDemanding) continue;
        for (const entry of actions) {
          if (noActionCarries(entry, key))
            yield {
              at: entry,
              message: `\`${entry.text}\` is not denied: its requests never have \`${keyText}\``,
            };
          else if (
            !entry.isExplicit &&
            key.startsWith("kms:") &&
            entry.kms.includes("Decrypt") &&
            !carriesConditionKey("Decrypt", key)
          )
            yield {
              at: entry,
              message: `\`${entry.text}\` does not deny \`kms:Decrypt\` and others: their requests never have \`${keyText}\``,
            };
        }
      }
  },
};
