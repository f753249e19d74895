import {
  asList,
  type GivenStatement,
  type Policy,
  policyElements,
  statementElements,
} from "./document.ts";

/**
 * Prints a policy as two-space JSON: known elements in AWS's order, then unknown members, without a final newline. The
 * same policy always gives the same bytes. A value that is no policy or statement is printed unchanged.
 */
export function printPolicy(policy: Policy): string {
  if (!isObject(policy)) return JSON.stringify(policy, null, 2);
  const statements = asList<unknown>(policy.Statement).map((statement) =>
    isObject(statement) ? inOrder(statement, statementElements) : statement,
  );
  const whole = Object.hasOwn(policy, "Statement") ? { ...policy, Statement: statements } : policy;
  return JSON.stringify(inOrder(whole, policyElements), null, 2);
}

/** Prints one statement as two-space JSON, its elements in AWS's order. */
export function printStatement(statement: GivenStatement): string {
  return JSON.stringify(inOrder(statement, statementElements), null, 2);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function inOrder(
  value: Record<string, unknown>,
  order: readonly string[],
): Record<string, unknown> {
  const known = order.filter((name) => Object.hasOwn(value, name));
  const others = Object.keys(value).filter((name) => !order.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, value[name]]));
}
