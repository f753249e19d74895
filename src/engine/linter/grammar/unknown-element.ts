import { policyElements, statementElements } from "#policy";
import type { Member } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import { nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

/** A member that the policy language does not have. */
export const unknownElement: Rule = {
  id: "unknown-element",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A member of the document or of a statement is none that the policy language has. Case counts.",
    why: "AWS refuses the document.",
    failing: policy({
      ...allow("kms:DescribeKey"),
      Conditions: { Bool: { "aws:SecureTransport": "true" } },
    }),
    passing: policy(allow("kms:DescribeKey", { Sid: "LookUp" })),
    source: "IAM User Guide, Access Analyzer policy check reference (Invalid policy element)",
  },
  *check({ members, statements }) {
    yield* unknownIn(members, policyElements);
    for (const statement of statements) yield* unknownIn(statement.members, statementElements);
  },
};

function* unknownIn(
  members: ReadonlyMap<string, Member>,
  known: readonly string[],
): Generator<Problem> {
  for (const { name, at } of members.values()) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    yield {
      at,
      message: `AWS refuses the document: the policy language has no element \`${name}\``,
      fix: meant && !members.has(meant) ? renameMember(at, meant) : undefined,
    };
  }
}
