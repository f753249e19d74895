import { globMatches } from "#policy";
import type { ActionEntry } from "../document/entries.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import type { StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import { patternCovers } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** What a Deny of the same document takes back. */
export const allowShadowedByDeny: Rule = {
  id: "allow-shadowed-by-deny",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "An allowed entry is wholly covered by a Deny statement without conditions in the same document.",
    why: "A Deny always wins: the entry gives nothing.",
    failing: policy(allow(["kms:Decrypt", "kms:DescribeKey"]), {
      Effect: "Deny",
      Action: "kms:Dec*",
      Resource: "*",
    }),
    passing: policy(allow("kms:DescribeKey"), {
      Effect: "Deny",
      Action: "kms:Dec*",
      Resource: "*",
    }),
    source: "IAM User Guide, Policy evaluation logic",
  },
  *check({ kind, tree, allows, denies }) {
    const absolute = denies.filter(
      ({ hasCondition, actions }) => !hasCondition && actions.length > 0,
    );
    if (absolute.length === 0 || absolute.length * allows.length > mostPairs) return;
    for (const statement of allows) {
      const reaching = absolute.filter((deny) =>
        kind === "key" ? coversPrincipals(deny, statement) : coversResources(deny, statement),
      );
      if (reaching.length === 0) continue;
      for (const entry of statement.actions)
        if (reaching.some((deny) => coversEntry(deny, entry)))
          yield {
            at: entry,
            message: `\`${entry.text}\` is not allowed: a Deny of this document takes it back`,
            fix: removeFromList(tree, entry, entry.text),
          };
    }
  },
};

/** No document that AWS takes has so many statements: past it the time would not be bounded. */
const mostPairs = 10_000;

function coversEntry({ actions }: StatementView, entry: ActionEntry): boolean {
  if (actions.some(({ pattern }) => patternCovers(pattern, entry.pattern))) return true;
  if (entry.isAll || entry.isExplicit || entry.actions.length === 0) return false;
  return entry.actions.every((action) =>
    actions.some(({ pattern }) => globMatches(pattern, action.toLowerCase())),
  );
}

function coversResources(deny: StatementView, { resources }: StatementView): boolean {
  return (
    resources.length > 0 &&
    resources.every(({ text }) => deny.resources.some((wide) => patternCovers(wide.text, text)))
  );
}

function coversPrincipals(deny: StatementView, { principals }: StatementView): boolean {
  return (
    principals.length > 0 &&
    principals.every((entry) => deny.principals.some((wide) => isSame(wide, entry)))
  );
}

const isSame = (wide: PrincipalEntry, narrow: PrincipalEntry) =>
  (wide.kind === "everyone" && narrow.type === "AWS") ||
  (wide.type === narrow.type && wide.text === narrow.text) ||
  (wide.kind === "account" && narrow.kind === "account" && wide.account === narrow.account);
