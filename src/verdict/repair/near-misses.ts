import type { Explanation } from "#acquisition";
import type { Failure, PolicySlot, StatementTrace } from "#engine";
import { type GivenStatement, parseDocument, withStatement } from "#policy";
import { type Candidate, editOf, ranks } from "./candidate.ts";
import { exemptions } from "./exemptions.ts";
import { separateStatement } from "./separate-statement.ts";
import { memberText } from "./slots.ts";
import {
  type EditableStatement,
  editableStatements,
  nameOfStatement,
  type Path,
  withoutMember,
  withReplaced,
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
    return [...separateStatement(documentId, at, path, action), ...withoutIt];
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
