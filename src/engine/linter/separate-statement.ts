import { freeSid, jsonOf } from "#policy";
import type { ActionEntry } from "./document/entries.ts";
import type { ConditionTest, LintedDocument, StatementView } from "./document/view.ts";
import { nodeAt, rangeWithout } from "./fixes.ts";
import type { Fix } from "./types.ts";

type StatementJson = Record<string, unknown> & {
  Condition?: Record<string, Record<string, unknown>>;
};

/**
 * Moves an entry to a separate statement right after its own: a copy with that entry only, changed by `change`. Returns
 * `undefined` if the statement has no other entry or is not in a list.
 */
export function separateStatement(
  { tree, text, statements }: LintedDocument,
  statement: StatementView,
  entry: ActionEntry,
  change: (copy: StatementJson) => void,
): Fix | undefined {
  const item = nodeAt(tree, entry);
  const removed = item?.parent?.type === "array" ? rangeWithout(item) : undefined;
  if (!removed || statement.node.parent?.type !== "array") return undefined;
  const copy = jsonOf(statement.node) as StatementJson;
  copy.Action = entry.text;
  if (statement.sid) copy.Sid = freeSid(statement.sid, new Set(statements.map(({ sid }) => sid)));
  change(copy);
  const lineStart = text.lastIndexOf("\n", statement.start) + 1;
  const before = text.slice(lineStart, statement.start);
  const indent = before.trim() === "" && lineStart > 0 ? `\n${before}` : " ";
  const written = JSON.stringify(copy, null, indent === " " ? undefined : 2);
  const at = statement.end;
  return {
    label: `move \`${entry.text}\` to a separate statement`,
    edits: [
      { ...removed, text: "" },
      { start: at, end: at, text: `,${indent}${written.replaceAll("\n", indent)}` },
    ],
  };
}

/** Takes one test out of a statement, with what is empty after it. */
export function withoutTest(copy: StatementJson, { operator, keyText }: ConditionTest): void {
  const { Condition: condition } = copy;
  const block = condition?.[operator.text];
  if (!condition || !block) return;
  delete block[keyText];
  if (Object.keys(block).length === 0) delete condition[operator.text];
  if (Object.keys(condition).length === 0) delete copy.Condition;
}
