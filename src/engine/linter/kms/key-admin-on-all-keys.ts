import { isLimitedBy } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { isAnyKey } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { adminCalls } from "./calls.ts";

/** What can take any key away from its owner. */
export const keyAdminOnAllKeys: Rule = {
  id: "key-admin-on-all-keys",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "A call that can take a key away (PutKeyPolicy, ScheduleKeyDeletion, DisableKey and the like) is allowed on every key.",
    why: "A mistake or a thief can make the whole account's data unreadable.",
    failing: policy(
      allow("kms:ScheduleKeyDeletion", { Resource: "arn:aws:kms:*:111111111111:key/*" }),
    ),
    passing: policy(allow("kms:ScheduleKeyDeletion")),
    source: "KMS Developer Guide, Best practices for IAM policies",
  },
  *check({ allows }) {
    for (const statement of allows) {
      if (!statement.resources.some(isAnyKey)) continue;
      if (isLimitedBy(statement, ["kms:resourcealiases", "aws:resourcetag/"])) continue;
      for (const entry of statement.actions)
        if (!entry.isEverything && entry.kms.some((name) => adminCalls.includes(name)))
          yield {
            at: entry,
            message: `\`${entry.text}\` can take any key of the account away from its users: name the keys`,
          };
    }
  },
};
