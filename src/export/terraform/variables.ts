import { attribute, type Block, block, call, type Expression, literal, reference } from "./hcl.ts";

/** A text that the answers give a value to. What does not fit the pattern is refused before anything is planned. */
export function textVariable(variable: {
  readonly name: string;
  readonly description: string;
  /** Without one Terraform asks. */
  readonly answer?: string;
  readonly pattern: string;
  readonly otherwise: string;
}): Block {
  const { name, description, answer, pattern, otherwise } = variable;
  return block(
    "variable",
    [name],
    [
      attribute("type", reference("string")),
      attribute("description", literal(description)),
      ...(answer === undefined ? [] : [attribute("default", literal(answer))]),
      validation(matches(pattern, reference("var", name)), otherwise),
    ],
  );
}

/**
 * The `validation` block of a variable: the condition, and what Terraform says if it is false.
 * Source: Terraform, "Input Variables" (custom validation rules).
 */
export function validation(condition: Expression, otherwise: string): Block {
  return block(
    "validation",
    [],
    [attribute("condition", condition), attribute("error_message", literal(otherwise))],
  );
}

/**
 * Whether a text fits a pattern of RE2.
 * Source: Terraform functions `can` and `regex`.
 */
export function matches(pattern: string, text: Expression): Expression {
  return call("can", call("regex", literal(pattern), text));
}
