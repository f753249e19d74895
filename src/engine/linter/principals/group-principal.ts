import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** A group is not a principal. */
export const groupPrincipal: Rule = {
  id: "group-principal",
  severity: "error",
  kinds: keyAndTrust,
  docs: {
    what: "A principal is an IAM group.",
    why: "AWS refuses the document: groups do not sign in. Name the users, or let IAM policies count for the key and give the group one.",
    failing: keyPolicy(
      allowRole("kms:DescribeKey", {
        Principal: { AWS: "arn:aws:iam::111111111111:group/forensics" },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:DescribeKey", {
        Principal: { AWS: "arn:aws:iam::111111111111:user/forensics" },
      }),
    ),
    source:
      "IAM User Guide, IAM JSON policy elements: Principal; KMS Developer Guide, Changing a key policy",
  },
  *check({ statements }) {
    for (const { principals, notPrincipals } of statements)
      for (const entry of [...principals, ...notPrincipals])
        if (entry.kind === "group")
          yield {
            at: entry,
            message: `AWS refuses the group \`${entry.text}\` as a principal: name its users`,
          };
  },
};
