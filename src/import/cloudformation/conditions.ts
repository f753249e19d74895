import { maximumDepth } from "../limits.ts";
import { isObject, memberIn, scalarText } from "../value.ts";
import type { Template } from "./template.ts";

/**
 * Whether a condition of a template is true, by the values of its parameters. Returns `undefined` if only a deployment
 * knows.
 * Source: CloudFormation Template Reference, "Condition functions".
 */
export function holds(template: Template, name: string): boolean | undefined {
  // Conditions can name one another: the budget stops cycles and exponential growth.
  const budget = { left: 1_000 };
  return named(template, name, budget, 0);
}

type Budget = { left: number };

function named(
  template: Template,
  name: string,
  budget: Budget,
  depth: number,
): boolean | undefined {
  return decided(template, memberIn(template.conditions, name), budget, depth + 1);
}

function decided(
  template: Template,
  value: unknown,
  budget: Budget,
  depth: number,
): boolean | undefined {
  budget.left -= 1;
  if (budget.left < 0 || depth > maximumDepth || !isObject(value)) return undefined;
  const condition = memberIn(value, "Condition");
  if (typeof condition === "string") return named(template, condition, budget, depth);
  const of = (name: string) => {
    const parts = memberIn(value, name);
    return Array.isArray(parts)
      ? parts.map((part) => decided(template, part, budget, depth + 1))
      : undefined;
  };
  const equals = memberIn(value, "Fn::Equals");
  if (Array.isArray(equals)) {
    const [left, right] = equals.map((one) => plain(template, one));
    return left === undefined || right === undefined ? undefined : left === right;
  }
  const [not] = of("Fn::Not") ?? [];
  if (not !== undefined) return !not;
  const and = of("Fn::And");
  if (and) return and.includes(false) ? false : and.includes(undefined) ? undefined : true;
  const or = of("Fn::Or");
  if (or) return or.includes(true) ? true : or.includes(undefined) ? undefined : false;
  return undefined;
}

/** A literal, or the value of a parameter. */
function plain(template: Template, value: unknown): string | undefined {
  const name = memberIn(value, "Ref");
  if (typeof name === "string") {
    const known = template.parameters.get(name);
    return known === undefined || typeof known === "string" ? known : known.join(",");
  }
  return scalarText(value);
}
