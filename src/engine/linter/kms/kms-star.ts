import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import { isForOwnRootAlone } from "./own-root.ts";

/** Every KMS action at once. */
export const kmsStar: Rule = {
  id: "kms-star",
  severity: "security",
  kinds: identityAndKey,
  docs: {
    what: "`kms:*` or `*` is allowed in an identity policy, or in a key policy to anyone but the key's own account.",
    why: "It gives the use of keys, their administration, their deletion and their grants together.",
    failing: policy(allow("kms:*")),
    passing: policy(allow(["kms:DescribeKey", "kms:Decrypt"])),
    source: "KMS Developer Guide, Best practices for IAM policies; Default key policy",
  },
  *check({ kind, allows }) {
    for (const statement of allows) {
      const { actions, principals } = statement;
      if (kind === "key" && (principals.length === 0 || isForOwnRootAlone(statement))) continue;
      for (const entry of actions)
        if (entry.isEverything)
          yield {
            at: entry,
            message: `\`${entry.text}\` gives use, administration, deletion and grants of keys together: list the actions`,
          };
    }
  },
};
