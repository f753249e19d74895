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

/** Who and what the answers speak of, by account and by ARN: asked for each request of a run. */
interface Members {
  readonly accounts: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, Role>;
}
const known = new WeakMap<Scenario, Members>();

function membersOf(scenario: Scenario): Members {
  const before = known.get(scenario);
  if (before) return before;
  const { platform, targets } = scenario;
  const members = {
    accounts: new Set([platform, ...targets].map(({ account }) => account).filter(Boolean)),
    roles: new Map(rolesOf(scenario).map((role) => [role.arn, role])),
  };
  known.set(scenario, members);
  return members;
}

/** Whether an account is one of the answers. */
export function isOwnAccount(scenario: Scenario, account: string): boolean {
  return membersOf(scenario).accounts.has(account);
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
    naming?.by === "tag" && account !== platform.account && membersOf(scenario).roles.has(arn);
  return {
    ...organizationOfResource(scenario, account),
    ...(isTagged ? { [`aws:ResourceTag/${naming.tagKey}`]: naming.tagValue } : {}),
  };
}

/** The role that a principal is: by its ARN, or by a session's ARN, which has no path. */
export function roleOfPrincipal(scenario: Scenario, principal: string): Role | undefined {
  const arn = parseArn(principal);
  const session = arn?.service === "sts" && /^assumed-role\/([^/]+)\//.exec(arn.resource)?.[1];
  return rolesOf(scenario).find((role) =>
    session ? role.account === arn.account && role.name === session : role.arn === principal,
  );
}
