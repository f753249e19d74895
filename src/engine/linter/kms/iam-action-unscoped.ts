import { isLimitedBy, type StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { addCondition } from "../fixes.ts";
import { isEveryResource } from "../resources/resource-patterns.ts";
import type { Rule } from "../rule.ts";
import { identityOnly } from "../rule-kinds.ts";

const linked = (more: object) =>
  policy(allow("iam:CreateServiceLinkedRole", { Resource: "*", ...more }));

/** Any role to any service. */
export const iamActionUnscoped: Rule = {
  id: "iam-action-unscoped",
  severity: "security",
  kinds: identityOnly,
  docs: {
    what: "`iam:PassRole` is allowed on every role without `iam:PassedToService`, or `iam:CreateServiceLinkedRole` without `iam:AWSServiceName`.",
    why: "Passing any role to any service gives whatever any role may do. For multi-Region keys the service is `mrk.kms.amazonaws.com`.",
    failing: linked({}),
    passing: linked({
      Condition: { StringEquals: { "iam:AWSServiceName": "mrk.kms.amazonaws.com" } },
    }),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Pass role with star in resource, Create SLR with star in resource)",
  },
  *check({ text, allows }) {
    for (const statement of allows) {
      if (!statement.resources.some(isAnyRole)) continue;
      for (const entry of statement.actions) {
        const open = entry.isAll
          ? undefined
          : scopes.find(({ action, key }) => isOpen(statement, entry.actions, action, key));
        if (!open) continue;
        const canFix =
          statement.actions.length === 1 &&
          open.action === "iam:CreateServiceLinkedRole" &&
          entry.isExplicit;
        yield {
          at: entry,
          message: `\`${open.action}\` on every role, for every service: name the role and test \`${open.name}\``,
          fix: canFix
            ? addCondition(text, statement, "StringEquals", open.name, '"mrk.kms.amazonaws.com"')
            : undefined,
        };
      }
    }
  },
};

const scopes = [
  { action: "iam:PassRole", key: "iam:passedtoservice", name: "iam:PassedToService" },
  { action: "iam:CreateServiceLinkedRole", key: "iam:awsservicename", name: "iam:AWSServiceName" },
] as const;

const isOpen = (statement: StatementView, named: readonly string[], action: string, key: string) =>
  named.includes(action) && !isLimitedBy(statement, [key]);

const isAnyRole = (resource: StatementView["resources"][number]) =>
  isEveryResource(resource) ||
  (resource.arn?.service === "iam" && ["role/*", "*"].includes(resource.arn.resource));
