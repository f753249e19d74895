import type { StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { isEveryResource } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { separateStatement, withoutTest } from "../separate-statement.ts";

/** An action is allowed under a condition that no request for it can meet. */
export const conditionKeyNotInRequest: Rule = {
  id: "condition-key-not-in-request",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "An Allow statement puts a condition on an action, but requests for it never have the condition's key.",
    why: "For that action the statement never matches: it gives nothing. The classic is `kms:GrantIsForAWSResource` beside `kms:Decrypt`; only CreateGrant, ListGrants and RevokeGrant have that key.",
    failing: policy(
      allow(["kms:CreateGrant", "kms:Decrypt"], {
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      }),
    ),
    passing: policy(
      allow(["kms:CreateGrant"], { Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } }),
      allow(["kms:Decrypt", "kms:DescribeKey"]),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Unsupported action for condition key); KMS Developer Guide, Condition keys for AWS KMS",
  },
  *check(document) {
    const { noActionCarries } = document;
    for (const statement of document.allows)
      for (const test of statement.tests) {
        if (!test.isDemanding) continue;
        for (const entry of statement.actions)
          if (noActionCarries(entry, test.key))
            yield {
              at: entry,
              message: `\`${entry.text}\` is not allowed by this statement: its requests never have \`${test.keyText}\``,
              fix: isNarrowWithout(statement)
                ? separateStatement(document, statement, entry, (copy) => {
                    for (const other of statement.tests)
                      if (other.isDemanding && noActionCarries(entry, other.key))
                        withoutTest(copy, other);
                  })
                : undefined,
            };
      }
  },
};

/** Without the condition the entry must not reach further than anyone meant: no fix then. */
const isNarrowWithout = ({ principals, resources }: StatementView) =>
  principals.every(({ kind }) => kind === "role" || kind === "user" || kind === "session") &&
  (principals.length > 0 || !resources.some(isEveryResource));
