import type { Template } from "../authorizer/variables.ts";
import { exampleAddresses } from "./address-examples.ts";
import type { Budget } from "./budget.ts";
import type { Asked } from "./comparisons.ts";
import { exampleTexts, otherCase } from "./example-texts.ts";
import { exampleDates, exampleNumbers } from "./ordered-examples.ts";
import {
  arnPattern,
  hasVariable,
  isLiteral,
  literalPattern,
  type Pattern,
  templatePattern,
} from "./pattern.ts";
import { plausibleValues } from "./plausible-values.ts";

/** The kinds of value that operators compare; ARNs and patterns are texts too. */
type Family = "text" | "any-case" | "like" | "arn" | "number" | "date" | "address" | "binary";

/**
 * Values of one key that tell its comparisons apart: of each set of comparisons that one value can meet, all others not,
 * at least one value; with `forms` of those values that fit one of them. Values that policies write come first, then likely ones, then the shortest that there are.
 */
export function exampleValues(
  asked: readonly Asked[],
  key: string,
  budget: Budget,
  forms?: readonly Pattern[],
): readonly string[] {
  const written: string[] = [];
  const patterns: Pattern[] = [];
  const made: string[] = [];
  const byFamily = new Map<Family, string[]>();
  for (const one of asked) {
    const { check, operator } = one.condition;
    if (check.kind !== "compare") continue;
    const family = familyOf(operator);
    const texts = check.templates.filter((template) => !hasVariable(template));
    byFamily.set(family, [...(byFamily.get(family) ?? []), ...texts.map(({ text }) => text)]);
    for (const template of texts) {
      const pattern = patternOf(template, family);
      if (pattern && !isLiteral(pattern)) patterns.push(pattern);
      written.push(textOf(template));
    }
  }
  if (byFamily.has("any-case"))
    made.push(
      ...written.flatMap((text) => [swapCase(text), text.toLowerCase(), text.toUpperCase()]),
    );
  if (byFamily.has("number")) made.push(...exampleNumbers(byFamily.get("number") ?? []));
  if (byFamily.has("date")) made.push(...exampleDates(byFamily.get("date") ?? []));
  if (byFamily.has("address")) made.push(...exampleAddresses(byFamily.get("address") ?? []));
  if (byFamily.has("binary"))
    made.push(...written.flatMap((text) => [text.replaceAll("=", ""), `${text}=`]), "b3RoZXI=");
  const isMixed = byFamily.has("number") || byFamily.has("date");
  if (isMixed && patterns.length > 0) made.push(...digitTexts(patterns, budget));
  const found = [
    ...written,
    ...plausibleValues(key),
    ...made,
    ...exampleTexts(patterns, budget, forms),
    "",
  ];
  return [...new Set(found)];
}

function familyOf(operator: string): Family {
  const name = operator.replace(/^For(?:AllValues|AnyValue):/, "").replace(/IfExists$/, "");
  if (name.startsWith("Numeric")) return "number";
  if (name.startsWith("Date")) return "date";
  if (name.endsWith("IpAddress")) return "address";
  if (name.startsWith("Binary")) return "binary";
  if (name.startsWith("Arn")) return "arn";
  if (name === "Bool" || name.endsWith("IgnoreCase")) return "any-case";
  return name.endsWith("Like") ? "like" : "text";
}

function patternOf(template: Template, family: Family): Pattern | undefined {
  if (family === "like") return templatePattern(template);
  if (family === "arn") return arnPattern(template);
  if (family === "any-case") return literalPattern(textOf(template), true);
  return literalPattern(textOf(template));
}

/** A template without variables as the text that it means. */
export function textOf({ text, pieces }: Template): string {
  return pieces?.map((piece) => (piece.kind === "variable" ? "" : piece.text)).join("") ?? text;
}

function swapCase(text: string): string {
  return [...text].map(otherCase).join("");
}

/** Numbers and years that fit text patterns, for keys that policies compare as both. */
function digitTexts(patterns: readonly Pattern[], budget: Budget): readonly string[] {
  const digits: Pattern = [{ kind: "many", digits: true }];
  const short = exampleTexts(patterns, budget, [digits]);
  return short.flatMap((text) => [
    text,
    ...["0", "00", "000", "00000", ".5"].map((end) => text + end),
  ]);
}
