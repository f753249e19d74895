import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** `kms:ReEncrypt` is a call, but no permission. */
export const reencryptNamesNoAction: Rule = {
  id: "reencrypt-names-no-action",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "An entry is `kms:ReEncrypt`, without From, To or a star.",
    why: "The call ReEncrypt is authorised as `kms:ReEncryptFrom` on the old key and `kms:ReEncryptTo` on the new one. `kms:ReEncrypt` names no action, so it gives nothing and denies nothing.",
    failing: policy(allow("kms:ReEncrypt")),
    passing: policy(allow(["kms:ReEncryptFrom", "kms:DescribeKey"])),
    source:
      "Service Authorization Reference, AWS KMS; KMS Developer Guide, Grants in AWS KMS (grant operations)",
  },
  *check({ tree, statements }) {
    for (const { actions, notActions } of statements)
      for (const entry of [...actions, ...notActions])
        if (entry.pattern === "kms:reencrypt")
          yield {
            at: entry,
            message: `\`${entry.text}\` names no action: it is \`kms:ReEncryptFrom\` on the old key and \`kms:ReEncryptTo\` on the new`,
            fix: replaceInList(tree, entry, "kms:ReEncrypt*"),
          };
  },
};
