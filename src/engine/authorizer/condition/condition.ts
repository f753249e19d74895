import { isRecord } from "../json.ts";
import { type ContextReader, inLowerCase } from "../request/context-reader.ts";
import { type Template, unresolvedVariables } from "../variables.ts";
import { operatorNamed, type Test, testOf } from "./operators.ts";

/** One key under one operator. */
export interface CompiledCondition {
  /** As written, prefix and `IfExists` included. */
  readonly operator: string;
  readonly key: string;
  readonly written: readonly string[];
  readonly check: Check;
}

type Check = ReadableCheck | { readonly kind: "unreadable"; readonly problem: string };

type ReadableCheck =
  | {
      readonly kind: "compare";
      readonly keyName: string;
      readonly tests: readonly Test[];
      readonly templates: readonly Template[];
      readonly negated: boolean;
      readonly ifExists: boolean;
      readonly over: "the-value" | "any-value" | "all-values";
    }
  | { readonly kind: "presence"; readonly keyName: string; readonly absent: readonly boolean[] };

/**
 * The conditions of a statement, to be met one and all. What cannot be read (an unknown operator, a value of another
 * type) is kept as unreadable: under Allow it is never met, under Deny always.
 */
export function compileConditions(
  element: unknown,
  withVariables: boolean,
  lowerCase = inLowerCase,
): readonly CompiledCondition[] {
  if (element === undefined) return [];
  if (!isRecord(element)) return [unreadable("", "", "`Condition` is not an object")];
  const conditions: CompiledCondition[] = [];
  for (const operator of Object.keys(element)) {
    const keys = element[operator];
    if (!isRecord(keys)) {
      conditions.push(unreadable(operator, "", `what \`${operator}\` holds is not an object`));
      continue;
    }
    for (const key of Object.keys(keys))
      conditions.push(compileCondition(operator, key, keys[key], withVariables, lowerCase));
  }
  return conditions;
}

/**
 * Whether a condition is met. Several written values are OR, and under a negated operator none may fit. A missing key fails
 * a positive operator and passes a negated one; `IfExists` and `ForAllValues` pass it, `ForAnyValue` does not. An empty
 * text as the only value is an empty set: `ForAllValues` passes it, `ForAnyValue` does not. With no written values a
 * condition lets no Allow through unless the key is missing and `IfExists` or `ForAllValues` passes that.
 * Unsettled: several values under an operator without set prefix; an Allow then needs all of them to fit, a Deny only one.
 * `ForAnyValue:…IfExists` and a missing key: the pages speak for both; no Allow gets through, no Deny is held back.
 * Source: IAM User Guide, "Condition operators", "Set operators for multivalued context keys" and "Access Analyzer policy
 * check reference" (empty array condition).
 */
export function conditionHolds(
  condition: CompiledCondition,
  effect: "Allow" | "Deny",
  context: ContextReader,
): boolean {
  const { check } = condition;
  if (check.kind === "unreadable") return effect === "Deny";
  return holdsForValues(condition, effect, context.valuesOf(check.keyName), context);
}

/** The same for the values of its key; `undefined`: the key is absent. The context is asked for policy variables alone. */
export function holdsForValues(
  { check }: CompiledCondition,
  effect: "Allow" | "Deny",
  values: readonly string[] | undefined,
  context: ContextReader,
): boolean {
  if (check.kind === "unreadable") return effect === "Deny";
  if (check.kind === "presence") return check.absent.includes(values === undefined);
  const { tests, negated, over } = check;
  const isIdle = tests.length === 0 && effect === "Allow";
  if (values === undefined) {
    if (over === "all-values") return true;
    if (check.ifExists) return over === "the-value" || effect === "Deny";
    return over === "the-value" && negated && !isIdle;
  }
  if (over !== "the-value" && values.length === 1 && values[0] === "") return over === "all-values";
  if (isIdle) return false;
  const needsAll = over === "all-values" || (over === "the-value" && effect === "Allow");
  for (const actual of values)
    if ((anyFits(tests, actual, context) !== negated) !== needsAll) return !needsAll;
  return needsAll;
}

function anyFits(tests: readonly Test[], actual: string, context: ContextReader): boolean {
  for (const test of tests) if (test(actual, context)) return true;
  return false;
}

/** What a condition found in the request, for the trace. */
export function conditionFound(check: ReadableCheck, context: ContextReader) {
  const found = context.valuesOf(check.keyName);
  const unresolved = check.kind === "compare" ? unresolvedVariables(check.templates, context) : [];
  return { found, unresolved };
}

function compileCondition(
  operator: string,
  key: string,
  raw: unknown,
  withVariables: boolean,
  lowerCase: (text: string) => string,
): CompiledCondition {
  const written = writtenValues(raw);
  if (!written) return unreadable(operator, key, `a value of \`${key}\` is no text`);
  const keyName = lowerCase(key);
  if (operator === "Null") {
    if (!written.every((value) => /^(?:true|false)$/i.test(value)))
      return unreadable(operator, key, "`Null` wants `true` or `false`", written);
    const absent = written.map((value) => value.toLowerCase() === "true");
    return { operator, key, written, check: { kind: "presence", keyName, absent } };
  }
  const over = operator.startsWith("ForAllValues:")
    ? "all-values"
    : operator.startsWith("ForAnyValue:")
      ? "any-value"
      : "the-value";
  const unprefixed = over === "the-value" ? operator : operator.slice(operator.indexOf(":") + 1);
  const ifExists = unprefixed.endsWith("IfExists");
  const found = operatorNamed(ifExists ? unprefixed.slice(0, -"IfExists".length) : unprefixed);
  if (!found) return unreadable(operator, key, `there is no operator \`${operator}\``, written);
  const tests: Test[] = [];
  const templates: Template[] = [];
  for (const value of written) {
    const { template, test } = testOf(found, value, withVariables);
    if (!test)
      return unreadable(operator, key, `\`${operator}\` cannot read \`${value}\``, written);
    tests.push(test);
    templates.push(template);
  }
  const { negated } = found;
  const check = { kind: "compare", keyName, tests, templates, negated, ifExists, over } as const;
  return { operator, key, written, check };
}

function unreadable(
  operator: string,
  key: string,
  problem: string,
  written: readonly string[] = [],
): CompiledCondition {
  return { operator, key, written, check: { kind: "unreadable", problem } };
}

function writtenValues(raw: unknown): readonly string[] | undefined {
  const list = Array.isArray(raw) ? raw : [raw];
  const readable = list.every((value) => ["string", "number", "boolean"].includes(typeof value));
  return readable ? list.map(String) : undefined;
}
