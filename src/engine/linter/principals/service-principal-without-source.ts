import { accountId } from "#policy";
import { isLimitedBy } from "../document/view.ts";
import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyOnly } from "../rule-kinds.ts";

/** A service that may use the key on anybody's behalf. */
export const servicePrincipalWithoutSource: Rule = {
  id: "service-principal-without-source",
  severity: "security",
  kinds: keyOnly,
  docs: {
    what: "An Allow statement names a service, and no condition limits the account or resource it calls for.",
    why: "Another customer can make the service use this key for them (the confused deputy).",
    failing: keyPolicy(
      allowRole("kms:Decrypt", { Principal: { Service: "logs.us-east-1.amazonaws.com" } }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: { Service: "logs.us-east-1.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": ownAccount } },
      }),
    ),
    source:
      "KMS Developer Guide, Permissions for AWS services in key policies; Access Analyzer (Restrict access to service principal)",
  },
  *check({ text, account, allows }) {
    for (const statement of allows) {
      if (isLimitedBy(statement, sourceKeys)) continue;
      for (const entry of statement.principals)
        if (entry.type === "Service")
          yield {
            at: entry,
            // A name that is none, or that gets nothing, is the fault to say.
            within: entry,
            message: `\`${entry.text}\` may use the key on anybody's behalf: test \`aws:SourceAccount\` or \`aws:SourceArn\``,
            fix: accountId(account)
              ? addCondition(text, statement, "StringEquals", "aws:SourceAccount", `"${account}"`)
              : undefined,
          };
    }
  },
};

const sourceKeys = [
  "aws:sourceaccount",
  "aws:sourcearn",
  "aws:sourceorgid",
  "aws:sourceorgpaths",
  "kms:encryptioncontext:",
  "kms:calleraccount",
];
