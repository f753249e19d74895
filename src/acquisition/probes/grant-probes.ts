import type { DocumentIndex } from "../documents/document-index.ts";
import { exampleVolume } from "../requests/example-ids.ts";
import { type CallOptions, callerOf, grantThroughEc2, onKey } from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { type KeyUser, strangerAccount } from "./users.ts";

/**
 * Abuses of CreateGrant, by which a role passes the use of a key on. An AWS managed key's grants are AWS's own
 * policy's business; what that policy leaves open is said by the probes on use.
 */
export function grantProbes(index: DocumentIndex, user: KeyUser): readonly ProbePlan[] {
  const { role, key, sourceKey } = user;
  if (sourceKey?.type === "aws-managed") return [];
  const caller = callerOf(index, role);
  const outsider = `arn:${index.scenario.partition}:iam::${strangerAccount(index.scenario)}:role/Stranger`;
  const forOutsider: CallOptions = {
    context: {
      "kms:GrantIsForAWSResource": "false",
      "kms:GranteePrincipal": outsider,
      "kms:GrantOperations": ["Decrypt"],
    },
  };
  const probe = (
    kind: string,
    title: string,
    options: CallOptions,
    closedBy: ProbePlan["closedBy"],
  ): ProbePlan => ({
    kind,
    of: user.id,
    title,
    about: `${role.name} on ${key.name} in ${key.region}`,
    actor: role.arn,
    checks: [onKey(caller, "kms:CreateGrant", key, options)],
    ...(closedBy ? { closedBy } : {}),
    ...(sourceKey ? { key: sourceKey } : {}),
  });
  const throughRds = { ...grantThroughEc2(["Decrypt"]), service: "rds" };
  return [
    probe("grant-outsider", "Give an outsider a grant on the key", forOutsider, [
      "limit-create-grant",
    ]),
    probe(
      "grant-not-for-aws",
      "Have EC2 make a grant that is not for an AWS resource",
      { service: "ec2", ebsId: exampleVolume, ...forOutsider },
      ["limit-create-grant"],
    ),
    probe("grant-other-service", "Have another service make a grant on the key", throughRds, [
      "limit-create-grant",
      "via-service",
    ]),
    probe(
      "grant-too-wide",
      "Make a grant that carries more than EBS needs",
      grantThroughEc2(["CreateGrant", "Decrypt", "Encrypt"]),
      ["limit-create-grant", "grant-operations"],
    ),
    probe(
      "grant-unbound",
      "Make a grant that is not tied to a volume",
      { service: "ec2", ec2Grant: ["Decrypt"] },
      ["limit-create-grant", "encryption-context"],
    ),
  ];
}
