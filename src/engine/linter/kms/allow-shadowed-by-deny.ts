import { globMatches } from "#policy";
import { examplesOf, isAllowed } from "../access/examples-of.ts";
import { allowsAny, questionAbout, requestsOf } from "../access/questions.ts";
import type { ActionEntry } from "../document/entries.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import { patternCovers, patternsOverlap } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

/** What a Deny of the same document takes back. */
export const allowShadowedByDeny: Rule = {
  id: "allow-shadowed-by-deny",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "Nothing of what an allowed entry allows is left by the Deny statements of the same document, their conditions counted.",
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
  *check(document) {
    const { tree, allows, denies } = document;
    if (denies.length === 0 || denies.length * allows.length > mostPairs) return;
    let questions = 0;
    for (const statement of allows)
      for (const entry of statement.actions) {
        const reaching = denies.filter((deny) => reachesEntry(deny, entry));
        if (!coverEntry(reaching, entry)) continue;
        if (!isCovered(document, statement, entry, reaching)) {
          if (questions === mostQuestions) continue;
          questions += 1;
          if (!isTakenBack(document, statement, entry, reaching)) continue;
        }
        yield {
          at: entry,
          message: `\`${entry.text}\` is not allowed: a Deny of this document takes it back`,
          fix: removeFromList(tree, entry, entry.text),
        };
      }
  },
};

/** Questions about all requests in one document, so that its time is bounded. */
const mostQuestions = 10;

/** Whether Denies leave nothing of an entry, over all requests; an entry that allows nothing anyway is another fault. */
function isTakenBack(
  document: LintedDocument,
  statement: StatementView,
  entry: ActionEntry,
  denies: readonly StatementView[],
): boolean {
  const { policies } = questionAbout(document, [statement, ...denies]);
  const examples = examplesOf(document, statement, [entry], denies);
  if (examples.some((request) => isAllowed(request, policies))) return false;
  const question = {
    ...requestsOf(statement),
    actions: [entry.pattern],
    requests: entry.service === "kms" ? "real" : "any",
  } as const;
  // The cheaper question first: of entries that allow nothing anyway, the other one is not asked.
  return (
    allowsAny(document, [statement], question) === true &&
    allowsAny(document, [statement, ...denies], question) === false
  );
}

/** Whether one Deny without conditions covers an entry: seen from the texts alone. */
function isCovered(
  { kind }: LintedDocument,
  statement: StatementView,
  entry: ActionEntry,
  denies: readonly StatementView[],
): boolean {
  return denies.some(
    (deny) =>
      !deny.hasCondition &&
      deny.actions.length > 0 &&
      coverEntry([deny], entry) &&
      (kind === "key" ? coversPrincipals(deny, statement) : coversResources(deny, statement)),
  );
}

/** No document that AWS takes has so many statements: past it the time would not be bounded. */
const mostPairs = 10_000;

function reachesEntry({ actions, members }: StatementView, { pattern }: ActionEntry): boolean {
  return members.has("NotAction") || actions.some((own) => patternsOverlap(own.pattern, pattern));
}

/** Whether the actions of some Denies together may cover an entry. */
function coverEntry(denies: readonly StatementView[], entry: ActionEntry): boolean {
  if (denies.some(({ members }) => members.has("NotAction"))) return true;
  const patterns = denies.flatMap(({ actions }) => actions.map(({ pattern }) => pattern));
  if (patterns.some((pattern) => patternCovers(pattern, entry.pattern))) return true;
  if (entry.isAll || entry.isExplicit || entry.actions.length === 0) return false;
  return entry.actions.every((action) =>
    patterns.some((pattern) => globMatches(pattern, action.toLowerCase())),
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
