import { allow, policy } from "../examples.ts";
import type { Rule, Unparsed } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Fix } from "../types.ts";

const mostFindings = 20;

/** The text is not one JSON value. */
export const jsonSyntax: Rule = {
  id: "json-syntax",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "The text is not one JSON value: a comma is missing or left over, there is a comment, or text follows the end.",
    why: "AWS refuses the whole document as malformed; nothing of it takes effect.",
    failing: policy(allow("kms:DescribeKey")).replace(/\n {2}\]/, ",$&"),
    passing: policy(allow("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Json syntax error)",
  },
  check: () => [],
  *checkUnparsed(unparsed) {
    if (unparsed.wholeValue) return;
    for (const [index, problem] of unparsed.problems.slice(0, mostFindings).entries())
      yield {
        at: problem,
        message: `AWS refuses the document: ${problem.message}`,
        fix: index === 0 ? repair(unparsed) : undefined,
      };
  },
};

function repair({ text, problems }: Unparsed): Fix | undefined {
  const [first] = problems;
  if (!first) return undefined;
  const { start, end, message } = first;
  if (message.startsWith("remove the comma")) {
    const comma = text.lastIndexOf(",", start - 1);
    return { label: "remove the comma", edits: [{ start: comma, end: comma + 1, text: "" }] };
  }
  if (message.startsWith("a comma is missing")) {
    const at = text.slice(0, start).trimEnd().length;
    return { label: "add the comma", edits: [{ start: at, end: at, text: "," }] };
  }
  if (message.startsWith("JSON has no comments"))
    return { label: "remove the comment", edits: [{ start, end, text: "" }] };
  return undefined;
}
