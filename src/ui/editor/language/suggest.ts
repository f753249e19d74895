import { freeSid, memberOf, parseDocument, type SyntaxNode, statementNodes } from "#policy";
import { type CursorContext, cursorContextAt } from "./cursor-context.ts";
import { suggestPolicyElements, suggestStatementElements } from "./elements.ts";
import { statementTemplates } from "./statement-templates.ts";
import { suggestActions } from "./suggest-actions.ts";
import { suggestConditionKeys, suggestOperators } from "./suggest-conditions.ts";
import {
  suggestPrincipal,
  suggestPrincipals,
  suggestPrincipalTypes,
} from "./suggest-principals.ts";
import { suggestResources } from "./suggest-resources.ts";
import { suggestConditionValues } from "./suggest-values.ts";
import { literal, type Suggestion, type Surroundings } from "./suggestion.ts";

/** The suggestions at a place of a text, the most likely first, and the range that they replace. */
export interface Suggestions {
  readonly start: number;
  readonly end: number;
  readonly items: readonly Suggestion[];
}

/** The suggestions at an offset; none where no policy element can be written. Never throws. */
export function suggest(text: string, offset: number, around: Surroundings): Suggestions {
  const cursor = cursorContextAt(text, offset);
  if (!cursor) return { start: offset, end: offset, items: [] };
  const { start, end, commaBefore, commaAfter, hasColon } = cursor;
  const before = commaBefore ? ", " : "";
  const after = commaAfter && !hasColon ? "," : "";
  const items = itemsAt(cursor, text, around).map((item) => ({
    ...item,
    insert: `${before}${item.insert}${after}`,
  }));
  return { start, end, items };
}

function itemsAt(cursor: CursorContext, text: string, around: Surroundings): Suggestion[] {
  const { slot } = cursor;
  switch (slot.at) {
    case "policy-element":
      return suggestPolicyElements(cursor);
    case "statement":
      return wholeStatements(text, around);
    case "statement-element":
      return suggestStatementElements(cursor, around);
    case "version":
      return ["2012-10-17", "2008-10-17"].map((version) => plain(version));
    case "effect":
      return ["Allow", "Deny"].map((effect) => plain(effect));
    case "action":
      return suggestActions(
        text.slice(cursor.start, cursor.end).replaceAll('"', ""),
        cursor,
        around,
      );
    case "resource":
      return suggestResources(cursor, around);
    case "principal":
      return suggestPrincipal();
    case "principal-type":
      return suggestPrincipalTypes(cursor);
    case "principal-value":
      return suggestPrincipals(slot.type, cursor, around);
    case "operator":
      return suggestOperators(cursor);
    case "condition-key":
      return suggestConditionKeys(slot.operator, cursor, around);
    case "condition-value":
      return suggestConditionValues(slot, cursor, around);
  }
}

const plain = (text: string): Suggestion => ({ label: text, insert: `"${text}"`, kind: "value" });

function wholeStatements(text: string, around: Surroundings): Suggestion[] {
  const sids = sidsIn(parseDocument(text).tree);
  const known = statementTemplates(around).map(({ label, about, statement }): Suggestion => {
    const Sid = freeSid(statement.Sid, sids);
    const written = JSON.stringify({ ...statement, Sid }, null, 2);
    return { label, about, insert: literal(written), kind: "statement", detail: "statement" };
  });
  const blank = '{\n  "Sid": "$1",\n  "Effect": "Allow",\n  "Action": "$0"\n}';
  return [...known, { label: "Statement", insert: blank, kind: "statement", detail: "to fill in" }];
}

function sidsIn(tree: SyntaxNode | undefined): ReadonlySet<string> {
  const nodes = tree ? statementNodes(tree) : [];
  return new Set(nodes.map((node) => String(memberOf(node, "Sid")?.value)));
}
