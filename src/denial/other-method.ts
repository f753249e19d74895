import { isAskedInRun, roleOfPrincipal } from "#acquisition";
import type { AccessRequest } from "#engine";
import { parseArn } from "#policy";
import type { AcquisitionMethod, Scenario } from "#scenario";
import type { Suggestion } from "./explained.ts";

/** EC2's and EBS's own calls that only one method makes (facts §6). */
const ownCalls: Readonly<Record<string, AcquisitionMethod>> = {
  "ebs:listsnapshotblocks": "ebs-direct",
  "ebs:listchangedblocks": "ebs-direct",
  "ebs:getsnapshotblock": "ebs-direct",
  "ec2:createvolume": "create-volume",
  "ec2:attachvolume": "create-volume",
};

/**
 * Suggests the other acquisition method if a role of the import made a call that only that method makes. Returns `undefined`
 * for other callers, and for calls that the current method makes too.
 */
export function otherMethod(scenario: Scenario, request: AccessRequest): Suggestion | undefined {
  const { method } = scenario;
  const role = roleOfPrincipal(scenario, request.principal);
  if (!role) return undefined;
  const other: AcquisitionMethod = method === "ebs-direct" ? "create-volume" : "ebs-direct";
  const action = request.action.toLowerCase();
  const isOfOther =
    ownCalls[action] === other ||
    (action.startsWith("kms:") &&
      !isAsked(scenario, request) &&
      isAsked({ ...scenario, method: other }, request));
  return isOfOther ? suggestion(other, `${role.name} called ${request.action}`) : undefined;
}

/** A suggestion of a method, with what was seen. */
export function suggestion(answer: AcquisitionMethod, seen: string): Suggestion {
  const names = { "ebs-direct": "EBS direct", "create-volume": "Create a volume" };
  const current = answer === "ebs-direct" ? "create-volume" : "ebs-direct";
  return {
    question: "method",
    answer,
    text: `${seen}. The method “${names[current]}”, which the answers have, does not do that; “${names[answer]}” does.`,
  };
}

/** Whether a role of the request's account makes this call in the import. */
function isAsked(scenario: Scenario, { action, principal, resource }: AccessRequest): boolean {
  const accounts = new Set([principal, resource].flatMap((text) => parseArn(text)?.account ?? []));
  return isAskedInRun(scenario, accounts, action);
}
