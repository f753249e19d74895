import { accountId, accountRootArn } from "#policy";
import { arnsOf } from "../document/arns.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import type { Fix } from "../types.ts";

/** The key's own account as a whole. Where the account is not known, any account that is named. */
export function isOwnRoot({ kind, isForeign }: PrincipalEntry): boolean {
  return kind === "account" && !isForeign;
}

/** Whether a statement speaks of the own account alone: what it gives, the account's own policies have to give on. */
export function isForOwnRootAlone({ principals }: StatementView): boolean {
  return principals.length > 0 && principals.every(isOwnRoot);
}

/** Whether a statement names an action, NotAction counted as all the rest. */
export function reachesAction(
  { actions, notActions, members }: StatementView,
  name: string,
): boolean {
  if (members.has("NotAction") && !members.has("Action"))
    return !notActions.some(({ kms }) => kms.includes(name));
  return actions.some(({ kms }) => kms.includes(name));
}

/** Puts the statement that hands the key to its own account before all others. */
export function ownRootStatement(document: LintedDocument): Fix | undefined {
  const { account, members, statements, text } = document;
  const list = members.get("Statement")?.value;
  const first = list?.type === "array" ? list.children?.[0] : undefined;
  if (!list || !first || !accountId(account)) return undefined;
  const [arn] = arnsOf(document);
  const sid = "AccountOwnsKey";
  const statement = {
    ...(statements.some((other) => other.sid === sid) ? {} : { Sid: sid }),
    Effect: "Allow",
    Principal: { AWS: accountRootArn(arn?.arn.partition ?? "aws", account) },
    Action: "kms:*",
    Resource: "*",
  };
  const gap = text.slice(list.offset + 1, first.offset);
  const isLaidOut = gap.includes("\n");
  const written = isLaidOut
    ? JSON.stringify(statement, null, 2).replaceAll("\n", gap)
    : JSON.stringify(statement);
  return {
    label: "let the key's own account manage it",
    edits: [
      { start: first.offset, end: first.offset, text: `${written},${isLaidOut ? gap : " "}` },
    ],
  };
}
