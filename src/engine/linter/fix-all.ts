import { parseDocument } from "#policy";
import type { Fix, Lint, LintOptions, TextEdit } from "./types.ts";

/** The text with a fix's edits made; what no edit covers stays byte for byte as it was. */
export function applyFix(text: string, { edits }: Fix): string {
  let result = text;
  for (const { start, end, text: written } of edits.toSorted(
    (one, other) => other.start - one.start,
  ))
    result = result.slice(0, start) + written + result.slice(end);
  return result;
}

/** A repair may show the next fault. No document that people write takes more rounds. */
const mostRounds = 100;

/** `Linter.fixAll`, by the same linter's `lint`. */
export function fixAll(lint: Lint, text: string, rule: string, options: LintOptions): string {
  const seen = new Set<string>();
  let repaired = text;
  for (let round = 0; round < mostRounds && !seen.has(repaired); round += 1) {
    seen.add(repaired);
    const fixes = lint(repaired, options).flatMap((finding) =>
      finding.rule === rule && finding.fix ? [finding.fix] : [],
    );
    const [first] = fixes;
    if (!first) return repaired;
    const together = applyFix(repaired, joined(fixes));
    const isSound = parseDocument(together).ok || !parseDocument(repaired).ok;
    repaired = isSound ? together : applyFix(repaired, first);
  }
  return text;
}

/** As many of the fixes as do not touch one another, the first of them always. */
function joined(fixes: readonly Fix[]): Fix {
  const taken: TextEdit[] = [];
  for (const { edits } of fixes)
    if (!edits.some((edit) => taken.some((other) => touch(edit, other)))) taken.push(...edits);
  return { label: "", edits: taken };
}

const touch = (one: TextEdit, other: TextEdit) => one.start <= other.end && other.start <= one.end;
