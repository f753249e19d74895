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
  *check({ allows }) {
    const givers = allows.filter((statement) => reachesAction(statement, "PutKeyPolicy"));
    const isKept = givers.some(
      ({ principals, members }) =>
        members.has("NotPrincipal") ||
        principals.some((entry) => isOwnRoot(entry) || entry.kind === "everyone"),
    );
    if (isKept) return;
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
