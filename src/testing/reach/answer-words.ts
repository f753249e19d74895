import type { AccessRequest, Cell, ReachQuestion, StatementReference } from "#engine";
import { authorize, explainCell, reach } from "#engine";

/** A request in one line: who does what to which resource, with which context. */
export function requestWords({
  principal,
  action,
  resource,
  resourceAccount,
  context = {},
}: AccessRequest): string {
  const owner = resourceAccount === undefined ? [] : [`of ${resourceAccount}`];
  const keys = Object.entries(context).map(([key, value]) => `${key}=${[value].flat().join("+")}`);
  return [principal, action, resource, ...owner, ...keys].join(" ");
}

/** Where a statement stands: "serviceControlPolicies level 1, document 0, statement 2, Sid". */
export function referenceWords({ slot, level, index, statement, sid }: StatementReference): string {
  const ofLevel = level === undefined ? "" : ` level ${level}`;
  return `${slot}${ofLevel} ${index} ${statement}${sid === undefined ? "" : ` ${sid}`}`;
}

/** A cell's sentence, its request with the authorizer's answer, and the statements that it rests on. */
export function cellWords(cell: Cell): readonly string[] {
  const { request, policies } = cell.witness;
  const { allows, denies } = cell.because;
  return [
    explainCell(cell),
    `- ${authorize(request, policies).outcome}: ${requestWords(request)}`,
    `- by ${allows.map(referenceWords).join(", ")}`,
    ...(denies.length > 0 ? [`- but for ${denies.map(referenceWords).join(", ")}`] : []),
  ];
}

/** The whole answer to a question in lines. */
export function answerWords(question: ReachQuestion): readonly string[] {
  const { allowed, undecided } = reach(question);
  return [
    ...allowed.flatMap(cellWords),
    ...undecided.map((one) => `undecided, ${one.why.replaceAll("`", "")}: ${explainCell(one)}`),
  ];
}
