import type { Decision } from "#engine";
import { decidesEc2Calls, ownerOfRole, type Scenario } from "#scenario";
import { isEc2Action } from "../requests/ec2-requests.ts";
import { roleOfPrincipal } from "../requests/roles.ts";

/**
 * Why no decision is made on a request, in the second half of a sentence. Returns `undefined` for the actions that the
 * documents are about: KMS, STS, the one IAM call that multi-Region keys need (facts §2), and those of EC2 and EBS of a
 * role whose policies are complete. For the other services a statement that allows or denies decides; silence says
 * nothing.
 */
export function outsideSubject(
  scenario: Scenario,
  { action, principal }: { readonly action: string; readonly principal: string },
  { outcome, reason }: Decision,
): string | undefined {
  if (reason.kind === "malformed-request") return undefined;
  if (isEc2Action(action))
    return hasEc2Permissions(scenario, principal)
      ? undefined
      : `EC2 and EBS permissions stand in the vendor’s template, not in these documents. Look for ${action} there, or say in the answers that the policies here are complete.`;
  const [service = ""] = action.toLowerCase().split(":");
  const isSubject =
    service === "kms" || service === "sts" || /^iam:CreateServiceLinkedRole$/i.test(action);
  if (isSubject || outcome !== "implicitly-denied") return undefined;
  return `these documents are about KMS and STS, so their silence says nothing about ${action}.`;
}

/** Whether the documents have all EC2 and EBS permissions of a principal: a role of the import, or its session. */
function hasEc2Permissions(scenario: Scenario, principal: string): boolean {
  if (!scenario.ec2Permissions) return false;
  const role = roleOfPrincipal(scenario, principal);
  const owner = role && ownerOfRole(scenario, role);
  return owner !== undefined && decidesEc2Calls(scenario, owner);
}
