import { placeOfStatement } from "../document/view.ts";
import { allowRole, keyPolicy, role } from "../examples.ts";
import { addLastMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** A statement about no resource. */
export const missingResource: Rule = {
  id: "missing-resource",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    kind: "key",
    what: "A statement has neither Resource nor NotResource.",
    why: "AWS refuses the document. KMS once took such a statement and gave it no effect; since August 2025 it refuses it too. In a key policy write `*`, which means this key.",
    failing: keyPolicy({ Effect: "Allow", Principal: { AWS: role }, Action: "kms:DescribeKey" }),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "KMS Developer Guide, Creating a key policy; Access Analyzer (Missing resource)",
  },
  *check({ kind, text, statements }) {
    for (const statement of statements)
      if (!statement.members.has("Resource") && !statement.members.has("NotResource"))
        yield {
          at: placeOfStatement(statement),
          message: "AWS refuses a statement without Resource",
          fix: kind === "key" ? addLastMember(text, statement.node, '"Resource": "*"') : undefined,
        };
  },
};
