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

/** Names of comparisons, which are no fields inside `$or`. Source: aws/event-ruler, README ("$or" primitive). */
const comparisons =
  /^(?:anything-but|cidr|equals-ignore-case|exactly|exists|numeric|prefix|suffix|wildcard)$/;

/**
 * What EventBridge would not read as it is meant: an `$or` of less than two objects, and a field that two tests of one
 * alternative name. Source: aws/event-ruler, README and JsonRuleCompiler.
 */
export function problemsOfPattern(pattern: unknown): readonly string[] {
  const problems: string[] = [];
  const fieldsOf = (part: unknown, path: string, isInside: boolean): readonly string[] =>
    Object.entries(part as Readonly<Record<string, unknown>>).flatMap(([name, test]) => {
      const field = `${path}${name}`;
      if (isInside && comparisons.test(name)) problems.push(`${field} is a comparison`);
      if (name !== "$or")
        return Array.isArray(test) ? [field] : fieldsOf(test, `${field}.`, isInside);
      const alternatives = (test as readonly unknown[]).map((one) => fieldsOf(one, path, true));
      if (alternatives.length < 2) problems.push(`${field} has less than two objects`);
      for (const fields of alternatives) noteRepeated(fields);
      return [...new Set(alternatives.flat())];
    });
  const noteRepeated = (fields: readonly string[]) => {
    const repeated = fields.filter((field, at) => fields.indexOf(field) < at);
    problems.push(...repeated.map((field) => `${field} is tested twice`));
  };
  noteRepeated(fieldsOf(pattern, "", false));
  return problems;
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
