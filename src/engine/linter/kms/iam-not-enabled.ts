import { allowsAny, ownAccountOf, unnamedRole } from "../access/questions.ts";
import { hasOpenPrincipal } from "../document/expressions.ts";
import { type LintedDocument, placeOfStatements } from "../document/view.ts";
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
    what: "Nothing in the document lets in a role of the key's own account that it does not name, every condition and every Deny counted.",
    why: "Identity policies of the account can then give nothing on this key: only this document counts.",
    failing: policy(allowRole("kms:*")),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "KMS Developer Guide, Default key policy",
  },
  *check(document) {
    const { statements, wrongTypes } = document;
    if (statements.length === 0 || wrongTypes.length > 0 || hasOpenPrincipal(statements)) return;
    const givers = giversOf(document);
    if (!isEnabled(document, givers))
      yield {
        at: placeOfStatements(document),
        message: `identity policies of the account give nothing on this key: ${
          givers.length === 0
            ? "its own account is no principal here"
            : "where its own account is a principal, a condition or a Deny lets in none of its roles"
        }`,
        fix: ownRootStatement(document),
      };
  },
};

/** The statements that may leave the key to the identity policies of its account. */
function giversOf({ allows }: LintedDocument): LintedDocument["allows"] {
  return allows.filter(
    ({ principals, members }) =>
      members.has("NotPrincipal") ||
      principals.some((entry) => isOwnRoot(entry) || entry.kind === "everyone"),
  );
}

function isEnabled(document: LintedDocument, givers: LintedDocument["allows"]): boolean {
  const { denies } = document;
  if (givers.length === 0) return false;
  if (denies.length === 0 && givers.some(({ hasCondition }) => !hasCondition)) return true;
  const principals = [unnamedRole(document, ownAccountOf(document))];
  return allowsAny(document, [...givers, ...denies], { principals }) !== false;
}
