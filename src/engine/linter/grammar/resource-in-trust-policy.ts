import { policy, trust } from "../examples.ts";
import { removeMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { trustOnly } from "../rule-kinds.ts";

/** A trust policy says nothing of which resource: it is the role. */
export const resourceInTrustPolicy: Rule = {
  id: "resource-in-trust-policy",
  severity: "error",
  kinds: trustOnly,
  docs: {
    what: "A statement of a trust policy has Resource or NotResource.",
    why: "IAM refuses the document: the resource is the role that the policy belongs to.",
    failing: policy(trust({ Resource: "*" })),
    passing: policy(trust()),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Role trust policy syntax error resource)",
  },
  *check({ statements }) {
    for (const { members } of statements)
      for (const name of ["Resource", "NotResource"]) {
        const member = members.get(name);
        if (member)
          yield {
            at: member.at,
            message: `IAM refuses ${name} in a trust policy: the resource is the role`,
            fix: removeMember(member),
          };
      }
  },
};
