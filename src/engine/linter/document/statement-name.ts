import type { LintedDocument, StatementView } from "./view.ts";

/** What a statement is called in a message: its Sid, else its place in the list. */
export function statementName({ statements }: LintedDocument, statement: StatementView): string {
  return statement.sid ? `\`${statement.sid}\`` : `statement ${statements.indexOf(statement) + 1}`;
}
