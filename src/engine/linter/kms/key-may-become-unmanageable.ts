import { allowsAny, ownAccountOf, rootOf, unnamedRole } from "../access/questions.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { allowRole, keyPolicy, policy, role } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";
import { isOwnRoot, reachesAction } from "./own-root.ts";

/** Only users or roles that may be deleted can change the key policy. */
export const keyMayBecomeUnmanageable: Rule = {
  id: "key-may-become-unmanageable",
  severity: "warning",
  kinds: keyOnly,
  docs: {
    what: "Users or roles of the account may change the key policy, the account itself may not.",
    why: "Once they are deleted, only AWS Support can help.",
    failing: policy(
      allowRole(["kms:PutKeyPolicy", "kms:GetKeyPolicy"], { Principal: { AWS: role } }),
      allowRole("kms:DescribeKey", { Principal: { AWS: "111111111111" } }),
    ),
    passing: keyPolicy(allowRole(["kms:PutKeyPolicy", "kms:GetKeyPolicy"])),
    source: "KMS Developer Guide, Default key policy",
  },
  *check(document) {
    const givers = document.allows.filter((one) => reachesAction(one, "PutKeyPolicy"));
    if (isKept(document, givers)) return;
    for (const { principals, actions } of givers) {
      if (!principals.some(({ kind, isOwn }) => isOwn && (kind === "user" || kind === "role")))
        continue;
      const entry = actions.find(({ kms }) => kms.includes("PutKeyPolicy"));
      if (!entry) continue;
      yield {
        at: entry,
        message:
          "once these users and roles are deleted, nobody can change this policy: give `kms:PutKeyPolicy` to the account too",
      };
      return;
    }
  },
};

/** Whether the account's root user, or a role that the document does not name, may change the key policy. */
function isKept(document: LintedDocument, givers: readonly StatementView[]): boolean {
  const lasting = givers.filter(
    ({ principals, members }) =>
      members.has("NotPrincipal") ||
      principals.some((entry) => isOwnRoot(entry) || entry.kind === "everyone"),
  );
  const takers = document.denies.filter((deny) => reachesAction(deny, "PutKeyPolicy"));
  if (lasting.length === 0) return false;
  if (takers.length === 0 && lasting.some(({ hasCondition }) => !hasCondition)) return true;
  const account = ownAccountOf(document);
  const question = {
    actions: ["kms:PutKeyPolicy"],
    principals: [rootOf(document, account), unnamedRole(document, account)],
    given: { "kms:ViaService": null },
  };
  return allowsAny(document, [...lasting, ...takers], question) !== false;
}
