import { accountId } from "#policy";
import { crossAccountActions } from "#policy/kms";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { allowRole, foreignRole, keyPolicy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** An action that works in the key's own account only, given to another. */
export const actionNeverCrossAccount: Rule = {
  id: "action-never-cross-account",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    kind: "key",
    what: "An entry with actions that work only in the key's account is given to another account, or is allowed on another account's keys.",
    why: "It has no effect there, whatever the policies of both sides say.",
    failing: keyPolicy(
      allowRole(["kms:DescribeKey", "kms:EnableKey"], { Principal: { AWS: foreignRole } }),
    ),
    passing: keyPolicy(
      allowRole(["kms:DescribeKey", "kms:List*"], { Principal: { AWS: foreignRole } }),
    ),
    source: "KMS Developer Guide, Allowing users in other accounts to use a KMS key",
  },
  *check(document) {
    for (const statement of document.allows) {
      if (document.kind === "key" ? !isForeign(statement) : !isOnForeignKeys(statement, document))
        continue;
      for (const entry of statement.actions) {
        if (entry.isEverything || entry.kms.length === 0) continue;
        if (entry.kms.some((action) => crossAccountActions.includes(action))) continue;
        yield {
          at: entry,
          message: `\`${entry.text}\` has no effect across accounts: it works in the key's own account only`,
          fix: removeFromList(document.tree, entry, entry.text),
        };
      }
    }
  },
};

const isForeign = ({ principals }: StatementView) =>
  principals.some((entry) => entry.type === "AWS" && entry.isForeign);

function isOnForeignKeys({ resources }: StatementView, { account }: LintedDocument): boolean {
  return (
    resources.length > 0 &&
    accountId(account) !== undefined &&
    resources.every(
      ({ arn }) =>
        arn?.service === "kms" && accountId(arn.account) !== undefined && arn.account !== account,
    )
  );
}
