import { allowsAny, unnamedRole } from "../access/questions.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import {
  isLimitedBy,
  type LintedDocument,
  namesKms,
  type StatementView,
} from "../document/view.ts";
import { foreignRole, policy, trust } from "../examples.ts";
import { useCalls } from "../kms/calls.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** Another account as a whole, where one role is meant. */
export const wholeAccountPrincipal: Rule = {
  id: "whole-account-principal",
  severity: "warning",
  kinds: keyAndTrust,
  docs: {
    kind: "trust",
    what: "Another account as a whole may use the key or assume the role, and no condition says which of its roles.",
    why: "That account's administrators decide who of theirs gets in. Name the role, or test the caller or an external id.",
    failing: policy(trust({ Principal: { AWS: "arn:aws:iam::222222222222:root" } })),
    passing: policy(trust({ Principal: { AWS: foreignRole } })),
    source:
      "KMS Developer Guide, Allowing users in other accounts to use a KMS key; IAM User Guide, access to AWS accounts owned by third parties (external id)",
  },
  *check(document) {
    const { kind, allows } = document;
    for (const statement of allows) {
      if (kind === "key" ? !usesKeyAtLarge(statement) : !assumesAtLarge(statement)) continue;
      for (const entry of statement.principals)
        if (entry.kind === "account" && entry.isForeign && letsIn(document, statement, entry))
          yield {
            at: entry,
            severity: kind === "key" ? "suggestion" : "warning",
            message:
              kind === "key"
                ? `everyone that account ${entry.account} chooses may use this key: name the role`
                : `everyone that account ${entry.account} chooses may become this role: name the role, or ask for an external id`,
          };
    }
  },
};

function usesKeyAtLarge(statement: StatementView): boolean {
  const keys = ["aws:principalarn", "aws:principaltag/", "kms:granteeprincipal"];
  return namesKms(statement, useCalls) && !isLimitedBy(statement, keys);
}

const assumeKeys = [
  "sts:externalid",
  "sts:rolesessionname",
  "aws:principalarn",
  "aws:principaltag/",
  "aws:principalorgid",
  "aws:userid",
];

function assumesAtLarge(statement: StatementView): boolean {
  const assumes = statement.actions.some(
    ({ isAll, actions }) => isAll || actions.includes("sts:AssumeRole"),
  );
  return assumes && !isLimitedBy(statement, assumeKeys);
}

/** Whether a role of the account that the document does not name gets in, its conditions and Denies counted. */
function letsIn(
  document: LintedDocument,
  statement: StatementView,
  { account }: PrincipalEntry,
): boolean {
  const { denies, kind } = document;
  if (account === undefined || (!statement.hasCondition && denies.length === 0)) return true;
  const actions = kind === "key" ? useCalls.map((name) => `kms:${name}`) : ["sts:AssumeRole"];
  const principals = [unnamedRole(document, account)];
  return allowsAny(document, [statement, ...denies], { actions, principals }) !== false;
}
