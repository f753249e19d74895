import { placeOf, placeOfStatement } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";

/** A statement of a resource policy that speaks of nobody. */
export const missingPrincipal: Rule = {
  id: "missing-principal",
  severity: "error",
  kinds: keyAndTrust,
  docs: {
    what: "A statement of a key policy or trust policy has no Principal, or one that holds nobody.",
    why: "AWS refuses the document: a resource's policy has to say who is meant.",
    failing: keyPolicy({ Effect: "Allow", Action: "kms:DescribeKey", Resource: "*" }),
    passing: keyPolicy(allowRole("kms:DescribeKey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Missing principal)",
  },
  *check({ statements }) {
    for (const statement of statements) {
      const { members } = statement;
      const element = members.get("Principal") ?? members.get("NotPrincipal");
      if (!element)
        yield {
          at: placeOfStatement(statement),
          message: "AWS refuses a statement without Principal: say who is meant",
        };
      else if (
        element.value.type === "object" &&
        (element.value.children ?? []).every(({ children }) => {
          const list = children?.[1];
          return list?.type === "array" && !list.children?.length;
        })
      )
        yield {
          at: placeOf(element.value),
          message: `AWS refuses the statement: its ${element.name} holds nobody`,
        };
    }
  },
};
