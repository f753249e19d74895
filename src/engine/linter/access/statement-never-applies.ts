import { reachBeyond } from "../../reach/compare.ts";
import { type LintedDocument, placeOfStatement, type StatementView } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { examplesOf, isAllowed } from "./examples-of.ts";
import { allowsAny, questionAbout, questionAfterDenies, requestsOf } from "./questions.ts";

/** No request can match the statement. */
export const statementNeverApplies: Rule = {
  id: "statement-never-applies",
  severity: "warning",
  kinds: everyKind,
  withoutErrors: true,
  docs: {
    kind: "key",
    what: "No request can match the statement: its conditions contradict one another or its principals.",
    why: "It allows or denies nothing, and a reader believes that it does.",
    failing: keyPolicy(
      allowRole("kms:Decrypt", {
        Sid: "Decrypt",
        Condition: { StringEquals: { "kms:CallerAccount": "222222222222" } },
      }),
    ),
    passing: keyPolicy(
      allowRole("kms:Decrypt", {
        Sid: "Decrypt",
        Condition: { StringEquals: { "kms:CallerAccount": "111111111111" } },
      }),
    ),
    source: "IAM User Guide, IAM JSON policy elements: Condition",
  },
  *check(document) {
    if (document.wrongTypes.length > 0) return;
    let questions = 0;
    for (const statement of document.statements) {
      if (!mayContradict(document, statement)) continue;
      if (questions === mostQuestions) return;
      questions += 1;
      if (matchesARequest(document, statement)) continue;
      yield {
        at: placeOfStatement(statement),
        within: statement,
        message: `no request can match this statement: it ${statement.effect === "Deny" ? "denies" : "allows"} nothing`,
      };
    }
  },
};

/** Questions about all requests in one document, so that its time is bounded. */
const mostQuestions = 20;

/** Keys that follow from the caller: they can contradict the Principal element. */
const callerKey = /^(?:aws:(?:principal|userid|username)|kms:calleraccount)/;

/** Whether conditions can contradict one another or the principals, seen from the texts alone. */
function mayContradict({ kind }: LintedDocument, { tests }: StatementView): boolean {
  const keys = tests.map(({ key }) => key);
  return (
    new Set(keys).size < keys.length ||
    (kind !== "identity" && keys.some((key) => callerKey.test(key)))
  );
}

/** Whether some request matches a statement, an Allow or a Deny; `true` if that is not decided. */
function matchesARequest(document: LintedDocument, statement: StatementView): boolean {
  const isOfKms = statement.actions.every(({ service }) => service === "kms" || service === "sts");
  const settings = { ...requestsOf(statement), requests: isOfKms ? "real" : "any" } as const;
  const examples = examplesOf(document, statement);
  if (statement.effect === "Allow") {
    const { policies } = questionAbout(document, [statement], settings);
    if (examples.some((request) => isAllowed(request, policies))) return true;
    return allowsAny(document, [statement], settings) !== false;
  }
  const before = questionAfterDenies(document, [], settings);
  const after = questionAfterDenies(document, [statement], settings);
  const isDenied = examples.some(
    (request) => isAllowed(request, before.policies) && !isAllowed(request, after.policies),
  );
  if (isDenied) return true;
  const { allowed, undecided } = reachBeyond(after, before, document.reachCache);
  return allowed.length + undecided.length > 0;
}
