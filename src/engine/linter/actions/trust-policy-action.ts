import type { ActionEntry } from "../document/entries.ts";
import { policy, trust } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { trustOnly } from "../rule-kinds.ts";

/** A trust policy says who may become the role, and nothing else. */
export const trustPolicyAction: Rule = {
  id: "trust-policy-action",
  severity: "error",
  kinds: trustOnly,
  docs: {
    what: "An entry of a trust policy names something else than the calls by which one becomes the role.",
    why: "IAM refuses the document. What the role may do belongs in an identity policy.",
    failing: policy(trust({ Action: ["sts:AssumeRole", "kms:Decrypt"] })),
    passing: policy(trust({ Action: ["sts:AssumeRole", "sts:TagSession"] })),
    source: "IAM User Guide, Access Analyzer policy check reference (Unsupported action in policy)",
  },
  *check({ tree, statements }) {
    for (const { actions, notActions } of statements)
      for (const entry of [...actions, ...notActions])
        if (entry.service !== "" && !isAboutTheRole(entry))
          yield {
            at: entry,
            message: `IAM refuses \`${entry.text}\` in a trust policy: what the role may do belongs in an identity policy`,
            fix: removeFromList(tree, entry, entry.text),
          };
  },
};

const roleCalls: readonly string[] = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithSAML",
  "sts:AssumeRoleWithWebIdentity",
  "sts:TagSession",
  "sts:SetSourceIdentity",
  "sts:SetContext",
];

/** An entry that names no action at all is left to `unknown-action`. */
const isAboutTheRole = ({ service, actions }: ActionEntry) =>
  service === "sts" &&
  (actions.length === 0 || actions.some((action) => roleCalls.includes(action)));
