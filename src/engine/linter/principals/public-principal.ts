import { accountId } from "#policy";
import { isOneOf, type StatementView } from "../document/view.ts";
import { allowRole, keyPolicy, ownAccount } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** Everyone in every account. */
export const publicPrincipal: Rule = {
  id: "public-principal",
  severity: "security",
  kinds: keyAndTrust,
  docs: {
    what: "An Allow statement has the principal `*`, and no condition says who the caller is.",
    why: "Everyone in every account is let in, given a policy at home. `kms:ViaService` alone does not say who.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: "*",
        Condition: { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Principal: "*",
        Condition: {
          StringEquals: {
            "kms:ViaService": "ec2.us-east-1.amazonaws.com",
            "kms:CallerAccount": ownAccount,
          },
        },
      }),
    ),
    source:
      "KMS Developer Guide, Creating a key policy; IAM User Guide, IAM JSON policy elements: Principal",
  },
  *check({ text, kind, account, allows }) {
    for (const statement of allows) {
      if (saysWho(statement)) continue;
      for (const entry of statement.principals) {
        if (entry.kind !== "everyone") continue;
        const key = kind === "key" ? "kms:CallerAccount" : "aws:PrincipalAccount";
        yield {
          at: entry,
          message: "everyone in every AWS account is let in: no condition says who the caller is",
          fix: accountId(account)
            ? addCondition(text, statement, "StringEquals", key, `"${account}"`)
            : undefined,
        };
      }
    }
  },
};

const callerKeys = [
  "kms:calleraccount",
  "aws:principalaccount",
  "aws:principalarn",
  "aws:principalorgid",
  "aws:principalorgpaths",
  "aws:principaltag/",
  "aws:userid",
  "aws:sourceaccount",
  "aws:sourcearn",
];

/** That a key is there (`Null` false) does not yet say who calls; nor does the value `*`. */
function saysWho({ tests }: StatementView): boolean {
  return tests.some(
    ({ isDemanding, operator, key, values }) =>
      isDemanding &&
      operator.family !== "Null" &&
      isOneOf(key, callerKeys) &&
      values.every(({ text }) => text !== "*"),
  );
}
