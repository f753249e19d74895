import { platformOwner } from "./document-ids.ts";
import { platformRole, type Role, targetRole } from "./principals.ts";
import type { Scenario } from "./scenario.ts";

/** Whether the EC2 and EBS calls of a role are decided. `owner`: `platform` or the target's id. */
export function decidesEc2Calls({ ec2Permissions }: Scenario, owner: string): boolean {
  if (!ec2Permissions) return false;
  if (ec2Permissions.kind === "written" || !ec2Permissions.of) return true;
  return ec2Permissions.of.includes(owner);
}

/** The owner of a role of the import: `platform` or the target's id. `undefined` if the answers do not have the role. */
export function ownerOfRole(scenario: Scenario, { account, arn }: Role): string | undefined {
  if (platformRole(scenario)?.arn === arn) return platformOwner;
  return scenario.targets.find(
    (target) => target.account === account && targetRole(scenario, target)?.arn === arn,
  )?.id;
}
