import { asList } from "#policy";
import { isObject, listIn, type Members, memberIn } from "../value.ts";

/**
 * The policy that the blocks of an `aws_iam_policy_document` describe.
 * Source: Terraform Registry, hashicorp/aws, "Data Source: aws_iam_policy_document".
 */
export function policyOfBlocks(values: unknown): Members {
  return {
    Version: memberIn(values, "version") ?? "2012-10-17",
    Statement: listIn(values, "statement").filter(isObject).map(statementOf),
  };
}

function statementOf(block: Members): Members {
  const list = (element: string, member: string) => {
    const given = memberIn(block, member);
    return given === undefined || given === null ? {} : { [element]: asList(given) };
  };
  const conditions: Record<string, Record<string, unknown>> = {};
  for (const condition of listIn(block, "condition").slice(0, 100)) {
    const test = memberIn(condition, "test");
    const variable = memberIn(condition, "variable");
    if (typeof test !== "string" || typeof variable !== "string") continue;
    conditions[test] = { ...conditions[test], [variable]: memberIn(condition, "values") ?? [] };
  }
  const sid = memberIn(block, "sid");
  return {
    ...(typeof sid === "string" && sid !== "" ? { Sid: sid } : {}),
    Effect: memberIn(block, "effect") ?? "Allow",
    ...principalsOf("Principal", listIn(block, "principals")),
    ...principalsOf("NotPrincipal", listIn(block, "not_principals")),
    ...list("Action", "actions"),
    ...list("NotAction", "not_actions"),
    ...list("Resource", "resources"),
    ...list("NotResource", "not_resources"),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
  };
}

function principalsOf(element: string, blocks: readonly unknown[]): Members {
  const principals: Record<string, readonly unknown[]> = {};
  for (const block of blocks.slice(0, 100)) {
    const type = memberIn(block, "type");
    if (typeof type !== "string") continue;
    const named = Object.hasOwn(principals, type) ? (principals[type] ?? []) : [];
    principals[type] = [...named, ...asList(memberIn(block, "identifiers"))];
  }
  if (Object.keys(principals).length === 0) return {};
  const everyone = principals["*"]?.includes("*") ?? false;
  return { [element]: everyone ? "*" : principals };
}
