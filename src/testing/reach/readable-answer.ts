import {
  authorize,
  type Cell,
  type Comparison,
  cellIncludes,
  explainCell,
  type ReachQuestion,
  reach,
  type ValueSet,
} from "#engine";

/**
 * All that an answer says, a text a line: the sentence of each cell and its request. Each request is asked of `authorize`
 * and of the cell as plain data first.
 */
export function answerTo(question: ReachQuestion): readonly string[] {
  const { allowed, undecided } = reach(question);
  return [
    ...textsOf(allowed),
    ...undecided.map((one) => `undecided: ${explainCell(one)} ${one.why}`),
  ];
}

/** The sentences and requests of cells. */
export function textsOf(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap((cell) => {
    const { request, policies } = cell.witness;
    const said = `${request.principal} ${request.action} ${request.resource}`;
    if (authorize(request, policies).outcome !== "allowed") throw new Error(`refused: ${said}`);
    if (!cellIncludes(JSON.parse(JSON.stringify(cell)), request))
      throw new Error(`not in its cell: ${said}`);
    const owner = request.resourceAccount ? ` of ${request.resourceAccount}` : "";
    const context = Object.entries(request.context ?? {}).map(
      ([key, value]) => ` ${key}=${[value].flat().join("|")}`,
    );
    return [explainCell(cell), `${said}${owner}${context.join("")}`];
  });
}

/** A set of values on one line; each comparison with its operator as in a policy. */
export function formulaOf({ anyOf }: ValueSet): string {
  return anyOf.map((comparisons) => comparisons.map(comparisonText).join(" and ")).join(" or ");
}

function comparisonText({ operator, values, effect, variables, holds }: Comparison): string {
  const kind = `${effect === "Deny" ? "Deny " : ""}${variables ? "variables " : ""}`;
  return `${holds ? "" : "not "}${kind}${operator} ${values.join("|").replaceAll("$", "%")}`;
}
