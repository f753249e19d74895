import type { LintedDocument } from "../document/view.ts";
import type { Place } from "../types.ts";

/** What stands between `${` and `}`; an open one has no end. Source: IAM User Guide, "IAM policy elements: Variables". */
export interface Variable {
  readonly body: string;
  readonly isClosed: boolean;
}

/** The policy variables `${…}` of a text in order; the last one may lack its `}`. */
export function variablesIn(text: string): readonly Variable[] {
  const found: Variable[] = [];
  let at = text.indexOf("${");
  while (at >= 0) {
    const close = text.indexOf("}", at);
    if (close < 0) return [...found, { body: text.slice(at + 2), isClosed: false }];
    found.push({ body: text.slice(at + 2, close), isClosed: true });
    at = text.indexOf("${", close);
  }
  return found;
}

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
export function isLiteral({ body }: Variable): boolean {
  return body === "*" || body === "?" || body === "$";
}

/** Whether a text holds a variable that AWS would replace. */
export function hasVariable(text: string): boolean {
  return (
    text.includes("${") &&
    variablesIn(text).some((variable) => variable.isClosed && !isLiteral(variable))
  );
}

/** The texts in which AWS replaces variables: resources and condition values. */
export function* textsWithVariables({
  statements,
}: LintedDocument): Generator<Place & { text: string }> {
  for (const { resources, notResources, tests } of statements) {
    for (const text of [...resources, ...notResources]) if (text.text.includes("${")) yield text;
    for (const { values } of tests)
      for (const value of values) if (value.text.includes("${")) yield value;
  }
}
