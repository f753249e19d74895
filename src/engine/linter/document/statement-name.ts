import { statementName } from "#policy";
import type { LintedDocument, StatementView } from "./view.ts";

/** What a statement is called in a message: its Sid, else its place in the list. */
export function quotedStatementName(
  { statements }: LintedDocument,
  statement: StatementView,
): string {
  const name = statementName(statement.sid, statements.indexOf(statement));
  return statement.sid ? `\`${name}\`` : name;
}
