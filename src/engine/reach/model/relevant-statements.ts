import { globMatches, hasWildcard } from "#policy";
import type { Layer } from "../../authorizer/evaluation/layers.ts";
import type { CompiledStatement } from "../../authorizer/statement/statement.ts";
import type { Budget } from "../budget.ts";
import { fixedTexts, widenedTexts } from "../classes/resources.ts";
import type { ReadQuestion } from "../question.ts";

/**
 * Tells whether a statement of a layer may say anything about the requests that a question asks about. False only if no
 * action or no resource that is asked about fits it, so that leaving it out changes no answer.
 */
export function relevanceTo(
  question: ReadQuestion,
  { relevance }: Budget,
): (statement: CompiledStatement, layer: Layer) => boolean {
  const { resource, actionPatterns } = question;
  const about = JSON.stringify([resource, actionPatterns]);
  return (statement, layer) => {
    const ofStatement = relevance.get(statement) ?? new Map<string, boolean>();
    relevance.set(statement, ofStatement);
    const name = layer.slot === "resourcePolicy" ? `resource ${about}` : about;
    const relevant = ofStatement.get(name) ?? isRelevant(statement, layer, question);
    ofStatement.set(name, relevant);
    return relevant;
  };
}

function isRelevant(
  statement: CompiledStatement,
  { slot }: Layer,
  question: ReadQuestion,
): boolean {
  const { action, resource, effect } = statement;
  if (action.kind === "given" && !action.negated)
    if (!haveCommon([...action.exact, ...action.patterns], question.actionPatterns)) return false;
  // In a trust policy a Deny with a resource is malformed, and refuses every request.
  if (slot === "resourcePolicy" && effect === "Deny") return true;
  if (resource.kind !== "given" || resource.negated) return true;
  const asked = question.resource;
  return haveCommon(
    [...fixedTexts(resource), ...widenedTexts(resource)],
    typeof asked === "string" ? [] : asked.like,
    typeof asked === "string" ? [asked] : [],
  );
}

/** Whether some text may fit a pattern of the one list, and a pattern of the other or one of the texts. */
function haveCommon(
  patterns: readonly string[],
  others: readonly string[],
  texts: readonly string[] = [],
): boolean {
  return patterns.some(
    (pattern) =>
      others.some((other) => mayMeet(pattern, other)) ||
      texts.some((text) => globMatches(pattern, text)),
  );
}

/** Whether some text may fit both patterns: their beginnings and their ends up to the first wildcard do not contradict. */
function mayMeet(one: string, other: string): boolean {
  if (!hasWildcard(one)) return globMatches(other, one);
  if (!hasWildcard(other)) return globMatches(one, other);
  return (
    agree(one, other, (text, at) => text[at]) && agree(one, other, (text, at) => text.at(-1 - at))
  );
}

/** Whether two patterns have the same characters up to the first wildcard of either. */
function agree(
  one: string,
  other: string,
  charAt: (text: string, at: number) => string | undefined,
): boolean {
  for (let at = 0; ; at += 1) {
    const [char, by] = [charAt(one, at) ?? "*", charAt(other, at) ?? "*"];
    if (hasWildcard(char) || hasWildcard(by)) return true;
    if (char !== by) return false;
  }
}
