/** A field of a CloudTrail record: the names on the way to it. */
export type FieldPath = readonly string[];

/** What must be so of one field of a CloudTrail record. Of a list, one item must be so. */
export type FieldTest = { readonly field: FieldPath } & (
  | { readonly oneOf: readonly string[] }
  /** Present, and none of these. */
  | { readonly noneOf: readonly string[] }
  /** Present, and not like this pattern with `*`. */
  | { readonly notLike: string }
  | { readonly isPresent: boolean }
);

/** What must be so of a record: all tests, and all of at least one list of alternatives. No field is tested twice. */
export interface EventTests {
  readonly source: "kms" | "sts";
  readonly tests: readonly FieldTest[];
  readonly anyOf?: readonly (readonly FieldTest[])[];
}

/** An event pattern of EventBridge: plain JSON. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly EventPattern[] | readonly unknown[];
}

/** EventBridge's default limit of an event pattern, in characters. Source: EventBridge User Guide, "Amazon EventBridge quotas". */
export const maximumPatternLength = 2_048;

/**
 * The event pattern that matches records of which the tests hold.
 * Sources: EventBridge User Guide, "Comparison operators for use in event patterns"; aws/event-ruler, README (`$or` beside
 * tests of the same object); EventBridge Events Reference, "AWS Key
 * Management Service events".
 */
export function eventPattern({ source, tests, anyOf }: EventTests): EventPattern {
  return {
    source: [`aws.${source}`],
    "detail-type": ["AWS API Call via CloudTrail"],
    detail: {
      eventSource: [`${source}.amazonaws.com`],
      ...nested(tests),
      ...(anyOf ? { $or: anyOf.map(nested) } : {}),
    },
  };
}

interface Tree {
  [name: string]: Tree | readonly unknown[];
}

function nested(tests: readonly FieldTest[]): EventPattern {
  const root: Tree = {};
  for (const test of tests) {
    const names = [...test.field];
    const last = names.pop() ?? "";
    let at = root;
    for (const name of names) {
      const known = at[name];
      const next: Tree = known && !Array.isArray(known) ? (known as Tree) : {};
      at[name] = next;
      at = next;
    }
    at[last] = leafOf(test);
  }
  return root as EventPattern;
}

function leafOf(test: FieldTest): readonly unknown[] {
  if ("oneOf" in test) return test.oneOf;
  if ("noneOf" in test) return [{ "anything-but": test.noneOf }];
  if ("notLike" in test) return [{ "anything-but": { wildcard: test.notLike } }];
  return [{ exists: test.isPresent }];
}
