import type { Condition, Statement } from "#policy";
import type { StatementReason } from "./document.ts";

/** A statement on its way into a document, with the reason for it. */
export interface ReasonedStatement extends Omit<StatementReason, "sid"> {
  readonly statement: Statement & { readonly Sid: string };
}

/** How an identity policy points at keys: by their ARNs, or by all keys of a place that have a property. */
export interface KeyReference {
  readonly resources: readonly string[];
  readonly conditions: Condition;
  /** What the reader should know of pointing so. */
  readonly remark?: string;
}

/** A value alone where there is one, else the list: how AWS's own documents print it. */
export function oneOrList(values: readonly string[]): string | string[] {
  return values.length === 1 ? (values[0] as string) : [...values];
}

/** The conditions of several places in one; nothing where none of them asks anything. */
export function allOf(...conditions: readonly Condition[]): { Condition?: Condition } {
  const merged: Condition = {};
  for (const condition of conditions)
    for (const [operator, keys] of Object.entries(condition))
      merged[operator] = { ...merged[operator], ...keys };
  return Object.keys(merged).length > 0 ? { Condition: merged } : {};
}

/** The statements with Sids that are unique: a second `UseSourceKeys` becomes `UseSourceKeys2`. */
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
