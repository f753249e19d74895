import { allow, policy } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { emptySetTests } from "./empty-sets.ts";

/** A deny by `ForAllValues` also hits requests that have no value at all. */
export const denyForallvaluesTooBroad: Rule = {
  id: "deny-forallvalues-too-broad",
  severity: "warning",
  kinds: identityAndKey,
  docs: {
    what: "A Deny statement tests a key by `ForAllValues`, and nothing demands that the request has a value for it.",
    why: "It also denies every request without a value: every DeleteAlias, for a test of aliases.",
    failing: policy({
      ...allow("kms:Decrypt"),
      Effect: "Deny",
      Condition: { "ForAllValues:StringNotLike": { "kms:ResourceAliases": "alias/CadoResponse*" } },
    }),
    passing: policy({
      ...allow("kms:Decrypt"),
      Effect: "Deny",
      Condition: {
        "ForAllValues:StringNotLike": { "kms:ResourceAliases": "alias/CadoResponse*" },
        Null: { "kms:ResourceAliases": "false" },
      },
    }),
    source: "IAM User Guide, Conditions with multiple keys or values",
  },
  *check({ text, denies, services }) {
    for (const statement of denies)
      for (const test of emptySetTests(statement, services))
        yield {
          at: test.keyAt,
          message: `this also denies every request without \`${test.keyText}\`: ForAllValues is true for an empty list`,
          fix: addCondition(text, statement, "Null", test.keyText, '"false"'),
        };
  },
};
