import { freeSid, globMatches } from "#policy";
import { carriesConditionKey, expandActionPattern } from "#policy/kms";
import { type Candidate, editOf, ranks } from "./candidate.ts";
import { slotsOf } from "./slots.ts";
import {
  type EditableStatement,
  editableStatements,
  type Path,
  withoutValue,
  withStatementAfter,
} from "./statement-edits.ts";

/**
 * Moves the actions whose requests never have a condition's key to a statement without that condition; the other actions
 * keep it. Returns nothing if `action` is not one of them, or if no other action is left.
 */
export function separateStatement(
  documentId: string,
  at: EditableStatement,
  condition: Path,
  action: string,
): readonly Candidate[] {
  const { Action, Sid } = at.json;
  const key = condition.at(-1) ?? "";
  const actions = Array.isArray(Action) ? Action.map(String) : [];
  const moved = actions.filter((entry) => !mayCarry(entry, key));
  const includes = moved.some((entry) => globMatches(entry.toLowerCase(), action.toLowerCase()));
  if (!includes || moved.length === actions.length) return [];
  const { Condition: _, ...bare } = at.json;
  const kept = slotsOf(at.json).filter(
    ({ path: [name, , other] }) =>
      name === "Condition" && moved.some((entry) => mayCarry(entry, other ?? "")),
  );
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const {
    path: [, operator = "", name = ""],
    json,
  } of kept)
    conditions[operator] = { ...conditions[operator], [name]: json };
  const taken = new Set(editableStatements(at.text).map(({ json }) => json.Sid));
  const own = {
    ...bare,
    ...(typeof Sid === "string" ? { Sid: freeSid(Sid, taken) } : {}),
    Action: moved.length === 1 ? moved[0] : moved,
    ...(kept.length > 0 ? { Condition: conditions } : {}),
  };
  let after = withStatementAfter(at, own);
  for (const entry of moved) {
    const source = statementIn(after, at.position);
    after = source && withoutValue(source, ["Action"], entry);
  }
  const names = moved.map((entry) => JSON.stringify(entry)).join(", ");
  return editOf(
    documentId,
    at,
    after,
    ranks.separateStatement,
    `Move ${names} to a separate statement, without ${JSON.stringify(key)}`,
    { removed: names, added: JSON.stringify(own) },
  );
}

function statementIn(text: string | undefined, position: number): EditableStatement | undefined {
  return editableStatements(text ?? "").find((one) => one.position === position);
}

/** Whether requests for one of the actions of an entry may have a condition key. */
function mayCarry(entry: string, key: string): boolean {
  return expandActionPattern(entry).some((name) => carriesConditionKey(name, key));
}
