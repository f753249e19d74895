import { carriesConditionKey } from "#policy/kms";
import type { ActionEntry } from "../document/entries.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { separateStatement } from "../separate-statement.ts";
import type { Fix } from "../types.ts";
import { makesAnyGrant } from "./create-grant-limits.ts";

/** Grants of anything to anyone. */
export const createGrantUnrestricted: Rule = {
  id: "create-grant-unrestricted",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "`kms:CreateGrant` is allowed and no condition limits the grants.",
    why: "A caller who may make any grant can give anyone, themselves too, the key's whole use for as long as they like. EBS needs only grants for AWS resources.",
    failing: policy(allow(["kms:CreateGrant", "kms:DescribeKey"])),
    passing: policy(
      allow("kms:CreateGrant", { Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } } }),
      allow("kms:DescribeKey"),
    ),
    source: "EC2 User Guide, Amazon EBS encryption (tip); KMS Developer Guide, Grants in AWS KMS",
  },
  *check(document) {
    for (const statement of document.allows) {
      if (!makesAnyGrant(document, statement)) continue;
      for (const entry of statement.actions)
        if (entry.pattern.startsWith("kms:creategrant"))
          yield {
            at: entry,
            message:
              "this lets one give anyone the use of the key by a grant: hold it by `kms:GrantIsForAWSResource`",
            fix: forAwsResources(document, statement, entry),
          };
    }
  },
};

function forAwsResources(
  document: LintedDocument,
  statement: StatementView,
  entry: ActionEntry,
): Fix | undefined {
  const key = "kms:GrantIsForAWSResource";
  const allCarry = statement.actions.every(({ kms }) =>
    kms.some((name) => carriesConditionKey(name, key)),
  );
  if (allCarry) return addCondition(document.text, statement, "Bool", key, '"true"');
  return separateStatement(document, statement, entry, (copy) => {
    copy.Condition = { ...copy.Condition, Bool: { ...copy.Condition?.Bool, [key]: "true" } };
  });
}
