import { accountId } from "#policy";
import { type LintedDocument, placeOf, type ResourceEntry } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** An AWS managed key never leaves its account. */
export const awsManagedKeyCrossAccount: Rule = {
  id: "aws-managed-key-cross-account",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "A KMS resource of another account is meant by the alias of an AWS managed key (`alias/aws/…`).",
    why: "AWS managed keys are never shared with another account: copy the snapshot under a customer managed key first.",
    failing: policy(
      allow("kms:Decrypt", {
        Resource: "arn:aws:kms:us-east-1:222222222222:key/*",
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/aws/ebs" } },
      }),
    ),
    passing: policy(
      allow("kms:Decrypt", {
        Resource: "arn:aws:kms:us-east-1:111111111111:key/*",
        Condition: { "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/aws/ebs" } },
      }),
    ),
    source:
      "EC2 User Guide, Share an Amazon EBS snapshot; KMS Developer Guide, Changing a key policy",
  },
  *check(document) {
    for (const { resources, tests } of document.allows) {
      const foreign = resources.filter((resource) => isForeignKms(resource, document));
      for (const { arn, text, start, end } of foreign)
        if (arn?.resource.startsWith("alias/aws/"))
          yield {
            at: { start, end },
            message: `\`${text}\` is an AWS managed key: it is never shared with another account`,
          };
      if (foreign.length === 0) continue;
      for (const { key, operator, values, valueNode } of tests) {
        if (!aliasKeys.includes(key) || operator.isNegated || operator.family === "Null") continue;
        if (values.length > 0 && values.every(({ text }) => text.startsWith("alias/aws/")))
          yield {
            at: placeOf(valueNode),
            message: "this means an AWS managed key of another account: such keys are never shared",
          };
      }
    }
  },
};

const aliasKeys = ["kms:resourcealiases", "kms:requestalias"];

function isForeignKms({ arn }: ResourceEntry, { account }: LintedDocument): boolean {
  if (arn?.service !== "kms") return false;
  return (
    accountId(arn.account) !== undefined &&
    accountId(account) !== undefined &&
    arn.account !== account
  );
}
