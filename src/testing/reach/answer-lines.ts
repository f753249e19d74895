import {
  type AccessRequest,
  authorize,
  type Cell,
  type Comparison,
  cellIncludes,
  explainCell,
  type ReachQuestion,
  reach,
  type StatementReference,
  type ValueSet,
} from "#engine";

/**
 * The answer to a question as lines for a test: of each cell its sentence, its request, and the statements that it rests on. Throws if a
 * request is not in its cell, as plain data, or the authorizer refuses it.
 */
export function answerLines(question: ReachQuestion): readonly string[] {
  const { allowed, undecided } = reach(question);
  return [
    ...allowed.flatMap(cellLines),
    ...undecided.flatMap((part) => [`${part.why}: ${explainCell(part)}`, because(part.because)]),
  ];
}

/** The same of one cell. */
export function cellLines(cell: Cell): readonly string[] {
  return [...cellSentence(cell), because(cell.because)];
}

/** The answer to a question without the statements. */
export function answerTo(question: ReachQuestion): readonly string[] {
  const { allowed, undecided } = reach(question);
  return [
    ...allowed.flatMap(cellSentence),
    ...undecided.map((one) => `${one.why}: ${explainCell(one)}`),
  ];
}

/** A cell's sentence and its request. */
export function cellSentence(cell: Cell): readonly string[] {
  const { request, policies } = cell.witness;
  const lines = [explainCell(cell), `  ${requestLine(request)}`];
  if (authorize(request, policies).outcome !== "allowed")
    throw new Error(["refused", ...lines].join("\n"));
  if (!cellIncludes(JSON.parse(JSON.stringify(cell)), request))
    throw new Error(["not in its cell", ...lines].join("\n"));
  return lines;
}

/** A request on one line. */
export function requestLine({
  principal,
  action,
  resource,
  resourceAccount,
  context = {},
}: AccessRequest): string {
  const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join("+")}`);
  const owner = resourceAccount === undefined ? "" : ` of ${resourceAccount}`;
  return [`${principal} ${action} ${resource}${owner}`, ...keys].join(" | ");
}

/** Where a statement stands, with its Sid: "serviceControlPolicies.1.0.2 Limit". */
export function statementName({ slot, level, index, statement, sid }: StatementReference): string {
  const place = [slot, level, index, statement].filter((part) => part !== undefined).join(".");
  return sid === undefined ? place : `${place} ${sid}`;
}

/** A set of values on one line; each comparison with its operator as in a policy. */
export function formulaOf({ anyOf }: ValueSet): string {
  return anyOf.map((comparisons) => comparisons.map(comparisonText).join(" and ")).join(" or ");
}

function because({ allows, denies }: Cell["because"]): string {
  const allowing = `  allowed by ${allows.map(statementName).join(", ")}`;
  return denies.length === 0
    ? allowing
    : `${allowing}; denied by ${denies.map(statementName).join(", ")}`;
}

function comparisonText({ operator, values, effect, variables, holds }: Comparison): string {
  const kind = `${effect === "Deny" ? "Deny " : ""}${variables ? "variables " : ""}`;
  return `${holds ? "" : "not "}${kind}${operator} ${values.join("|").replaceAll("$", "%")}`;
}
