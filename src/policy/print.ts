import { type Policy, policyElements, statementElements, statementsOf } from "./document.ts";

/**
 * The text of a policy: two-space JSON, elements in AWS's own order, members that AWS does not know after them, and
 * no final newline. The same policy always gives the same bytes.
 */
export function printPolicy(policy: Policy): string {
  const statements = statementsOf(policy).map((statement) =>
    inOrder(statement as Record<string, unknown>, statementElements),
  );
  const whole = "Statement" in policy ? { ...policy, Statement: statements } : policy;
  return JSON.stringify(inOrder(whole as Record<string, unknown>, policyElements), null, 2);
}

function inOrder(
  value: Record<string, unknown>,
  order: readonly string[],
): Record<string, unknown> {
  const known = order.filter((name) => name in value);
  const others = Object.keys(value).filter((name) => !order.includes(name));
  return Object.fromEntries([...known, ...others].map((name) => [name, value[name]]));
}
