import type { Explanation } from "#acquisition";
import type { Failure, PolicySlot, StatementTrace } from "#engine";
import { freeSid, type GivenStatement, globMatches, parseDocument, withStatement } from "#policy";
import { carriesConditionKey, expandActionPattern } from "#policy/kms";
import { type Candidate, editOf, ranks } from "./candidate.ts";
import { memberText, slotsOf } from "./slots.ts";
import {
  type EditableStatement,
  editableStatements,
  nameOfStatement,
  type Path,
  withMember,
  withoutMember,
  withoutStatement,
  withoutValue,
  withReplaced,
  withStatementAfter,
  withValue,
} from "./statement-edits.ts";

/** So many statements are tried: a policy of AWS has fewer. */
const most = 60;

/**
 * Changes of the statements that came close to a denied request, and of the Deny that refused it: one element each. Last
 * the statement to add, as the remedy of the denial has it.
 */
export function nearMissesOf(
  { decision, request, tracePlaces, remedies }: Explanation,
  textOf: (documentId: string) => string | undefined,
): readonly Candidate[] {
  const { reason, trace } = decision;
  const texts = new Map<string, readonly EditableStatement[]>();
  const statementAt = (documentId: string, position: number) => {
    const known = texts.get(documentId) ?? editableStatements(textOf(documentId) ?? "");
    texts.set(documentId, known);
    return known.find((one) => one.position === position);
  };
  const remedy = remedies.find(({ statement }) => statement !== undefined);
  const asked: Asked = {
    action: request.action,
    principal: [request.context?.["aws:PrincipalArn"] ?? request.principal].flat()[0] ?? "",
    resource: resourceOf(remedy?.statement) ?? request.resource,
  };
  const slots = silentSlots(reason);
  const near = trace.statements.slice(0, most).flatMap((statement, index) => {
    const place = tracePlaces[index];
    const at = place && statementAt(place.documentId, place.statement);
    if (!place || !at) return [];
    if (reason.kind === "explicit-deny")
      return statement.result === "applies" && statement.effect === "Deny"
        ? exemptions(place.documentId, at, asked)
        : [];
    if (!slots.includes(statement.at.slot)) return [];
    return missed(place.documentId, at, statement, asked);
  });
  const added = remedies.flatMap(({ documentId, statement }) => {
    const text = documentId === undefined ? undefined : textOf(documentId);
    if (documentId === undefined || text === undefined || statement === undefined) return [];
    const after = withStatement(text, statement);
    if (after === undefined) return [];
    const json: unknown = JSON.parse(statement);
    return [
      {
        rank: ranks.newStatement,
        title: `Add a statement for ${asked.action}`,
        diff: { where: documentId, added: JSON.stringify(json) },
        change: { documentId, text: after },
      },
    ];
  });
  return [...near, ...added];
}

interface Asked {
  readonly action: string;
  readonly principal: string;
  readonly resource: string;
}

/** The resource as a remedy writes it: a made-up key's ARN stands for every key of its account. */
function resourceOf(statement: string | undefined): string | undefined {
  if (statement === undefined) return undefined;
  const parsed = parseDocument(statement);
  const { Resource } = (parsed.ok ? parsed.policy : {}) as GivenStatement;
  return typeof Resource === "string" ? Resource : undefined;
}

function silentSlots(reason: Explanation["decision"]["reason"]): readonly PolicySlot[] {
  if (reason.kind === "resource-policy-silent")
    return ["resourcePolicy", ...(reason.crossAccount ? [] : (["identityPolicies"] as const))];
  if (reason.kind === "nothing-allows") return ["identityPolicies", "resourcePolicy"];
  return reason.kind === "identity-silent" ? ["identityPolicies"] : [];
}

/** One change of an Allow that did not apply. */
function missed(
  documentId: string,
  at: EditableStatement,
  trace: StatementTrace,
  { action, principal, resource }: Asked,
): readonly Candidate[] {
  if (trace.result !== "fails" || trace.effect !== "Allow") return [];
  const { failure } = trace;
  const add = (path: Path, value: string) =>
    editOf(
      documentId,
      at,
      withValue(at, path, value),
      ranks.nearMiss,
      `Add ${JSON.stringify(value)} to ${nameOfStatement(at)}`,
      { added: JSON.stringify(value) },
    );
  if (failure.kind === "action" && failure.element === "Action")
    return isOfSameService(failure.written, action) ? add(["Action"], action) : [];
  if (failure.kind === "principal" && failure.element === "Principal")
    return add(["Principal", "AWS"], principal);
  if (failure.kind === "resource" && failure.element === "Resource")
    return add(["Resource"], resource);
  return failure.kind === "condition" ? conditionMissed(documentId, at, failure, action) : [];
}

function isOfSameService(written: readonly string[], action: string): boolean {
  const service = action.slice(0, action.indexOf(":") + 1).toLowerCase();
  return written.some((text) => text.toLowerCase().startsWith(service));
}

function conditionMissed(
  documentId: string,
  at: EditableStatement,
  { operator, key, written, found }: Failure & { readonly kind: "condition" },
  action: string,
): readonly Candidate[] {
  const path = pathOfCondition(at, operator, key);
  if (!path) return [];
  const name = nameOfStatement(at);
  const [value, ...more] = found ?? [];
  const json = written.length === 1 ? written[0] : written;
  const member = memberText({ path, json });
  const withoutIt = editOf(
    documentId,
    at,
    withoutMember(at, path),
    ranks.removedCondition,
    `Remove ${member} from ${name}`,
    { removed: member },
  );
  if (value === undefined)
    return [...statementOfItsOwn(documentId, at, path, action), ...withoutIt];
  // An id of the run's own examples says nothing about the user's volumes.
  if (more.length > 0 || key.toLowerCase().startsWith("kms:encryptioncontext")) return withoutIt;
  const [only, ...others] = written;
  const replaced =
    only === undefined || others.length > 0
      ? []
      : editOf(
          documentId,
          at,
          withReplaced(at, path, only, value),
          ranks.nearMiss,
          `Replace ${JSON.stringify(only)} by ${JSON.stringify(value)} in ${name}`,
          { removed: JSON.stringify(only), added: JSON.stringify(value) },
        );
  const added = editOf(
    documentId,
    at,
    withValue(at, path, value),
    ranks.nearMiss,
    `Add ${JSON.stringify(value)} to ${memberText({ path, json: "" }).split(":")[0]} in ${name}`,
    { added: JSON.stringify(value) },
  );
  return [...replaced, ...added, ...withoutIt];
}

/** The path of a condition as the statement writes it. */
function pathOfCondition(
  { json }: EditableStatement,
  operator: string,
  key: string,
): Path | undefined {
  const { Condition } = json;
  if (typeof Condition !== "object" || Condition === null) return undefined;
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  for (const [name, keys] of Object.entries(Condition))
    for (const written of Object.keys((keys ?? {}) as object))
      if (same(name, operator) && same(written, key)) return ["Condition", name, written];
  return undefined;
}

/** The actions whose requests never have a condition's key, without that condition; the other actions keep it. */
function statementOfItsOwn(
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
    ranks.statementOfItsOwn,
    `Move ${names} to a statement of ${moved.length === 1 ? "its" : "their"} own, without ${JSON.stringify(key)}`,
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

/** What takes a call out of a Deny, the narrowest first. */
function exemptions(
  documentId: string,
  at: EditableStatement,
  { principal, action }: Asked,
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
