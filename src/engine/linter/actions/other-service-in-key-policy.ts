import { allowRole, keyPolicy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** An action of another service in a key policy. */
export const otherServiceInKeyPolicy: Rule = {
  id: "other-service-in-key-policy",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "An entry of a key policy names actions of another service.",
    why: "It gives nothing: a key policy speaks of its key only. It belongs in an identity policy.",
    failing: keyPolicy(allowRole(["kms:DescribeKey", "ec2:CreateSnapshot"])),
    passing: keyPolicy(allowRole(["kms:DescribeKey"])),
    source: "IAM User Guide, Access Analyzer policy check reference (Unsupported action in policy)",
  },
  *check({ tree, statements }) {
    for (const { actions, notActions } of statements)
      for (const entry of [...actions, ...notActions])
        if (entry.service !== "" && entry.service !== "kms")
          yield {
            at: entry,
            message: `\`${entry.text}\` does nothing in a key policy: it is an action of ${entry.service}`,
            fix: removeFromList(tree, entry, entry.text),
          };
  },
};
