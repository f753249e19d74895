import { placeOfStatements } from "../document/view.ts";
import { allowRole, keyPolicy, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";
import { isOwnRoot, ownRootStatement } from "./own-root.ts";

/** The account's IAM policies count for nothing on this key. */
export const iamNotEnabled: Rule = {
  id: "iam-not-enabled",
  severity: "warning",
  kinds: keyOnly,
  docs: {
    what: "No Allow statement has the key's own account as its principal.",
    why: "Identity policies of the account can then give nothing on this key: only this document counts.",
    failing: policy(allowRole("kms:*")),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "KMS Developer Guide, Default key policy",
  },
  *check(document) {
    const { allows, statements, wrongTypes } = document;
    if (statements.length === 0 || wrongTypes.length > 0) return;
    const isEnabled = allows.some(
      ({ principals, members }) =>
        members.has("NotPrincipal") ||
        principals.some((entry) => isOwnRoot(entry) || entry.kind === "everyone"),
    );
    if (!isEnabled)
      yield {
        at: placeOfStatements(document),
        message:
          "identity policies of the account give nothing on this key: its own account is no principal here",
        fix: ownRootStatement(document),
      };
  },
};
