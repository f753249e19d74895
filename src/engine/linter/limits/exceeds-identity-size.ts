import { limits, sizeWithoutWhiteSpace } from "#policy";
import { placeOfStatements } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { counted, longList } from "./sizes.ts";

/** Too long for a managed policy, or for a role at all. */
export const exceedsIdentitySize: Rule = {
  id: "exceeds-identity-size",
  severity: "warning",
  kinds: identityOnly,
  docs: {
    what: "The document has more than 6,144 characters without white space (a managed policy), or more than 10,240 (all inline policies of a role together).",
    why: "IAM refuses it: split it into several.",
    failing: policy(allow("kms:DescribeKey", { Resource: longList(100) })),
    passing: policy(allow("kms:DescribeKey", { Resource: longList(2) })),
    source: "IAM User Guide, IAM and AWS STS quotas",
  },
  *check(document) {
    const size = sizeWithoutWhiteSpace(document.text);
    if (size > limits.inlinePolicies)
      yield {
        at: placeOfStatements(document),
        severity: "error",
        message: `IAM refuses this for any role: ${counted(size)} characters without white space, at most ${counted(limits.inlinePolicies)}; split it`,
      };
    else if (size > limits.managedPolicy)
      yield {
        at: placeOfStatements(document),
        message: `IAM refuses this as a managed policy: ${counted(size)} characters without white space, at most ${counted(limits.managedPolicy)}`,
      };
  },
};
