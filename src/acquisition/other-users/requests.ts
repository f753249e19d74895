import { ebsCalls } from "#policy/kms";
import type { KeyService, OtherUserKind, UserOfKey } from "#scenario";
import type { PolicyCheck } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { administratorOf } from "../probes/users.ts";
import type { RequestedKey } from "../requests/requested-key.ts";
import {
  type Caller,
  type CallOptions,
  grantThroughEc2,
  onKey,
  throughEc2,
} from "../requests/requests.ts";
import type { Asked } from "../steps/step.ts";

/** A call of a user, and the calls to KMS behind it. */
interface Call {
  readonly title: string;
  /** The call that leads to them: `ec2:RunInstances`. */
  readonly operation: string;
  /** KMS actions without their prefix. */
  readonly asks: readonly string[];
}

const launch: Call = {
  title: "Launch an instance with an encrypted volume",
  operation: "ec2:RunInstances",
  asks: ebsCalls,
};

/** What each kind does with a key. Source: facts §9; what EBS asks for is facts §2. */
const callsByKind: Readonly<Record<Exclude<OtherUserKind, "service">, readonly Call[]>> = {
  "auto-scaling": [launch],
  "eks-nodes": [launch],
  karpenter: [launch],
  "ebs-csi": [
    {
      ...launch,
      title: "Create a volume, also from a snapshot",
      operation: "ec2:CreateVolume",
    },
    { title: "Attach the volume", operation: "ec2:AttachVolume", asks: ["CreateGrant"] },
  ],
  "lifecycle-manager": [
    { ...launch, title: "Copy a snapshot under the same key", operation: "ec2:CopySnapshot" },
  ],
  backup: [
    {
      title: "Copy a snapshot into a vault",
      operation: "ec2:CopySnapshot",
      asks: ["DescribeKey", "GenerateDataKeyWithoutPlaintext", "ReEncryptFrom", "CreateGrant"],
    },
  ],
  inspector: [
    {
      title: "Read the blocks of a snapshot",
      operation: "ebs:GetSnapshotBlock",
      asks: ["DescribeKey", "Decrypt"],
    },
  ],
  scanner: [
    {
      title: "Copy a snapshot and read its blocks",
      operation: "ebs:GetSnapshotBlock",
      asks: ["DescribeKey", "Decrypt", "CreateGrant"],
    },
  ],
};

const callsByService: Readonly<Record<KeyService, readonly Call[]>> = {
  rds: [
    {
      title: "Create an encrypted database",
      operation: "rds:CreateDBInstance",
      asks: ["DescribeKey", "CreateGrant"],
    },
  ],
  s3: [
    { title: "Write an object", operation: "s3:PutObject", asks: ["GenerateDataKey"] },
    { title: "Read an object", operation: "s3:GetObject", asks: ["Decrypt"] },
  ],
  secretsmanager: [
    {
      title: "Write a secret",
      operation: "secretsmanager:PutSecretValue",
      asks: ["GenerateDataKey", "Decrypt"],
    },
    { title: "Read a secret", operation: "secretsmanager:GetSecretValue", asks: ["Decrypt"] },
  ],
};

/** The calls of a user, in their order. */
export function callsOf({ user: { kind, service } }: UserOfKey): readonly Call[] {
  return kind === "service" ? callsByService[service ?? "rds"] : callsByKind[kind];
}

/** The requests to KMS of one call. `grant`: the request that makes the grant under which they are made. */
export function askedBy(
  { asks }: Call,
  { user, role }: UserOfKey,
  caller: Caller,
  key: RequestedKey,
  grant: PolicyCheck | undefined,
): readonly Asked[] {
  const service = user.service ?? "ec2";
  return asks.map((action): Asked => {
    const check = onKey(caller, `kms:${action}`, key, callOptionsOf(action, service));
    const granted = grant && {
      by: grant,
      grants: [{ granteePrincipal: role.arn, operations: ebsCalls }],
    };
    return {
      label: `${action} on ${key.name}`,
      check: {
        ...check,
        // Another service's calls have an encryption context and grants that no source lists in full.
        ...(service === "ec2" ? {} : { unknownKeys: keysOfService }),
        ...(granted ? { granted } : {}),
      },
    };
  });
}

const keysOfService = [
  "kms:encryptioncontextkeys",
  "kms:grantoperations",
  "kms:granteeprincipal",
  "kms:grantconstrainttype",
  "kms:retiringprincipal",
];

function callOptionsOf(action: string, service: string): CallOptions {
  if (service === "ec2")
    return action === "CreateGrant" ? grantThroughEc2(["Decrypt"]) : throughEc2;
  return {
    service,
    ...(action === "CreateGrant" ? { context: { "kms:GrantIsForAWSResource": "true" } } : {}),
  };
}

/** The request with which somebody of the user’s account makes the grant for its role. Source: facts §9, EC2 Auto Scaling. */
export function makeGrant(
  index: DocumentIndex,
  { role }: UserOfKey,
  key: RequestedKey,
): PolicyCheck {
  return onKey(administratorOf(index.scenario, role.account), "kms:CreateGrant", key, {
    context: { "kms:GranteePrincipal": role.arn, "kms:GrantOperations": ebsCalls },
  });
}
