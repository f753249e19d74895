import {
  type CompiledCondition,
  compileConditions,
  conditionHolds,
  holdsForValues,
} from "../../authorizer/condition/condition.ts";
import { ContextReader } from "../../authorizer/request/context-reader.ts";
import type { Comparison } from "../types.ts";
import { hasVariable } from "./pattern.ts";

/** A condition of a statement: what it asks of one key, shared by all conditions of the same words. */
export interface Asked {
  /** The same for conditions that every request answers alike. */
  readonly id: string;
  readonly keyName: string;
  readonly condition: CompiledCondition;
  readonly effect: "Allow" | "Deny";
  readonly variables: boolean;
}

/** The condition as a comparison of its key; nothing if it cannot be read. */
export function askedBy(
  condition: CompiledCondition,
  effect: "Allow" | "Deny",
  variables: boolean,
): Asked | undefined {
  const { check, operator, written } = condition;
  if (check.kind === "unreadable") return undefined;
  const withVariables = variables && written.some((value) => value.includes("${"));
  // The presence of a key is the same question under both effects.
  const reads = check.kind === "presence" ? "Allow" : effect;
  const id = JSON.stringify([check.keyName, operator, written, reads, withVariables]);
  return { id, keyName: check.keyName, condition, effect: reads, variables: withVariables };
}

/** The comparison "the key is absent". */
export function askedForAbsence(keyName: string): Asked {
  const [condition] = compileConditions({ Null: { [keyName]: "true" } }, false);
  return askedBy(condition as CompiledCondition, "Allow", false) as Asked;
}

/** The keys, in lower case, of the policy variables in a condition's values. */
export function variablesOf({ condition: { check } }: Asked): readonly string[] {
  if (check.kind !== "compare") return [];
  return check.templates.flatMap((template) =>
    (template.pieces ?? []).flatMap((piece) => (piece.kind === "variable" ? [piece.key] : [])),
  );
}

/** Whether the condition relates its key to another one. */
export function isRelation({ condition: { check } }: Asked): boolean {
  return check.kind === "compare" && check.templates.some(hasVariable);
}

/** Whether a condition without variables holds for the values of its key; nothing: the key is absent. */
export function holdsFor(asked: Asked, values: readonly string[] | undefined): boolean {
  const found = values?.length === 0 ? undefined : values;
  return holdsForValues(asked.condition, asked.effect, found, noContext);
}

const noContext = new ContextReader({});

/** A condition as plain data. */
export function comparisonOf({ condition, effect, variables }: Asked, holds: boolean): Comparison {
  return { operator: condition.operator, values: condition.written, effect, variables, holds };
}

/** Whether a comparison of a cell has its answer in a context. */
export function comparisonFits(
  comparison: Comparison,
  key: string,
  context: ContextReader,
): boolean {
  const { operator, values, effect, variables, holds } = comparison;
  if (operator === given) return isGiven(values, context.valuesOf(key.toLowerCase())) === holds;
  const [condition] = compileConditions({ [operator]: { [key]: values } }, variables);
  return condition !== undefined && conditionHolds(condition, effect, context) === holds;
}

/** The operator of the pseudo comparison with what a question gives. */
export const given = "given";

/** Whether a list of values is the given one, in the same order. */
export function isGiven(written: readonly string[], found: readonly string[] | undefined): boolean {
  return (
    (found?.length ?? 0) === written.length && written.every((value, at) => value === found?.[at])
  );
}
