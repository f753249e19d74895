import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** KMS knows no federated principals. */
export const federatedInKeyPolicy: Rule = {
  id: "federated-in-key-policy",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "A key policy names a Federated principal.",
    why: "KMS refuses it, or nobody gets access by it: name the role that the federated user assumes.",
    failing: keyPolicy(
      allowRole("kms:DescribeKey", { Principal: { Federated: "cognito-identity.amazonaws.com" } }),
    ),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Federated principal not supported)",
  },
  *check({ statements }) {
    for (const { principals, notPrincipals } of statements)
      for (const entry of [...principals, ...notPrincipals])
        if (entry.type === "Federated")
          yield {
            at: entry,
            message: `KMS takes no federated principal such as \`${entry.text}\`: name the role that is assumed`,
          };
  },
};
