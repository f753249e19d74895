import { type ArnParts, parseArn } from "#policy";
import { variablesAsWildcards } from "../patterns.ts";
import type { Place } from "../types.ts";
import type { LintedDocument } from "./view.ts";

/** Every ARN of a document with its place: principals, resources, condition values. */
export function* arnsOf({
  statements,
}: LintedDocument): Generator<Place & { readonly text: string; readonly arn: ArnParts }> {
  for (const { principals, notPrincipals, resources, notResources, tests } of statements) {
    const values = tests.flatMap((test) => test.values);
    const places = [...principals, ...notPrincipals, ...resources, ...notResources, ...values];
    for (const { text, start, end } of places) {
      if (!text.startsWith("arn:")) continue;
      const arn = parseArn(variablesAsWildcards(text));
      if (arn) yield { text, start, end, arn };
    }
  }
}
