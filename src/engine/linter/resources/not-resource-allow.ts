import { keyArn, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** `Allow` with `NotResource` gives everything that is not on the list. */
export const notResourceAllow: Rule = {
  id: "not-resource-allow",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "An Allow statement has NotResource.",
    why: "It reaches every resource that is not on the list, those that come later too.",
    failing: policy({ Effect: "Allow", Action: "kms:DescribeKey", NotResource: keyArn }),
    passing: policy({ Effect: "Deny", Action: "kms:DescribeKey", NotResource: keyArn }),
    source: "IAM User Guide, IAM JSON policy elements: NotResource",
  },
  *check({ allows }) {
    for (const { members } of allows) {
      const element = members.get("NotResource");
      if (element)
        yield {
          at: element.at,
          message: "this reaches every resource that is not on the list: list them with Resource",
        };
    }
  },
};
