import { asList, type Policy, policyElements, statementElements } from "./document.ts";

/**
 * The text of a policy: two-space JSON, elements in AWS's own order, members that AWS does not know after them, and
 * no final newline. The same policy always gives the same bytes. What is no statement, or no policy, is printed as it is.
 */
export function printPolicy(policy: Policy): string {
  if (!isObject(policy)) return JSON.stringify(policy, null, 2);
  const statements = asList<unknown>(policy.Statement).map((statement) =>
    isObject(statement) ? inOrder(statement, statementElements) : statement,
  );
  const whole = Object.hasOwn(policy, "Statement") ? { ...policy, Statement: statements } : policy;
  return JSON.stringify(inOrder(whole, policyElements), null, 2);
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
