import { type Candidate, editOf, ranks } from "./candidate.ts";
import { memberText } from "./slots.ts";
import {
  type EditableStatement,
  nameOfStatement,
  type Path,
  withMember,
  withoutStatement,
  withoutValue,
  withValue,
} from "./statement-edits.ts";

/** What takes a call out of a Deny, the narrowest first. */
export function exemptions(
  documentId: string,
  at: EditableStatement,
  { principal, action }: { readonly principal: string; readonly action: string },
): readonly Candidate[] {
  const name = nameOfStatement(at);
  const written = JSON.stringify(principal);
  const exempted = exceptionsOf(at).flatMap((path) =>
    editOf(
      documentId,
      at,
      withValue(at, path, principal),
      ranks.nearMiss,
      `Exempt ${written} from ${name}`,
      {
        added: written,
      },
    ),
  );
  const unnamed =
    at.json.Principal === "*" && !("NotPrincipal" in at.json) && exempted.length === 0;
  const condition = ["Condition", "ArnNotLike", "aws:PrincipalArn"];
  return [
    ...exempted,
    ...(unnamed
      ? editOf(
          documentId,
          at,
          withMember(at, condition, principal),
          ranks.removedCondition,
          `Exempt ${written} from ${name}`,
          {
            added: memberText({ path: condition, json: principal }),
          },
        )
      : []),
    ...editOf(
      documentId,
      at,
      withoutValue(at, ["Action"], action),
      ranks.removedCondition,
      `Remove ${JSON.stringify(action)} from ${name}`,
      { removed: JSON.stringify(action) },
    ),
    ...editOf(documentId, at, withoutStatement(at), ranks.removedStatement, `Remove ${name}`, {
      removed: JSON.stringify(at.json),
    }),
  ];
}

/** The lists of principals that a Deny leaves out. */
function exceptionsOf(at: EditableStatement): readonly Path[] {
  const { Condition, NotPrincipal } = at.json;
  const operators = typeof Condition === "object" && Condition !== null ? Condition : {};
  return [
    ...(NotPrincipal === undefined ? [] : [["NotPrincipal", "AWS"]]),
    ...Object.entries(operators).flatMap(([operator, keys]) =>
      /^(?:ForAnyValue:|ForAllValues:)?(?:Arn|String)Not/i.test(operator)
        ? Object.keys((keys ?? {}) as object).flatMap((key) =>
            key.toLowerCase() === "aws:principalarn" ? [["Condition", operator, key]] : [],
          )
        : [],
    ),
  ];
}
