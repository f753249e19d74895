import { accountId, parseArn, roleArn } from "#policy";
import type { Scenario, Target } from "./scenario.ts";

/** A role of the import, ready for a policy. */
export interface Role {
  readonly account: string;
  /** The name with its path, no slash before it. */
  readonly path: string;
  readonly name: string;
  readonly arn: string;
}

/** The role that a field means: a name, a name with path, or an ARN; nothing where the field is empty. */
export function roleOf(partition: string, account: string, field: string): Role | undefined {
  const answer = field.trim();
  const arn = parseArn(answer);
  const text = arn ? arn.resource.replace(/^role\//, "") : answer;
  const path = text.replace(/^\/+|\/+$/g, "");
  if (path === "") return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { account, path, name, arn: roleArn(partition, account, path) };
}

/** The platform role, or nothing while account or role are not answered. */
export function platformRole(scenario: Scenario): Role | undefined {
  const { account, role } = scenario.platform;
  return accountId(account) ? roleOf(scenario.partition, account, role) : undefined;
}

/** The role that the platform assumes in a target; nothing where the platform role itself acts there. */
export function targetRole(scenario: Scenario, target: Target): Role | undefined {
  const role = roleOf(scenario.partition, target.account, target.role);
  if (!role || role.arn === platformRole(scenario)?.arn) return undefined;
  return role;
}

/** The ARN of an administrator: what was given where it is an ARN, else the role of that name in the account. */
export function administratorArn(partition: string, account: string, field: string): string {
  const text = field.trim();
  return parseArn(text) ? text : roleArn(partition, account, text.replace(/^\/+/, ""));
}
