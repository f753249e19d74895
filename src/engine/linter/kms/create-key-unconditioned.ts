import { isOneOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** New keys of any type. */
export const createKeyUnconditioned: Rule = {
  id: "create-key-unconditioned",
  severity: "suggestion",
  kinds: identityOnly,
  docs: {
    what: "`kms:CreateKey` is allowed and no condition says what keys.",
    why: "A temporary key for EBS is symmetric and encrypts: anything else can be kept out.",
    failing: policy(allow("kms:CreateKey", { Resource: "*" })),
    passing: policy(
      allow("kms:CreateKey", {
        Resource: "*",
        Condition: { StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" } },
      }),
    ),
    source: "KMS Developer Guide, Best practices for IAM policies",
  },
  *check({ text, allows }) {
    for (const statement of allows) {
      if (statement.tests.some(({ key }) => isOneOf(key, creationKeys))) continue;
      for (const entry of statement.actions)
        if (!entry.isEverything && entry.kms.includes("CreateKey"))
          yield {
            at: entry,
            message: "this makes keys of any type: hold it to `kms:KeySpec` SYMMETRIC_DEFAULT",
            fix:
              statement.actions.length === 1
                ? addCondition(
                    text,
                    statement,
                    "StringEquals",
                    "kms:KeySpec",
                    '"SYMMETRIC_DEFAULT"',
                  )
                : undefined,
          };
    }
  },
};

const creationKeys = [
  "kms:keyspec",
  "kms:keyusage",
  "kms:keyorigin",
  "kms:multiregion",
  "aws:requesttag/",
  "aws:tagkeys",
];
