import { ownAccount } from "./examples.ts";
import type { Linter } from "./linter.ts";
import type { Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import type { Finding } from "./types.ts";

/** A rule as its page shows it. */
export type ExplainedRule = Pick<Rule, "id" | "severity" | "kinds" | "docs">;

/** Every rule, and what the one with this id finds in the example of its page; nothing if there is no such rule. */
export function explainedRules(
  linter: Linter,
  id: string,
): { readonly rules: readonly ExplainedRule[]; readonly found: readonly Finding[] } {
  const rule = rules.find((each) => each.id === id);
  return {
    rules: rules.map(({ id, severity, kinds, docs }) => ({ id, severity, kinds, docs })),
    found: rule ? foundInExample(linter, rule) : [],
  };
}

function foundInExample({ lint }: Linter, { id, kinds, docs }: Rule): readonly Finding[] {
  const kind = docs.kind ?? kinds[0] ?? "identity";
  const findings = lint(docs.failing, { kind, account: ownAccount });
  return findings.filter((finding) => finding.rule === id);
}
