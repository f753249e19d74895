import { hasWildcard } from "#policy";
import { allow, policy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A wildcard where it is plain text. */
export const wildcardWithoutLike: Rule = {
  id: "wildcard-without-like",
  severity: "warning",
  kinds: everyKind,
  docs: {
    what: "A value under StringEquals or one of its kin holds `*` or `?`.",
    why: "There they are plain characters, so the value fits only a text that really has them. StringLike takes wildcards.",
    failing: policy(
      allow("kms:Decrypt", { Condition: { StringEquals: { "kms:RequestAlias": "alias/Cado*" } } }),
    ),
    passing: policy(
      allow("kms:Decrypt", { Condition: { StringLike: { "kms:RequestAlias": "alias/Cado*" } } }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Wildcard without like operator)",
  },
  *check({ statements }) {
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { operator } = test;
      if (operator.family !== "String" || operator.takesWildcards) continue;
      const like = operator.text.replace("NotEquals", "NotLike").replace("Equals", "Like");
      const condition = test.property.parent?.parent?.parent;
      const isTaken = condition?.children?.some(({ children }) => children?.[0]?.value === like);
      const canRename = !isTaken && !operator.name.includes("IgnoreCase");
      for (const value of test.values)
        if (hasWildcard(withoutVariables(value.text)))
          yield {
            at: value,
            message: `under \`${operator.name}\` the wildcard in \`${value.text}\` is a plain character`,
            fix: canRename ? renameMember(test.operatorAt, like) : undefined,
          };
    }
  },
};

/** The text with its variables and escapes (`${*}`) taken out. */
function withoutVariables(text: string): string {
  return text.replaceAll(/\$\{[^}]*\}/g, "");
}
