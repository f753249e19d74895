import type { ContextReader } from "../request/request-view.ts";
import { type RawElement, type ReadElement, readTexts } from "../statement/element.ts";
import {
  readTemplate,
  type Template,
  templateMatches,
  unresolvedVariables,
} from "../variables/template.ts";

export interface Resources {
  readonly written: readonly string[];
  readonly templates: readonly Template[];
}

export type ResourceElement = ReadElement<Resources>;

/**
 * Reads `Resource` or `NotResource`. A variable may stand only after the fifth colon of an ARN.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags" (where you can use them).
 */
export function readResources(raw: RawElement, withVariables: boolean): ResourceElement {
  return readTexts(raw, (written) => {
    const templates = written.map((text) => readTemplate(text, withVariables));
    const early = templates.find(({ pieces, text }) => pieces && variableBeforeFifthColon(text));
    return early
      ? `a variable stands before the fifth colon of \`${early.text}\``
      : { written, templates };
  });
}

/**
 * Whether a resource is one of the element's. Case counts. A wildcard may run past a colon: the guide grants that to a
 * `*` that ends a part, and no ARN of KMS or IAM can tell the difference.
 */
export function resourceFits(
  element: ResourceElement & { kind: "given" },
  resource: string,
  context: ContextReader,
): boolean {
  const named = element.templates.some(
    (template) => template.text === "*" || templateMatches(template, resource, context),
  );
  return named !== element.negated;
}

/** The variables of the element's values that the request has no value for. */
export function unresolvedIn(element: ResourceElement & { kind: "given" }, context: ContextReader) {
  return element.templates.flatMap((template) => unresolvedVariables(template, context));
}

function variableBeforeFifthColon(text: string): boolean {
  const before = text.slice(0, text.indexOf("${"));
  return before.split(":").length < 6;
}
