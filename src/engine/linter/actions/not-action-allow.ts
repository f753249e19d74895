import { keyArn, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** `Allow` with `NotAction` gives everything that is not on the list. */
export const notActionAllow: Rule = {
  id: "not-action-allow",
  severity: "security",
  kinds: everyKind,
  docs: {
    what: "An Allow statement has NotAction.",
    why: "It gives every action that is not on the list, those that AWS adds later too.",
    failing: policy({ Effect: "Allow", NotAction: "kms:ScheduleKeyDeletion", Resource: keyArn }),
    passing: policy({ Effect: "Deny", NotAction: "kms:DescribeKey", Resource: keyArn }),
    source: "IAM User Guide, IAM JSON policy elements: NotAction",
  },
  *check({ allows }) {
    for (const { members } of allows) {
      const element = members.get("NotAction");
      if (element)
        yield {
          at: element.at,
          message:
            "this gives every action that is not on the list: list what is allowed with Action",
        };
    }
  },
};
