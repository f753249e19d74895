import { allowRole, keyPolicy, role } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** What is left of a deleted role or user. */
export const principalUniqueId: Rule = {
  id: "principal-unique-id",
  severity: "warning",
  kinds: keyAndTrust,
  docs: {
    what: "A principal is an id such as `AROA…` or `AIDA…`.",
    why: "AWS shows the id in place of the ARN when the role or user was deleted: nobody has the access any more, and KMS refuses to save the document again.",
    failing: keyPolicy(
      allowRole("kms:DescribeKey", { Principal: { AWS: [role, "AROADBQP57FF2AEXAMPLE"] } }),
    ),
    passing: keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: [role] } })),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid role reference, Invalid user reference)",
  },
  *check({ tree, statements }) {
    for (const { principals, notPrincipals } of statements)
      for (const entry of [...principals, ...notPrincipals])
        if (entry.kind === "unique-id")
          yield {
            at: entry,
            message: `\`${entry.text}\` is what is left of a deleted role or user: nobody has this access, and KMS refuses to save it`,
            fix: removeFromList(tree, entry, entry.text),
          };
  },
};
