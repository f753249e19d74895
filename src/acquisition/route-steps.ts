import { createGrantFor, type KeyPlace, type Role, type Route, type SnapshotCopy } from "#scenario";
import type { DocumentIndex } from "./document-index.ts";
import { keyAt, sourceKey } from "./key-in-question.ts";
import { putQuestion } from "./question.ts";
import {
  callerOf,
  exampleSnapshot,
  exampleVolume,
  grantThroughEc2,
  onKey,
  throughEc2,
  toAssume,
  withoutKey,
} from "./requests.ts";
import type { Asked, StepPlan } from "./step.ts";
import { makeTemporaryKey, retireTemporaryKey } from "./temporary-key-steps.ts";
import { vendorListSteps } from "./vendor-list.ts";

/** What an import from one source does, in order. Source of each step's requests: facts §6. */
export function stepsOfRoute(index: DocumentIndex, route: Route): readonly StepPlan[] {
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
  const question = toAssume(
    index,
    callerOf(index, platform),
    assumed,
    index.trustPolicyOf(assumed),
    context,
  );
  return [
    {
      id: "assume-role",
      title: "Assume the target role",
      operation: "sts:AssumeRole",
      actor: platform,
      account: assumed.account,
      region: index.scenario.platform.region,
      asked: [{ label: `AssumeRole on ${assumed.name}`, question }],
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
    title: "Look up the key",
    operation: "kms:DescribeKey",
    actor,
    account: key.account,
    region: source.region,
    asked: [
      {
        label: `DescribeKey on ${key.name}`,
        question: onKey(caller, "kms:DescribeKey", key),
      },
      {
        label: "ListAliases",
        question: withoutKey(caller, "kms:ListAliases", "*", source.region),
      },
    ],
    source: "Vendor templates; EBS User Guide, “Amazon EBS encryption”",
  };
}

function createSnapshot({ actor, source }: Route): StepPlan {
  return {
    id: "snapshot",
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
  const question = onKey(callerOf(index, by), "kms:Decrypt", key, { service: "ec2", ebsId });
  return {
    id: "read-blocks",
    title: "Read the snapshot’s blocks",
    operation: "ebs:GetSnapshotBlock",
    actor: by,
    account: by.account,
    region: under.region,
    asked: [{ label: `Decrypt on ${key.name}`, question }],
    source: "Vendor, EBS direct acquisition; EBS User Guide, “EBS direct APIs permissions”",
  };
}

function createVolume(index: DocumentIndex, route: Route): StepPlan {
  const { by, under } = route.ending;
  const calls = [
    "DescribeKey",
    "GenerateDataKeyWithoutPlaintext",
    "Decrypt",
    "ReEncryptFrom",
    "ReEncryptTo",
  ];
  const ebsId = route.copies.length > 0 ? exampleSnapshot : exampleVolume;
  return {
    id: "create-volume",
    title: "Create the volume",
    operation: "ec2:CreateVolume",
    actor: by,
    account: by.account,
    region: under.region,
    asked: asking(index, route, by, under, calls, ebsId),
    source: "EBS User Guide, “Amazon EBS encryption” (permissions)",
    assumed: "the grant is for Decrypt, as it is for attaching",
  };
}

function attachVolume(index: DocumentIndex, route: Route): StepPlan {
  const { by, under } = route.ending;
  const key = keyAt(index, route, under);
  const createGrant = answerAt(index, route, under);
  const grant = onKey(callerOf(index, by), "kms:CreateGrant", key, grantThroughEc2(["Decrypt"]));
  const infrastructure = `arn:${index.scenario.partition}:sts::${by.account}:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0`;
  const decrypt = onKey(
    { arn: infrastructure, identityPolicies: [] },
    "kms:Decrypt",
    key,
    throughEc2,
  );
  const underGrant = putQuestion(decrypt.request, {
    identityPolicies: [],
    resourcePolicy: key.policy,
    granted: {
      by: grant,
      grants: [
        {
          granteePrincipal: infrastructure,
          operations: ["Decrypt"],
          constraints: { encryptionContextSubset: { "aws:ebs:id": exampleVolume } },
        },
      ],
    },
  });
  return {
    id: "attach-volume",
    title: "Attach the volume",
    operation: "ec2:AttachVolume",
    actor: by,
    account: by.account,
    region: under.region,
    asked: [
      { label: `CreateGrant on ${key.name}`, question: grant, createGrant },
      { label: "Decrypt by EC2 under that grant", question: underGrant, createGrant },
    ],
    source: "KMS Developer Guide, “How Amazon EBS uses AWS KMS” and “Amazon EC2 example two”",
    assumed: "EC2 decrypts as the role aws:ec2-infrastructure, as its CloudTrail events show",
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
  const way = { service: "ec2", ebsId };
  return [
    ...calls.map((call) => ({
      label: `${call} on ${key.name}`,
      question: onKey(caller, `kms:${call}`, key, way),
    })),
    {
      label: `CreateGrant on ${key.name}`,
      question: onKey(caller, "kms:CreateGrant", key, grantThroughEc2(["Decrypt"], ebsId)),
      createGrant: answerAt(index, route, place),
    },
  ];
}

/** The CreateGrant answer that counts for the key of a place. */
function answerAt({ scenario }: DocumentIndex, { source }: Route, { key }: KeyPlace) {
  return key === "temporary" ? scenario.createGrant : createGrantFor(scenario, source.key);
}
