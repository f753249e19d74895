import { accountId, isOrganizationId } from "#policy";
import { callerAgainst, ownAccountOf } from "../access/questions.ts";
import {
  type ConditionTest,
  isOneOf,
  type LintedDocument,
  type StatementView,
} from "../document/view.ts";
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
    what: "An Allow statement has the principal `*`, and neither its conditions nor a Deny of the document keep out accounts and organizations that the document does not name. All requests are checked, not the shape of the conditions: a tag, a pattern of account numbers or a role name in any account can be met by a stranger.",
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
  *check(document) {
    const { text, kind, account, allows } = document;
    for (const statement of allows) {
      const everyone = statement.principals.filter((entry) => entry.kind === "everyone");
      if (everyone.length === 0) continue;
      const stranger = strangerLetIn(document, statement);
      if (stranger === false) continue;
      if (stranger === undefined && testsCaller(statement)) continue;
      const key = kind === "key" ? "kms:CallerAccount" : "aws:PrincipalAccount";
      for (const entry of everyone)
        yield {
          at: entry,
          message:
            stranger && testsCaller(statement)
              ? `strangers are let in: \`${stranger}\` meets the conditions`
              : "everyone in every AWS account is let in: no condition says who the caller is",
          fix: accountId(account)
            ? addCondition(text, statement, "StringEquals", key, `"${account}"`)
            : undefined,
        };
    }
  },
};

/**
 * A caller of an account, an organization and with an id that the document does not name, whom a statement lets in in spite
 * of the document's Denies; `false` if there is none, `undefined` if that is not decided.
 */
function strangerLetIn(document: LintedDocument, statement: StatementView) {
  const { text, denies } = document;
  if (statement.tests.some(namesCallers)) return false;
  if (denies.length === 0 && !testsCaller(statement)) return undefined;
  const organizations = namedIn(text, /\bo-[a-z0-9]+\b/g).filter(isOrganizationId);
  const ids = namedIn(text, /\bA(?:ROA|IDA)[A-Z0-9]{12,}\b/g);
  const paths = organizations.map((id) => `${id}/*`);
  const users = ids.flatMap((id) => [id, `${id}:*`]);
  const when = {
    ...(organizations.length > 0 && {
      StringNotEquals: { "aws:PrincipalOrgID": organizations },
      "ForAllValues:StringNotLike": { "aws:PrincipalOrgPaths": paths },
    }),
    ...(ids.length > 0 && { StringNotLike: { "aws:userid": users } }),
  };
  return callerAgainst(document, [statement, ...denies], {
    principals: ["arn:*"],
    exceptPrincipals: [ownAccountOf(document), ...namedIn(text, /(?<!\d)\d{12}(?!\d)/g)],
    ...(Object.keys(when).length > 0 ? { when } : {}),
  });
}

function namedIn(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.match(pattern) ?? [])];
}

/** A test that only callers of named accounts or organizations pass. */
function namesCallers({ operator, key, values, isDemanding }: ConditionTest): boolean {
  const exact = ["kms:calleraccount", "aws:principalaccount", "aws:principalorgid"];
  return (
    isDemanding &&
    operator.name === "StringEquals" &&
    operator.set === undefined &&
    exact.includes(key) &&
    values.every(({ text }) => accountId(text) !== undefined || isOrganizationId(text))
  );
}

/** Condition keys that say something of the caller. */
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
function testsCaller({ tests }: StatementView): boolean {
  return tests.some(
    ({ isDemanding, operator, key, values }) =>
      isDemanding &&
      operator.family !== "Null" &&
      isOneOf(key, callerKeys) &&
      values.every(({ text }) => text !== "*"),
  );
}
