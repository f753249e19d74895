import { allow, policy } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { emptySetTests } from "./empty-sets.ts";

/** `ForAllValues` lets in a request that has no value at all. */
export const forallvaluesMatchesEmpty: Rule = {
  id: "forallvalues-matches-empty",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "An Allow statement limits a key by `ForAllValues`, and nothing demands that the request has a value for it.",
    why: "All values of an empty list fit everything: a key without an alias passes a test of its aliases.",
    failing: policy(
      allow("kms:Decrypt", {
        Condition: { "ForAllValues:StringLike": { "kms:ResourceAliases": "alias/CadoResponse*" } },
      }),
    ),
    passing: policy(
      allow("kms:Decrypt", {
        Condition: {
          "ForAllValues:StringLike": { "kms:ResourceAliases": "alias/CadoResponse*" },
          "ForAnyValue:StringLike": { "kms:ResourceAliases": "alias/CadoResponse*" },
        },
      }),
    ),
    source:
      "KMS Developer Guide, kms:ResourceAliases, kms:EncryptionContextKeys; IAM User Guide, Conditions with multiple keys or values",
  },
  *check({ text, allows, services }) {
    for (const statement of allows)
      for (const test of emptySetTests(statement, services)) {
        if (neverEmpty.includes(test.key)) continue;
        const value = text.slice(
          test.valueNode.offset,
          test.valueNode.offset + test.valueNode.length,
        );
        const { isNegated, name } = test.operator;
        yield {
          at: test.keyAt,
          message: `a request without any \`${test.keyText}\` passes: ForAllValues is true for an empty list`,
          fix: isNegated
            ? undefined
            : addCondition(text, statement, `ForAnyValue:${name}`, test.keyText, value),
        };
      }
  },
};

/** A grant always has operations; a request without tags is checked by other means. */
const neverEmpty = ["kms:grantoperations", "aws:tagkeys"];
