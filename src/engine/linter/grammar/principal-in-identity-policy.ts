import { allow, policy, role } from "../examples.ts";
import { removeMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** An identity policy names no principal: it applies to the role or user that it is attached to. */
export const principalInIdentityPolicy: Rule = {
  id: "principal-in-identity-policy",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "A statement of an identity policy has Principal or NotPrincipal.",
    why: "IAM refuses the document: the principal is the role or user that has the policy.",
    failing: policy(allow("kms:DescribeKey", { Principal: { AWS: role } })),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Unsupported principal)",
  },
  *check({ statements }) {
    for (const { members } of statements)
      for (const name of ["Principal", "NotPrincipal"]) {
        const member = members.get(name);
        if (member)
          yield {
            at: member.at,
            message: `IAM refuses ${name} here: the principal is the role or user that has the policy`,
            fix: removeMember(member),
          };
      }
  },
};
