import { placeOfStatements } from "../document/view.ts";
import { allowRole, keyPolicy, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";
import { ownRootStatement, reachesAction } from "./own-root.ts";

/** Nobody of the account may change the key policy again. */
export const keyPolicyLockout: Rule = {
  id: "key-policy-lockout",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "No Allow gives `kms:PutKeyPolicy` to the key's own account or one of its principals, or a Deny without conditions takes it from everyone.",
    why: "KMS refuses the document, unless the call bypasses the check; then only AWS Support can help.",
    failing: policy(allowRole("kms:DescribeKey")),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "KMS Developer Guide, Default key policy; Changing a key policy",
  },
  *check(document) {
    const { allows, denies, statements, wrongTypes } = document;
    for (const { principals, actions, hasCondition } of denies) {
      if (hasCondition || !principals.some(({ kind }) => kind === "everyone")) continue;
      for (const entry of actions)
        if (entry.kms.includes("PutKeyPolicy"))
          yield {
            at: entry,
            message:
              "KMS refuses the document: this takes `kms:PutKeyPolicy` from everyone, for good",
          };
    }
    if (statements.length === 0 || wrongTypes.length > 0) return;
    const isGiven = allows.some(
      (statement) =>
        reachesAction(statement, "PutKeyPolicy") &&
        (statement.members.has("NotPrincipal") ||
          statement.principals.some(
            ({ type, kind, isForeign }) => kind === "everyone" || (type === "AWS" && !isForeign),
          )),
    );
    if (!isGiven)
      yield {
        at: placeOfStatements(document),
        message:
          "KMS refuses the document: nobody of the key's account may change it again (`kms:PutKeyPolicy`)",
        fix: ownRootStatement(document),
      };
  },
};
