import { kmsAction } from "#policy/kms";
import { allowRole, keyPolicy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** A call that is not about a key cannot be given by a key's policy. */
export const actionNotInKeyPolicy: Rule = {
  id: "action-not-in-key-policy",
  severity: "warning",
  kinds: keyOnly,
  docs: {
    what: "A key policy allows a call that takes no key as its resource: CreateKey, ListKeys, ListAliases, GenerateRandom, ListRetirableGrants, the key store calls.",
    why: "The entry gives nothing: KMS looks at no key policy for such a call. It belongs in an identity policy.",
    failing: keyPolicy(allowRole(["kms:DescribeKey", "kms:ListAliases"])),
    passing: keyPolicy(allowRole(["kms:DescribeKey", "kms:List*"])),
    source: "KMS Developer Guide, Default key policy; AWS KMS permissions",
  },
  *check({ tree, allows }) {
    for (const { actions } of allows)
      for (const entry of actions) {
        if (!entry.isExplicit || entry.kms.length === 0) continue;
        if (kmsAction(entry.text)?.resourceTypes.length !== 0) continue;
        yield {
          at: entry,
          message: `\`${entry.text}\` gives nothing here: the call takes no key, so only an identity policy can give it`,
          fix: removeFromList(tree, entry, entry.text),
        };
      }
  },
};
