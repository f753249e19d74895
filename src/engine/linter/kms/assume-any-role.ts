import { isLimitedBy, type ResourceEntry } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { isEveryResource } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

/** Any role of any account that lets this one in. */
export const assumeAnyRole: Rule = {
  id: "assume-any-role",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "`sts:AssumeRole` is allowed on every role of every account.",
    why: "The role can become any other that trusts its account, in this organization or outside. Name the target roles.",
    failing: policy(allow("sts:AssumeRole", { Resource: "*" })),
    passing: policy(
      allow("sts:AssumeRole", { Resource: "arn:aws:iam::*:role/CadoResponseCrossAccountRole" }),
    ),
    source: "IAM User Guide, Granting a user permissions to switch roles",
  },
  *check({ allows }) {
    for (const statement of allows) {
      const assumes = statement.actions.some(({ actions }) => actions.includes("sts:AssumeRole"));
      if (!assumes || isLimitedBy(statement, limitingKeys)) continue;
      for (const entry of statement.resources)
        if (isAnyRole(entry))
          yield {
            at: entry,
            message:
              "the role can become any role, of any account, that lets this account in: name the target roles",
          };
    }
  },
};

const limitingKeys = [
  "aws:resourceaccount",
  "aws:resourceorgid",
  "aws:resourcetag/",
  "iam:resourcetag/",
];

const isAnyRole = (entry: ResourceEntry) =>
  isEveryResource(entry) ||
  (entry.arn?.service === "iam" &&
    entry.arn.account === "*" &&
    ["role/*", "*"].includes(entry.arn.resource));
