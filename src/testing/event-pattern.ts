/**
 * Whether an event pattern matches an event, as EventBridge matches it; only the comparisons that Keyhole writes.
 * Source: EventBridge User Guide, "Comparison operators for use in event patterns".
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  return Object.entries(pattern as Readonly<Record<string, unknown>>).every(([name, test]) => {
    if (name === "$or")
      return (test as readonly unknown[]).some((each) => matchesPattern(each, event));
    const values = membersOf(event, name);
    if (Array.isArray(test)) return test.some((each) => leafMatches(each, values));
    return values.length === 0
      ? matchesPattern(test, undefined)
      : values.some((value) => matchesPattern(test, value));
  });
}

/** The values of a member: of a list of objects, those of all of them; a list of values counts one by one. */
function membersOf(event: unknown, name: string): readonly unknown[] {
  if (Array.isArray(event)) return event.flatMap((item) => membersOf(item, name));
  if (typeof event !== "object" || event === null || !Object.hasOwn(event, name)) return [];
  const value = (event as Readonly<Record<string, unknown>>)[name];
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function leafMatches(test: unknown, values: readonly unknown[]): boolean {
  if (typeof test !== "object" || test === null) return values.includes(test);
  const [[operator, operand] = []] = Object.entries(test);
  if (operator === "exists") return values.length > 0 === operand;
  if (operator !== "anything-but") throw new Error(`not a comparison: ${operator}`);
  return values.some((value) => !isExcluded(operand, String(value)));
}

function isExcluded(operand: unknown, value: string): boolean {
  if (Array.isArray(operand)) return operand.includes(value);
  const { wildcard } = operand as { readonly wildcard: string };
  const parts = wildcard.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`).test(value);
}
