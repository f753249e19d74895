import { exampleAccount, type LintOptions, lint } from "#engine";
import type { DocumentKind } from "#policy";

/** One document and what a rule underlines in it: nothing is a near miss. */
export type Case = readonly [
  rule: string,
  kind: DocumentKind,
  text: string,
  underlined: readonly string[],
];

/** What a rule underlines in a document, strings without their quotes, white space folded. */
export function underlined(
  rule: string,
  kind: DocumentKind,
  text: string,
  more: Partial<LintOptions> = {},
): readonly string[] {
  return lint(text, { kind, account: exampleAccount, ...more })
    .filter((finding) => finding.rule === rule)
    .map(({ start, end }) =>
      text.slice(start, end).replaceAll(/\s+/g, " ").replaceAll(/^"|"$/g, ""),
    );
}
