import type { Condition, Statement } from "#policy";
import type { StatementReason } from "./document.ts";

/** A statement with the reason for it, before it is in a document. */
export interface ReasonedStatement extends Omit<StatementReason, "sid"> {
  readonly statement: Statement & { readonly Sid: string };
}

/** How an identity policy names keys: by ARN, or all keys of an account and region that have a property. */
export interface KeyReference {
  readonly resources: readonly string[];
  readonly conditions: Condition;
  /** What the reader should know about this way of naming. */
  readonly remark?: string;
}

/** A single value without its list, as AWS's documents print it. */
export function oneOrList(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] as string) : [...values];
}

/** Several conditions in one; no `Condition` if all are empty. */
export function allOf(...conditions: readonly Condition[]): { Condition?: Condition } {
  const merged: Condition = {};
  for (const condition of conditions)
    for (const [operator, keys] of Object.entries(condition))
      merged[operator] = { ...merged[operator], ...keys };
  return Object.keys(merged).length > 0 ? { Condition: merged } : {};
}

/** The statements with unique Sids: a second `UseSourceKeys` becomes `UseSourceKeys2`. */
export function withUniqueSids(
  statements: readonly ReasonedStatement[],
): readonly ReasonedStatement[] {
  const seen = new Map<string, number>();
  return statements.map((reasoned) => {
    const { Sid } = reasoned.statement;
    const count = (seen.get(Sid) ?? 0) + 1;
    seen.set(Sid, count);
    if (count === 1) return reasoned;
    return { ...reasoned, statement: { ...reasoned.statement, Sid: `${Sid}${count}` } };
  });
}
