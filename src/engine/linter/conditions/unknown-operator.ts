import { operatorNames, readOperator } from "../document/operators.ts";
import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import { nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** A condition operator that does not exist. */
export const unknownOperator: Rule = {
  id: "unknown-operator",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A condition operator is none that IAM knows, also with its set prefix and `IfExists` taken off. `Null` takes no `IfExists`.",
    why: "AWS refuses the document.",
    failing: policy(
      allow("kms:DescribeKey", { Condition: { StringEqual: { "kms:RequestAlias": "alias/x" } } }),
    ),
    passing: policy(
      allow("kms:DescribeKey", {
        Condition: { StringEqualsIfExists: { "kms:RequestAlias": "alias/x" } },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid condition operator, Null with if exists)",
  },
  *check({ statements }) {
    for (const { members } of statements) {
      const condition = members.get("Condition")?.value;
      if (condition?.type !== "object") continue;
      const names = (condition.children ?? []).map(({ children }) => String(children?.[0]?.value));
      for (const property of condition.children ?? []) {
        const name = property.children?.[0];
        if (!name || readOperator(String(name.value)).family) continue;
        const meant = correction(String(name.value));
        yield {
          at: placeOf(name),
          message: `AWS refuses the document: there is no condition operator \`${name.value}\``,
          fix: meant && !names.includes(meant) ? renameMember(placeOf(name), meant) : undefined,
        };
      }
    }
  },
};

function correction(text: string): string | undefined {
  const colon = text.indexOf(":");
  const set = colon < 0 ? "" : nearest(text.slice(0, colon), ["ForAllValues", "ForAnyValue"]);
  if (set === undefined) return undefined;
  const rest = text.slice(colon + 1);
  const ifExists = rest.toLowerCase().endsWith("ifexists");
  const meant = nearest(ifExists ? rest.slice(0, -"IfExists".length) : rest, operatorNames);
  if (!meant) return undefined;
  return `${set ? `${set}:` : ""}${meant}${ifExists && meant !== "Null" ? "IfExists" : ""}`;
}
