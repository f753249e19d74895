import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

const limited = (value: string) =>
  policy(allow("kms:CreateGrant", { Condition: { Bool: { "kms:GrantIsForAWSResource": value } } }));

/** Only the grants that are not for AWS. */
export const grantForAwsResourceReversed: Rule = {
  id: "grant-for-aws-resource-reversed",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "An Allow statement tests that `kms:GrantIsForAWSResource` is false.",
    why: "It allows just the grants that were to be kept out, and not those that EBS makes. Use true, or false in a Deny.",
    failing: limited("false"),
    passing: limited("true"),
    source: "KMS Developer Guide, kms:GrantIsForAWSResource",
  },
  *check({ allows }) {
    for (const { key, operator, values } of allows.flatMap(({ tests }) => tests)) {
      if (key !== "kms:grantisforawsresource" || operator.family !== "Bool") continue;
      for (const { text, value, start, end } of values)
        if (text.toLowerCase() === "false")
          yield {
            at: { start, end },
            message: "this allows only grants that are not for AWS, and none that EBS makes",
            fix: {
              label: "write `true`",
              edits: [{ start, end, text: typeof value === "string" ? '"true"' : "true" }],
            },
          };
    }
  },
};
