import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import { replaceString } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** A service is named by its host name. */
export const servicePrincipalFormat: Rule = {
  id: "service-principal-format",
  severity: "error",
  kinds: keyOnly,
  docs: {
    what: "A Service principal is not a lower-case `name.amazonaws.com`.",
    why: "KMS refuses the document: there is no such service.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "Logs.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ownAccount } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ownAccount } },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid service principal format)",
  },
  *check({ statements }) {
    for (const { principals, notPrincipals } of statements)
      for (const entry of [...principals, ...notPrincipals]) {
        if (entry.type !== "Service" || isServiceName(entry.text)) continue;
        const meant = entry.text.toLowerCase();
        yield {
          at: entry,
          message: `KMS refuses the service \`${entry.text}\`: write it as \`name.amazonaws.com\``,
          fix: isServiceName(meant) ? replaceString(entry, meant) : undefined,
        };
      }
  },
};

function isServiceName(text: string): boolean {
  return /^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com(\.cn)?$/.test(text);
}
