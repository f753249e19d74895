import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** EBS does not call KMS under its own name. */
export const ebsServicePrincipal: Rule = {
  id: "ebs-service-principal",
  severity: "warning",
  kinds: keyOnly,
  docs: {
    what: "An Allow statement names `ec2.amazonaws.com` or `ebs.amazonaws.com`.",
    why: "It gives nothing: EBS uses the caller's rights, and grants. Name the caller, with `kms:ViaService` if it shall be through EBS only.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "ec2.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ownAccount } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Condition: { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
      }),
    ),
    source:
      "KMS Developer Guide, How Amazon EBS uses AWS KMS; Permissions for AWS services in key policies",
  },
  *check({ allows }) {
    for (const { principals } of allows)
      for (const entry of principals)
        if (entry.type === "Service" && /^(ec2|ebs)\.amazonaws\.com(\.cn)?$/.test(entry.text))
          yield {
            at: entry,
            message: `\`${entry.text}\` gets nothing by this: EBS uses the caller's rights and grants, so name the caller`,
          };
  },
};
