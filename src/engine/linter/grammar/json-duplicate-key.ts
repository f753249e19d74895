import type { SyntaxNode } from "#policy";
import { placeOf } from "../document/view.ts";
import { ownAccount, policy } from "../examples.ts";
import { rangeWithout } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Fix, Problem } from "../types.ts";

/** One object holds a member twice; condition keys are compared without case. */
export const jsonDuplicateKey: Rule = {
  id: "json-duplicate-key",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "One object holds the same member twice, typically one condition operator twice.",
    why: "AWS refuses the document, or one of the two is lost without a word. Condition keys count as the same in any case.",
    failing: policy({
      Effect: "Allow",
      Action: "kms:ListAliases",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:RequestedRegion": "us-east-1", "AWS:requestedRegion": "eu-west-1" },
      },
    }),
    passing: policy({
      Effect: "Allow",
      Action: "kms:ListAliases",
      Resource: "*",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": ownAccount },
        StringLike: { "aws:PrincipalAccount": "1*" },
      },
    }),
    source:
      "IAM User Guide, Grammar of the IAM JSON policy language; Access Analyzer (Duplicate keys with different case)",
  },
  *check({ text, tree }) {
    yield* duplicatesIn(tree, "other", text);
  },
};

type Where = "condition" | "operators" | "other";

function* duplicatesIn(node: SyntaxNode, where: Where, text: string): Generator<Problem> {
  if (node.type !== "object") {
    for (const child of node.children ?? []) yield* duplicatesIn(child, "other", text);
    return;
  }
  const first = new Map<string, SyntaxNode>();
  for (const property of node.children ?? []) {
    const [name, value] = property.children ?? [];
    if (!name) continue;
    const written = String(name.value);
    const key = where === "operators" ? written.toLowerCase() : written;
    const earlier = first.get(key);
    if (earlier)
      yield {
        at: placeOf(name),
        message: `AWS refuses the document, or forgets one of the two: \`${written}\` stands here twice`,
        fix: merged(earlier, property, text),
      };
    else first.set(key, property);
    if (value) yield* duplicatesIn(value, insideOf(where, written), text);
  }
}

const insideOf = (where: Where, name: string): Where =>
  where === "other" && name === "Condition"
    ? "condition"
    : where === "condition"
      ? "operators"
      : "other";

/** Both values in the place of the first, where they can stand together. */
function merged(earlier: SyntaxNode, later: SyntaxNode, text: string): Fix | undefined {
  const one = earlier.children?.[1];
  const other = later.children?.[1];
  const range = rangeWithout(later);
  if (!one || !other || !range) return undefined;
  const textOf = (node: SyntaxNode) => text.slice(node.offset, node.offset + node.length);
  const removed = { ...range, text: "" };
  if (textOf(one) === textOf(other)) return { label: "remove the second", edits: [removed] };
  const name = String(earlier.children?.[0]?.value);
  if (["Sid", "Effect", "Version", "Id", "Null", "Bool"].includes(name)) return undefined;
  const isObject = one.type === "object" && other.type === "object";
  if (!isObject && (one.type === "object" || other.type === "object")) return undefined;
  const namesOf = (node: SyntaxNode) =>
    (node.children ?? []).map(({ children }) => String(children?.[0]?.value).toLowerCase());
  if (isObject && namesOf(one).some((key) => namesOf(other).includes(key))) return undefined;
  const partsOf = (node: SyntaxNode) =>
    node.type === "array" || isObject ? (node.children ?? []) : [node];
  const [open, close] = isObject ? ["{ ", " }"] : ["[", "]"];
  const parts = [...new Set([...partsOf(one), ...partsOf(other)].map(textOf))].join(", ");
  const edits = [
    { start: one.offset, end: one.offset + one.length, text: open + parts + close },
    removed,
  ];
  return { label: "merge the two", edits };
}
