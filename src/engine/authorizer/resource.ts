import type { ContextReader } from "./request/context-reader.ts";
import {
  type GivenElement,
  type ReadElement,
  readTexts,
  type Unreadable,
  unreadable,
} from "./statement/element.ts";
import { readTemplate, type Template, templateMatches, unresolvedVariables } from "./variables.ts";

/** A `Resource` or `NotResource` element, read. */
export interface Resources {
  readonly kind: "given";
  readonly negated: boolean;
  readonly written: readonly string[];
  readonly templates: readonly Template[];
}

export type ResourceElement = ReadElement<Resources>;

/**
 * Reads `Resource` or `NotResource`. A variable may stand only after the fifth colon of an ARN.
 * Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags" (where you can use them).
 */
export function readResources(given: GivenElement, withVariables: boolean): Resources | Unreadable {
  const written = readTexts(given);
  if ("problem" in written) return written;
  const templates = written.map((text) => readTemplate(text, withVariables));
  const early = templates.find(({ pieces, text }) => pieces && variableBeforeFifthColon(text));
  if (early) return unreadable(`a variable stands before the fifth colon of \`${early.text}\``);
  return { kind: "given", negated: given.negated, written, templates };
}

/**
 * Whether a resource is one of the element's. Case counts. A wildcard may run past a colon: the guide grants that to a
 * `*` that ends a part, and no ARN of KMS or IAM can tell the difference.
 */
export function resourceFits(
  { templates, negated }: Resources,
  resource: string,
  context: ContextReader,
): boolean {
  for (const template of templates)
    if (template.text === "*" || templateMatches(template, resource, context)) return !negated;
  return negated;
}

/** The variables of the element's values that the request has no value for. */
export function unresolvedIn({ templates }: Resources, context: ContextReader): readonly string[] {
  return unresolvedVariables(templates, context);
}

function variableBeforeFifthColon(text: string): boolean {
  const before = text.slice(0, text.indexOf("${"));
  return before.split(":").length < 6;
}
