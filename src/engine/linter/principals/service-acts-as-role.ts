import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** The roles as which services act that never call KMS under their own name. Source: facts §9. */
const roles: Readonly<Record<string, string>> = {
  "autoscaling.amazonaws.com":
    "its service-linked role, aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling",
  "dlm.amazonaws.com": "the role of its policies, such as AWSDataLifecycleManagerDefaultRole",
  "agentless.inspector2.amazonaws.com":
    "its service-linked role, aws-service-role/agentless.inspector2.amazonaws.com/AWSServiceRoleForAmazonInspector2Agentless",
};

/** A service that uses keys as a role, named itself. */
export const serviceActsAsRole: Rule = {
  id: "service-acts-as-role",
  severity: "warning",
  kinds: keyOnly,
  docs: {
    what: "An Allow statement names a service that uses keys as a role: EC2 Auto Scaling, Data Lifecycle Manager, Amazon Inspector.",
    why: "It gives nothing: these services call KMS as a role, which the key policy must name.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "autoscaling.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ownAccount } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: {
          AWS: `arn:aws:iam::${ownAccount}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        },
      }),
    ),
    source:
      "EC2 Auto Scaling User Guide, Required AWS KMS key policy for use with encrypted volumes; EBS User Guide, IAM service roles for Amazon Data Lifecycle Manager; Amazon Inspector User Guide, Service-linked role permissions for agentless scans",
  },
  *check({ allows }) {
    for (const { principals } of allows)
      for (const entry of principals) {
        const name = entry.text.replace(/\.cn$/, "");
        if (entry.type !== "Service" || !Object.hasOwn(roles, name)) continue;
        yield {
          at: entry,
          message: `\`${entry.text}\` gets nothing by this: the service calls KMS as ${roles[name]}, so name that role`,
        };
      }
  },
};
