import type { ReachQuestion } from "#engine";
import type { Role, Scenario } from "#scenario";
import type { RequestedKey } from "../requests/requested-key.ts";

/** The calls that use a key's material, as patterns. Source: KMS Developer Guide, "Cryptographic operations". */
export const useOfKey = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"];

export const createGrant = "kms:CreateGrant";

/** EC2's own role as aws:PrincipalArn, in the two spellings that AWS documents. Source: facts §8. */
export const ec2InfrastructureRoles = ({ partition }: Scenario): readonly string[] => {
  const role = `arn:${partition}:iam::*:role/aws:ec2-infrastructure`;
  return [role, `${role}/*`];
};

/** EC2's own role as a caller: it decrypts for running instances. Source: facts §6. */
export const ec2Infrastructure = (scenario: Scenario): readonly string[] => [
  ...ec2InfrastructureRoles(scenario),
  `arn:${scenario.partition}:sts::*:assumed-role/aws:ec2-infrastructure/*`,
];

/** A role and its sessions, as patterns over a request's principal. */
export const asCaller = (role: Role, { partition }: Scenario): readonly string[] => [
  role.arn,
  `arn:${partition}:sts::${role.account}:assumed-role/${role.name}/*`,
];

/** Requests on one key, with its properties. A key that no answer gives an alias has none. */
export function aboutKey({
  arn,
  properties,
}: RequestedKey): Pick<ReachQuestion, "resource" | "given"> {
  return { resource: arn, given: { "kms:ResourceAliases": null, ...properties } };
}

/** “a”, “a and b”, “a, b and c”. */
export function listed(names: readonly string[]): string {
  const [last, ...before] = [...names].reverse();
  return before.length === 0 ? (last ?? "") : `${before.reverse().join(", ")} and ${last}`;
}
