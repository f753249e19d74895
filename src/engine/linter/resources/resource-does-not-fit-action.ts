import { allow, policy } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";
import { separateStatement } from "../separate-statement.ts";

/** An action is allowed on resources that it never has. */
export const resourceDoesNotFitAction: Rule = {
  id: "resource-does-not-fit-action",
  severity: "error",
  kinds: identityOnly,
  docs: {
    what: "An entry is allowed on resources of which none is one that its actions can have.",
    why: "The entry gives nothing. A call without resource, such as ListAliases, is allowed on `*` only.",
    failing: policy(allow(["kms:DescribeKey", "kms:ListAliases"])),
    passing: policy(allow("kms:DescribeKey"), allow("kms:ListAliases", { Resource: "*" })),
    source:
      "Service Authorization Reference, Actions, resources, and condition keys for AWS services",
  },
  *check(document) {
    const { someCanHave, services } = document;
    for (const statement of document.allows) {
      const { actions, resources } = statement;
      if (resources.length === 0) continue;
      for (const entry of actions) {
        if (entry.isAll || entry.actions.length === 0 || entry.pattern.endsWith(":*")) continue;
        if (resources.some((resource) => someCanHave(entry.actions, resource))) continue;
        yield {
          at: entry,
          message: `\`${entry.text}\` is not allowed by this statement: none of its resources is one that the call can have`,
          fix: entry.actions.every(
            (action) => services.serviceAction(action)?.resources.length === 0,
          )
            ? separateStatement(document, statement, entry, (copy) => {
                copy.Resource = "*";
              })
            : undefined,
        };
      }
    }
  },
};
