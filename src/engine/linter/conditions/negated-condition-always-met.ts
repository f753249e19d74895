import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** A negated condition on a key that no request for the action brings is always true. */
export const negatedConditionAlwaysMet: Rule = {
  id: "negated-condition-always-met",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "An Allow statement puts a negated condition on an action, but requests for it never have the condition's key.",
    why: "A negated operator matches when the key is missing, so for that action the condition is always true and limits nothing.",
    failing: policy(
      allow("kms:Decrypt", {
        Condition: {
          StringNotEquals: { "kms:RetiringPrincipal": "arn:aws:iam::111111111111:root" },
        },
      }),
    ),
    passing: policy(
      allow("kms:Decrypt", { Condition: { StringNotEquals: { "kms:RequestAlias": "alias/x" } } }),
    ),
    source: "IAM User Guide, IAM JSON policy elements: Condition operators (missing keys)",
  },
  *check({ allows, noActionCarries }) {
    for (const { actions, tests } of allows)
      for (const { operator, key, keyText } of tests) {
        if (!operator.isNegated || operator.set === "ForAnyValue") continue;
        for (const entry of actions)
          if (noActionCarries(entry, key))
            yield {
              at: entry,
              message: `the condition does not limit \`${entry.text}\`: its requests never have \`${keyText}\`, and ${operator.name} is true without it`,
            };
      }
  },
};
