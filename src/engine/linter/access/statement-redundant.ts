import { statementName } from "#policy";
import { compareReach } from "../../reach/compare.ts";
import type { ReachQuestion } from "../../reach/types.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import { type LintedDocument, placeOfStatement, type StatementView } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import { patternCovers, patternsOverlap } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { examplesOf, isAllowed } from "./examples-of.ts";
import {
  allowsAny,
  questionAbout,
  questionAfterDenies,
  requestsOf,
  type StatementQuestion,
} from "./questions.ts";

/** What a statement is called in a message: its Sid, else its place in the list. */
export function quotedStatementName(
  { statements }: LintedDocument,
  statement: StatementView,
): string {
  const name = statementName(statement.sid, statements.indexOf(statement));
  return statement.sid ? `\`${name}\`` : name;
}

/** Without the statement the document says the same. */
export const statementRedundant: Rule = {
  id: "statement-redundant",
  severity: "suggestion",
  kinds: everyKind,
  withoutErrors: true,
  docs: {
    kind: "key",
    what: "Without the statement the document allows and denies exactly the same requests.",
    why: "Everyone who reads or tightens the document later has to read both; removing one changes nothing.",
    failing: keyPolicy(
      allowRole(["kms:Decrypt", "kms:DescribeKey"], { Sid: "UseKey" }),
      allowRole("kms:Decrypt", { Sid: "DecryptForEc2", Condition: viaEc2() }),
    ),
    passing: keyPolicy(
      allowRole("kms:DescribeKey", { Sid: "DescribeKey" }),
      allowRole("kms:Decrypt", { Sid: "DecryptForEc2", Condition: viaEc2() }),
    ),
    source: "IAM User Guide, Policy evaluation logic",
  },
  *check(document) {
    const { statements, tree, wrongTypes } = document;
    if (wrongTypes.length > 0 || statements.length > mostStatements) return;
    const gone = new Set<StatementView>();
    let questions = 0;
    for (const statement of statements.toReversed()) {
      const others = statements.filter((other) => other !== statement && !gone.has(other));
      const alike = others.filter((other) => mayCoverPart(document, other, statement));
      if (!mayCover(document, alike, statement) || questions === mostQuestions) continue;
      questions += 1;
      if (!isCovered(document, others, statement)) continue;
      gone.add(statement);
      const one = alike.find((other) => isCovered(document, [other], statement));
      const by = (one ? [one] : alike)
        .slice(0, 3)
        .map((other) => quotedStatementName(document, other));
      yield {
        at: placeOfStatement(statement),
        message: `${by.join(", ")} ${by.length === 1 ? "already says" : "already say"} all of this statement: without it the document ${statement.effect === "Deny" ? "denies" : "allows"} the same`,
        fix: removeFromList(tree, statement, quotedStatementName(document, statement)),
      };
    }
  },
};

/** No document is worth more: a suggestion may not cost a keystroke. */
const mostStatements = 60;
const mostQuestions = 12;

function viaEc2() {
  return { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
}

/** Whether a statement adds nothing to others, over all requests; one that never applies is another fault. */
function isCovered(
  document: LintedDocument,
  others: readonly StatementView[],
  statement: StatementView,
): boolean {
  const settings = { ...requestsOf(statement), requests: "any" } as const;
  const isDeny = statement.effect === "Deny";
  const beside = isDeny ? others.filter(({ effect }) => effect === "Deny") : others;
  const ask = (list: readonly StatementView[]) =>
    isDeny
      ? [questionAfterDenies(document, list, settings)]
      : questionsAboutAllows(document, list, settings);
  const pairs = zip(ask(beside), ask([...beside, statement]));
  const differs = examplesOf(
    document,
    statement,
    statement.actions,
    isDeny ? [] : document.denies,
  ).some((request) =>
    pairs.some(
      ([one, other]) => isAllowed(request, one.policies) !== isAllowed(request, other.policies),
    ),
  );
  if (differs) return false;
  if (!isDeny && allowsAny(document, [statement], settings) !== true) return false;
  return pairs.every(([one, other]) => {
    const { gained, lost, undecided } = compareReach(one, other, document.reachCache);
    return gained.length + lost.length + undecided.length === 0;
  });
}

function zip<T>(one: readonly T[], other: readonly T[]): readonly (readonly [T, T])[] {
  return one.flatMap((item, at) => other.slice(at, at + 1).map((next) => [item, next] as const));
}

/** A key or trust policy is asked with and without the callers' own policies: a statement for an account needs them. */
function questionsAboutAllows(
  document: LintedDocument,
  statements: readonly StatementView[],
  settings: StatementQuestion,
): readonly ReachQuestion[] {
  const question = questionAbout(document, statements, settings);
  if (document.kind === "identity") return [question];
  return [question, { ...question, policies: { ...question.policies, identityPolicies: [] } }];
}

/** Whether one statement may say a part of another, seen from the texts alone: what this refuses is not asked. */
function mayCoverPart(
  { kind }: LintedDocument,
  other: StatementView,
  statement: StatementView,
): boolean {
  if (other.effect !== statement.effect) return false;
  const actions =
    isOpen(other, "Action") ||
    isOpen(statement, "Action") ||
    other.actions.some((one) =>
      statement.actions.some(({ pattern }) => patternsOverlap(one.pattern, pattern)),
    );
  if (!actions) return false;
  if (kind === "identity")
    return (
      isOpen(other, "Resource") ||
      isOpen(statement, "Resource") ||
      other.resources.some((one) =>
        statement.resources.some(({ text }) => patternsOverlap(one.text, text)),
      )
    );
  return (
    isOpen(other, "Principal") ||
    isOpen(statement, "Principal") ||
    other.principals.some((one) => statement.principals.some((entry) => mayReach(one, entry)))
  );
}

/** Whether statements together may say all of another, seen from the texts alone. */
function mayCover(
  { kind }: LintedDocument,
  others: readonly StatementView[],
  statement: StatementView,
): boolean {
  if (others.length === 0) return false;
  const covered = statement.actions.every(
    ({ pattern, isExplicit, actions }) =>
      others.some(
        (other) =>
          isOpen(other, "Action") ||
          other.actions.some((one) => patternCovers(one.pattern, pattern)),
      ) ||
      (!isExplicit && actions.length > 0),
  );
  if (!covered) return false;
  return (
    kind === "identity" ||
    statement.principals.every((entry) =>
      others.some(
        (other) =>
          isOpen(other, "Principal") || other.principals.some((one) => mayReach(one, entry)),
      ),
    )
  );
}

const isOpen = ({ members }: StatementView, element: string) => members.has(`Not${element}`);

/** Whether one principal may stand for another: the same, everyone, or the role of a session. */
function mayReach(one: PrincipalEntry, entry: PrincipalEntry): boolean {
  if (one.kind === "everyone" || one.text === entry.text) return true;
  if (one.kind === "account" && entry.kind === "account") return one.account === entry.account;
  return entry.kind === "session" && one.kind === "role" && one.account === entry.account;
}
