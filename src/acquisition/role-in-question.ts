import { parseArn } from "#policy";
import { platformRole, type Role, type Scenario, targetRole } from "#scenario";

/** The roles of the import: the platform's, and those that it assumes. */
export function rolesOf(scenario: Scenario): readonly Role[] {
  const platform = platformRole(scenario);
  return [
    ...(platform ? [platform] : []),
    ...scenario.targets.flatMap((target) => targetRole(scenario, target) ?? []),
  ];
}

/** The role that a principal is: by its ARN, or by a session's ARN, which has no path. */
export function roleOfPrincipal(scenario: Scenario, principal: string): Role | undefined {
  const arn = parseArn(principal);
  const session = arn?.service === "sts" && /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1];
  return rolesOf(scenario).find((role) =>
    session ? role.account === arn.account && role.name === session : role.arn === principal,
  );
}
