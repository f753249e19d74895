import {
  type AccessRequest,
  authorize,
  type Cell,
  cellIncludes,
  explainCell,
  type Reach,
  type StatementReference,
} from "#engine";

/**
 * An answer as lines for a test: of each cell its sentence, its request, and the statements that it rests on. Throws if a
 * request is not in its cell or the authorizer refuses it.
 */
export function answerLines({ allowed, undecided }: Reach): readonly string[] {
  return [
    ...allowed.flatMap(cellLines),
    ...undecided.flatMap((part) => [`${part.why}: ${explainCell(part)}`, because(part.because)]),
  ];
}

/** The same of some cells. */
export function cellLines(cell: Cell): readonly string[] {
  const { request, policies } = cell.witness;
  if (authorize(request, policies).outcome !== "allowed") throw new Error(explainCell(cell));
  if (!cellIncludes(cell, request)) throw new Error(explainCell(cell));
  return [explainCell(cell), requestLine(request), because(cell.because)];
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
  return [`  ${principal} ${action} ${resource}${owner}`, ...keys].join(" | ");
}

function because({ allows, denies }: Cell["because"]): string {
  return `  allowed by ${allows.map(name).join(", ")}; denied by ${denies.map(name).join(", ")}`;
}

function name({ slot, level, index, statement, sid }: StatementReference): string {
  return sid ?? [slot, level, index, statement].filter((part) => part !== undefined).join(".");
}
