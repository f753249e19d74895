import type { SyntaxNode } from "#policy";
import type { ActionEntry } from "../document/entries.ts";
import { allow, policy } from "../examples.ts";
import { removeFromList } from "../fixes.ts";
import { patternCovers } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

/** An entry that another one of the same list covers. */
export const redundantAction: Rule = {
  id: "redundant-action",
  severity: "suggestion",
  kinds: everyKind,
  docs: {
    what: "An entry is covered by another entry of the same list.",
    why: "It changes nothing, and it hides how much the wider entry gives.",
    failing: policy(allow(["kms:ReEncryptFrom", "kms:ReEncrypt*"])),
    passing: policy(allow(["kms:ReEncryptFrom", "kms:ReEncryptTo"])),
    source: "IAM User Guide, Access Analyzer policy check reference (Redundant action)",
  },
  *check({ tree, statements }) {
    for (const { actions, notActions } of statements) {
      yield* redundantIn(tree, actions);
      yield* redundantIn(tree, notActions);
    }
  },
};

/** Lists longer than any real one are compared by equality only, so that the time stays bounded. */
const mostWideEntries = 50;

function* redundantIn(tree: SyntaxNode, entries: readonly ActionEntry[]): Generator<Problem> {
  const wide = entries.filter(({ isExplicit }) => !isExplicit).slice(0, mostWideEntries);
  const seen = new Set<string>();
  for (const entry of entries) {
    const { pattern, text } = entry;
    const cover = seen.has(pattern)
      ? entry
      : wide.find((other) => other.pattern !== pattern && patternCovers(other.pattern, pattern));
    seen.add(pattern);
    if (cover)
      yield {
        at: entry,
        message:
          cover === entry
            ? `\`${text}\` stands here twice`
            : `\`${text}\` changes nothing: \`${cover.text}\` covers it`,
        fix: removeFromList(tree, entry, text),
      };
  }
}
