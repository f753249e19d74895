import { accountId, parseArn, statementInWords } from "#policy";
import type { Failure, PolicySlot, StatementTrace } from "../types.ts";

type Failed = StatementTrace & { readonly result: "fails" };

const closeness: Readonly<Record<Failure["kind"], number>> = {
  condition: 3,
  resource: 2,
  principal: 1,
  malformed: 0,
  action: -1,
};

/** The Allow statement of the slots (and the level, where one is given) that came closest to the request. */
export function nearestMiss(
  statements: readonly StatementTrace[],
  slots: readonly PolicySlot[],
  level?: number,
): Failed | undefined {
  let nearest: Failed | undefined;
  for (const trace of statements) {
    if (trace.result === "applies" || trace.effect === "Deny" || !trace.close) continue;
    if (!slots.includes(trace.at.slot) || isForOtherAccounts(trace.failure)) continue;
    if (level !== undefined && (trace.at.level ?? trace.at.index) !== level) continue;
    const closer = nearest && closeness[trace.failure.kind] <= closeness[nearest.failure.kind];
    if (!closer) nearest = trace;
  }
  return nearest;
}

/** A statement for whole other accounts was never meant for the caller. */
function isForOtherAccounts(failure: Failure): boolean {
  return (
    failure.kind === "principal" &&
    failure.written.every((text) => accountId(text) || parseArn(text)?.resource === "root")
  );
}

/** How to call a statement: by its Sid, or by its place counted from one. */
export function wordsOfStatement({ at }: StatementTrace): string {
  return statementInWords(at.sid, at.statement);
}

/** `statement UseSourceKey would, but …`: what kept a statement from the request. */
export function missClause(miss: Failed): string {
  return `${wordsOfStatement(miss)} would, but ${failureClause(miss.failure)}`;
}

function failureClause(failure: Failure): string {
  if (failure.kind === "malformed")
    return `its ${failure.element} cannot be used: ${failure.problem}`;
  if (failure.kind === "condition") return conditionClause(failure);
  const { element, written, kind } = failure;
  if (element.startsWith("Not")) return `it leaves out ${listed(written)}`;
  const unresolved = kind === "resource" ? unresolvedClause(failure.unresolved) : "";
  return `it is for ${listed(written)}${unresolved}`;
}

function conditionClause(failure: Failure & { kind: "condition" }): string {
  const { operator, key, written, found, unresolved } = failure;
  const has = found ? listed(found) : "none";
  if (operator === "Null") {
    const absent = written[0]?.toLowerCase() === "true";
    return absent
      ? `it wants no ${key} and the call has ${has}`
      : `it wants ${key} and the call has none`;
  }
  const call =
    key.toLowerCase() === "kms:viaservice"
      ? found
        ? `the call comes by ${has}`
        : "the call comes by no service"
      : `the call has ${has}`;
  const plain = operator.slice(operator.indexOf(":") + 1).replace("IfExists", "");
  if (plain.includes("Not")) return `its ${key} must not be ${listed(written)} and ${call}`;
  const verb = plain.includes("Than") ? `its ${key} (${plain}) is` : `its ${key} is`;
  return `${verb} ${listed(written)}${unresolvedClause(unresolved)} and ${call}`;
}

function unresolvedClause(unresolved: readonly string[]): string {
  return unresolved.length > 0 ? ` (the call has no ${unresolved.join(", ")})` : "";
}

/** The first few of a list, and how many more there are. */
export function listed(values: readonly string[]): string {
  if (values.length === 0) return "nothing";
  const shown = values.slice(0, 3).join(" or ");
  return values.length > 3 ? `${shown} or ${values.length - 3} more` : shown;
}
