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
