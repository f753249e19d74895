import { ec2ViaService } from "#policy/kms";
import { createGrantFor, type KeyPlace, type Role, type Route, type SnapshotCopy } from "#scenario";
import type { PolicyCheck } from "../decisions/policy-check.ts";
import { pathKeys } from "../decisions/unknowable.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { exampleNewVolume, exampleSnapshot, exampleVolume } from "../requests/example-ids.ts";
import { keyAt, type RequestedKey, sourceKey } from "../requests/requested-key.ts";
import {
  type Caller,
  callerOf,
  ec2InfrastructureSession,
  grantThroughEc2,
  instanceOf,
  onKey,
  toAssume,
  withoutKey,
} from "../requests/requests.ts";
import { withEc2Calls } from "./ec2-calls.ts";
import { withKeyStates } from "./key-state.ts";
import type { Asked, StepPlan } from "./step.ts";
import { makeTemporaryKey, retireTemporaryKey } from "./temporary-key-steps.ts";
import { vendorListSteps } from "./vendor-list.ts";

/** What an import from one source does, in order. Source of each step's requests: facts §6 and §12. */
export function stepsOfRoute(index: DocumentIndex, route: Route): readonly StepPlan[] {
  const plans = kmsStepsOf(index, route).map((plan) => withEc2Calls(index, route, plan));
  return withKeyStates(index, route.source, plans);
}

function kmsStepsOf(index: DocumentIndex, route: Route): readonly StepPlan[] {
  return [
    ...assumeRole(index, route),
    lookUpKey(index, route),
    createSnapshot(route),
    ...makeTemporaryKey(index, route),
    ...route.copies.map((copy, position) => copySnapshot(index, route, copy, position)),
    ...(route.ending.method === "ebs-direct"
      ? [readBlocks(index, route)]
      : [createVolume(index, route), attachVolume(index, route)]),
    ...retireTemporaryKey(index, route),
    ...vendorListSteps(index, route),
  ];
}

function assumeRole(index: DocumentIndex, route: Route): readonly StepPlan[] {
  const { assumed, platform } = route;
  if (!assumed) return [];
  const { externalId } = index.scenario.guards;
  const context: Record<string, string> = externalId === "" ? {} : { "sts:ExternalId": externalId };
  const check = toAssume(
    index,
    callerOf(index, platform),
    assumed,
    index.trustPolicyOf(assumed),
    context,
  );
  return [
    {
      id: "assume-role",
      kind: "assume-role",
      title: "Assume the target role",
      operation: "sts:AssumeRole",
      actor: platform,
      account: assumed.account,
      region: index.scenario.platform.region,
      asked: [{ label: `AssumeRole on ${assumed.name}`, check }],
      source: "IAM User Guide, “Cross-account resource access in IAM”",
    },
  ];
}

function lookUpKey(index: DocumentIndex, route: Route): StepPlan {
  const { actor, source } = route;
  const caller = callerOf(index, actor);
  const key = sourceKey(index, source, source.region);
  return {
    id: "look-up",
    kind: "look-up-key",
    title: "Look up the key",
    operation: "kms:DescribeKey",
    actor,
    account: key.account,
    region: source.region,
    asked: [
      {
        label: `DescribeKey on ${key.name}`,
        check: onKey(caller, "kms:DescribeKey", key),
        key: { key: "source", region: source.region },
      },
      {
        label: "ListAliases",
        check: withoutKey(caller, "kms:ListAliases", "*", source.region),
      },
    ],
    source: "Vendor templates; EBS User Guide, “Amazon EBS encryption”",
  };
}

function createSnapshot({ actor, source }: Route): StepPlan {
  return {
    id: "snapshot",
    kind: "snapshot",
    title: "Take the snapshot",
    operation: "ec2:CreateSnapshot",
    actor,
    account: source.target.account,
    region: source.region,
    asked: [],
    source: "EBS User Guide, “How Amazon EBS encryption works”",
    assumed: "no KMS request is documented for it",
  };
}

function copySnapshot(
  index: DocumentIndex,
  route: Route,
  copy: SnapshotCopy,
  position: number,
): StepPlan {
  // A copied snapshot carries its own id in the encryption context, the first one the volume's (facts §4).
  const from = position === 0 ? exampleVolume : exampleSnapshot;
  const foreign = copy.from.key === "source" && copy.by.account !== route.source.target.account;
  return {
    id: `copy-${position + 1}`,
    kind: "copy",
    title: `Copy the snapshot to ${copy.to.key === "temporary" ? "the temporary key" : "the replica"} in ${copy.to.region}`,
    operation: "ec2:CopySnapshot",
    actor: copy.by,
    account: copy.by.account,
    region: copy.to.region,
    asked: [
      ...asking(
        index,
        route,
        copy.by,
        copy.from,
        ["DescribeKey", "Decrypt", "ReEncryptFrom"],
        from,
      ),
      ...asking(
        index,
        route,
        copy.by,
        copy.to,
        ["DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptTo"],
        exampleSnapshot,
      ),
    ],
    source: "EBS User Guide, “Amazon EBS encryption”",
    assumed: [
      "each side is called by way of EC2 in its own region, and the grant is for Decrypt",
      ...(foreign
        ? [
            "for a snapshot that another account shares the guide also lists GenerateDataKey and GenerateDataKeyWithoutPlaintext on the owner’s key, which a copy is not known to call",
          ]
        : []),
    ].join("; "),
  };
}

function readBlocks(index: DocumentIndex, route: Route): StepPlan {
  const { by, under } = route.ending;
  const key = keyAt(index, route, under);
  const ebsId = route.copies.length > 0 ? exampleSnapshot : exampleVolume;
  const check = onKey(callerOf(index, by), "kms:Decrypt", key, { service: "ec2", ebsId });
  return {
    id: "read-blocks",
    kind: "read-blocks",
    title: "Read the snapshot’s blocks",
    operation: "ebs:GetSnapshotBlock",
    actor: by,
    account: by.account,
    region: under.region,
    asked: [{ label: `Decrypt on ${key.name}`, check, key: under }],
    source: "Vendor, EBS direct acquisition; EBS User Guide, “EBS direct APIs permissions”",
  };
}

function createVolume(index: DocumentIndex, route: Route): StepPlan {
  const { by, under } = route.ending;
  const snapshotId = route.copies.length > 0 ? exampleSnapshot : exampleVolume;
  const caller = callerOf(index, by);
  const key = keyAt(index, route, under);
  const reads = ["DescribeKey", "Decrypt", "ReEncryptFrom"];
  const writes = ["GenerateDataKeyWithoutPlaintext", "ReEncryptTo"];
  return {
    id: "create-volume",
    kind: "create-volume",
    title: "Create the volume",
    operation: "ec2:CreateVolume",
    actor: by,
    account: by.account,
    region: under.region,
    asked: [
      ...reads.map((call) => callThroughEc2(caller, call, key, under, snapshotId)),
      ...asking(index, route, by, under, writes, exampleNewVolume),
    ],
    source:
      "EBS User Guide, “Amazon EBS encryption” (permissions); KMS Developer Guide, “How Amazon EBS uses AWS KMS” (encryption context)",
    assumed:
      "what reads is under the snapshot’s encryption context, what writes under the new volume’s; the grant is for Decrypt, as it is for attaching",
  };
}

function attachVolume(index: DocumentIndex, route: Route): StepPlan {
  const { by, under } = route.ending;
  const key = keyAt(index, route, under);
  const caller = callerOf(index, by);
  const createGrant = answerAt(index, route, under);
  const grantOptions = grantThroughEc2(["Decrypt"], exampleNewVolume);
  const grant = onKey(caller, "kms:CreateGrant", key, grantOptions);
  return {
    id: "attach-volume",
    kind: "attach-volume",
    title: "Attach the volume",
    operation: "ec2:AttachVolume",
    actor: by,
    account: by.account,
    region: under.region,
    asked: [
      { label: `CreateGrant on ${key.name}`, check: grant, key: under, createGrant },
      {
        label: "Decrypt by EC2 under that grant",
        check: decryptUnderGrant(ec2InfrastructureSession(instanceOf(caller, key)), key, grant),
        key: under,
        createGrant,
      },
    ],
    source: "KMS Developer Guide, “How Amazon EBS uses AWS KMS” and “Amazon EC2 example two”",
    assumed:
      "EC2 decrypts as the role aws:ec2-infrastructure, as its CloudTrail events show; whether that call has kms:ViaService is not documented, so a condition on it is not decided",
  };
}

/** EC2's own call for the instance. Source: facts §6 (no source says whether it has `kms:ViaService`). */
function decryptUnderGrant(session: string, key: RequestedKey, grant: PolicyCheck): PolicyCheck {
  const caller = { arn: session, identityPolicies: [] };
  const { request } = onKey(caller, "kms:Decrypt", key, { ebsId: exampleNewVolume });
  const { "aws:ViaAWSService": _, ...context } = request.context ?? {};
  return {
    request: { ...request, context },
    identityPolicies: [],
    resourcePolicy: key.policy,
    unknownKeys: pathKeys,
    granted: {
      by: grant,
      grants: [
        {
          granteePrincipal: session,
          retiringPrincipal: ec2ViaService(key.region),
          operations: ["Decrypt"],
          constraints: { encryptionContextSubset: { "aws:ebs:id": exampleNewVolume } },
        },
      ],
    },
  };
}

/** The calls on one side of a copy or volume, CreateGrant for an AWS resource with them. */
function asking(
  index: DocumentIndex,
  route: Route,
  by: Role,
  place: KeyPlace,
  calls: readonly string[],
  ebsId: string,
): readonly Asked[] {
  const caller = callerOf(index, by);
  const key = keyAt(index, route, place);
  return [
    ...calls.map((call) => callThroughEc2(caller, call, key, place, ebsId)),
    {
      label: `CreateGrant on ${key.name}`,
      check: onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"], ebsId)),
      key: place,
      createGrant: answerAt(index, route, place),
    },
  ];
}

function callThroughEc2(
  caller: Caller,
  call: string,
  key: RequestedKey,
  place: KeyPlace,
  ebsId: string,
): Asked {
  const check = onKey(caller, `kms:${call}`, key, { service: "ec2", ebsId });
  return { label: `${call} on ${key.name}`, check, key: place };
}

/** The CreateGrant answer that counts for the key of a place. */
function answerAt({ scenario }: DocumentIndex, { source }: Route, { key }: KeyPlace) {
  return key === "temporary" ? scenario.createGrant : createGrantFor(scenario, source.key);
}
