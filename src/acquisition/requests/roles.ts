import { parseArn, roleOfSession } from "#policy";
import { platformRole, type Role, type Scenario, targetRole } from "#scenario";

/** The roles of the import: the platform's, and those that it assumes. */
export function rolesOf(scenario: Scenario): readonly Role[] {
  const platform = platformRole(scenario);
  return [
    ...(platform ? [platform] : []),
    ...scenario.targets.flatMap((target) => targetRole(scenario, target) ?? []),
  ];
}

/** Whether an account is one of the answers. */
export function isOwnAccount({ platform, targets }: Scenario, account: string): boolean {
  if (account === "") return false;
  return platform.account === account || targets.some((target) => target.account === account);
}

/** The organization that a key or role of an account belongs to, where the answers say it. */
export function organizationOfResource(
  scenario: Scenario,
  account: string,
): Readonly<Record<string, string>> {
  const { organizationId } = scenario.guards;
  return organizationId !== "" && isOwnAccount(scenario, account)
    ? { "aws:ResourceOrgID": organizationId }
    : {};
}

/**
 * What STS knows of a role: its organization, and the tag that the answers say the target roles of other accounts have.
 * Source: Service Authorization Reference, AWS STS (AssumeRole, resource type `role`).
 */
export function propertiesOfRole(
  scenario: Scenario,
  arn: string,
): Readonly<Record<string, string>> {
  const { platform, platformNaming: naming } = scenario;
  const account = parseArn(arn)?.account ?? "";
  const isTagged =
    naming?.by === "tag" && account !== platform.account && isTargetRole(scenario, arn, account);
  return {
    ...organizationOfResource(scenario, account),
    ...(isTagged ? { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue } : {}),
  };
}

function isTargetRole(scenario: Scenario, arn: string, account: string): boolean {
  return scenario.targets.some(
    (target) => target.account === account && targetRole(scenario, target)?.arn === arn,
  );
}

/** The role that a principal is: by its ARN, or by a session's ARN, which has no path. */
export function roleOfPrincipal(scenario: Scenario, principal: string): Role | undefined {
  const arn = parseArn(principal);
  const session = roleOfSession(arn);
  return rolesOf(scenario).find((role) =>
    session ? role.account === arn?.account && role.name === session : role.arn === principal,
  );
}
