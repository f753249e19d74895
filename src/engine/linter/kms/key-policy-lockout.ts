import { allowsAny, ownAccountOf, rootOf } from "../access/questions.ts";
import { hasOpenPrincipal } from "../document/expressions.ts";
import { type LintedDocument, placeOfStatements } from "../document/view.ts";
import { allowRole, keyPolicy, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";
import { isOwnRoot, ownRootStatement, reachesAction } from "./own-root.ts";

/** Nobody of the account may change the key policy again. */
export const keyPolicyLockout: Rule = {
  id: "key-policy-lockout",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "No user, role or root user of the key's own account is allowed `kms:PutKeyPolicy` by a direct call, every condition and every Deny counted; or a Deny without conditions takes it from everyone.",
    why: "KMS refuses the document, unless the call bypasses the check; then only AWS Support can help.",
    failing: policy(allowRole("kms:DescribeKey")),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "KMS Developer Guide, Default key policy; Changing a key policy",
  },
  *check(document) {
    const { denies, statements, wrongTypes } = document;
    const absolute = denies.filter(
      ({ principals, hasCondition }) =>
        !hasCondition && principals.some(({ kind }) => kind === "everyone"),
    );
    const taking = absolute.flatMap(({ actions }) =>
      actions.filter(({ kms }) => kms.includes("PutKeyPolicy")),
    );
    for (const entry of taking)
      yield {
        at: entry,
        message: "KMS refuses the document: this takes `kms:PutKeyPolicy` from everyone, for good",
      };
    if (taking.length > 0) return;
    if (statements.length === 0 || wrongTypes.length > 0 || hasOpenPrincipal(statements)) return;
    if (isRefusedToAccount(document))
      yield {
        at: placeOfStatements(document),
        message:
          "KMS refuses the document: nobody of the key's account may change it again (`kms:PutKeyPolicy`)",
        fix: denies.some((deny) => reachesAction(deny, "PutKeyPolicy"))
          ? undefined
          : ownRootStatement(document),
      };
  },
};

/**
 * Whether no principal of the key's account may call `kms:PutKeyPolicy` directly. KMS checks that the caller may make the
 * call again, which is a direct one.
 * Source: KMS API Reference, "PutKeyPolicy" (BypassPolicyLockoutSafetyCheck).
 */
function isRefusedToAccount(document: LintedDocument): boolean {
  const { allows, denies } = document;
  const givers = allows.filter((statement) => reachesAction(statement, "PutKeyPolicy"));
  const takers = denies.filter((statement) => reachesAction(statement, "PutKeyPolicy"));
  if (givers.length === 0) return true;
  const isPlain = ({ principals, hasCondition }: (typeof givers)[number]) =>
    !hasCondition && principals.some((entry) => isOwnRoot(entry) || entry.isOwn);
  if (takers.length === 0 && givers.some(isPlain)) return false;
  const account = ownAccountOf(document);
  const ofAccount = rootOf(document, account).replace(/root$/, "*");
  const question = {
    actions: ["kms:PutKeyPolicy"],
    principals: [ofAccount, ofAccount.replace(":iam:", ":sts:")],
    given: { "kms:ViaService": null },
  };
  return allowsAny(document, [...givers, ...takers], question) === false;
}
