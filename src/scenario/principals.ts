import { accountId, parseArn, roleArn } from "#policy";
import type { Scenario, Target } from "./scenario.ts";

/** A role of the import, with its ARN. */
export interface Role {
  readonly account: string;
  /** The name with its path, without a leading slash. */
  readonly path: string;
  readonly name: string;
  readonly arn: string;
}

/** The role in a field: a name, a name with path, or an ARN. Returns `undefined` for an empty field. */
export function roleOf(partition: string, account: string, field: string): Role | undefined {
  const answer = field.trim();
  const arn = parseArn(answer);
  const text = arn ? arn.resource.replace(/^role\//, "") : answer;
  const path = text.replace(/^\/+|\/+$/g, "");
  if (path === "") return undefined;
  const name = path.slice(path.lastIndexOf("/") + 1);
  return { account, path, name, arn: roleArn(partition, account, path) };
}

/** The platform role, or `undefined` while its account or name is missing. */
export function platformRole(scenario: Scenario): Role | undefined {
  const { account, role } = scenario.platform;
  return accountId(account) ? roleOf(scenario.partition, account, role) : undefined;
}

/** The role that the platform assumes in a target, or `undefined` if the platform role itself acts there. */
export function targetRole(scenario: Scenario, target: Target): Role | undefined {
  const role = roleOf(scenario.partition, target.account, target.role);
  if (!role || role.arn === platformRole(scenario)?.arn) return undefined;
  return role;
}

/** The ARN of an administrator: the given ARN, or the role of that name in the account. */
export function administratorArn(partition: string, account: string, field: string): string {
  const text = field.trim();
  return parseArn(text) ? text : roleArn(partition, account, text.replace(/^\/+/, ""));
}
