import { platformOwner, platformRole, type Scenario, targetRole } from "#scenario";
import type { ImportedRole } from "./imported.ts";

/** The owners of the answers' roles (`platform` or a target's id) that are among these roles, by their ARN. */
export function ownersOfWholeRoles(
  scenario: Scenario,
  roles: readonly ImportedRole[],
): readonly string[] {
  const arns = new Set(roles.map(({ arn }) => arn));
  const isAmong = (arn: string | undefined) => arn !== undefined && arns.has(arn);
  return [
    ...(isAmong(platformRole(scenario)?.arn) ? [platformOwner] : []),
    ...scenario.targets.flatMap((target) =>
      isAmong(targetRole(scenario, target)?.arn) ? [target.id] : [],
    ),
  ];
}

/** The answers with the policies of these roles said to be complete. Those that Keyhole writes stay as they are. */
export function withCompleteRoles(scenario: Scenario, owners: readonly string[]): Scenario {
  const { ec2Permissions, targets } = scenario;
  if (ec2Permissions?.kind === "written") return scenario;
  const before = ec2Permissions?.kind === "complete" ? (ec2Permissions.of ?? []) : [];
  const of = [...new Set([...before, ...owners])];
  const isEvery = [platformOwner, ...targets.map(({ id }) => id)].every((owner) =>
    of.includes(owner),
  );
  return { ...scenario, ec2Permissions: { kind: "complete", ...(isEvery ? {} : { of }) } };
}
