import type { SyntaxNode } from "#policy";
import { placeOf } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { removal } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

/** An empty list, or an empty object in a condition. */
export const emptyValue: Rule = {
  id: "empty-value",
  severity: "warning",
  kinds: everyKind,
  docs: {
    what: "A list of actions, resources or condition values is empty, or a condition object is.",
    why: "With an empty list the statement does nothing: no request can match it. An empty condition object changes nothing and can go.",
    failing: policy(allow([])),
    passing: policy(allow(["kms:DescribeKey"])),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Empty array action, resource, condition; Empty object condition)",
  },
  *check({ statements }) {
    for (const { members } of statements) {
      for (const name of ["Action", "NotAction", "Resource", "NotResource"]) {
        const value = members.get(name)?.value;
        if (value && isEmpty(value, "array")) yield emptyList(value);
      }
      const condition = members.get("Condition")?.value;
      if (condition) yield* emptyIn(condition);
    }
  },
};

const isEmpty = (node: SyntaxNode, type: "array" | "object") =>
  node.type === type && !node.children?.length;

const emptyList = (node: SyntaxNode): Problem => ({
  at: placeOf(node),
  message: "the statement does nothing: this list is empty, so no request matches",
});

function* emptyIn(condition: SyntaxNode): Generator<Problem> {
  if (isEmpty(condition, "object")) yield emptyObject(condition);
  if (condition.type !== "object") return;
  for (const operator of condition.children ?? []) {
    const block = operator.children?.[1];
    if (block?.type !== "object") continue;
    if (isEmpty(block, "object")) yield emptyObject(block);
    for (const { children } of block.children ?? [])
      if (children?.[1] && isEmpty(children[1], "array")) yield emptyList(children[1]);
  }
}

const emptyObject = (node: SyntaxNode): Problem => ({
  at: placeOf(node),
  severity: "suggestion",
  message: "this tests nothing and can go",
  fix: removal(node.parent, "remove it"),
});
