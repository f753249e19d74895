import type { AuthorizerCache } from "#engine";
import { parseArn, partitionOfArn } from "#policy";
import { carriesConditionKey, conditionKeysOf, ec2ViaService } from "#policy/kms";
import type { Role, Scenario } from "#scenario";
import { type PolicyCheck, policyCheck } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { exampleInstance, exampleVolume } from "./example-ids.ts";
import type { RequestedKey } from "./requested-key.ts";
import { propertiesOfRole } from "./roles.ts";

/** Who calls: a role of the import, or a stranger with policies of his own. */
export interface Caller {
  readonly arn: string;
  readonly identityPolicies: readonly PolicyReference[];
  /** The organization of the caller's account; left out where nobody has said it. */
  readonly organizationId?: string;
  /** What the authorizer has read: a role of the import makes hundreds of requests. */
  readonly authorizer?: AuthorizerCache;
}

/** How a call reaches KMS. */
export interface CallOptions {
  /** The operations of a grant that EC2 has made for an instance of the caller's account; none for other calls. */
  readonly ec2Grant?: readonly string[];
  /** The service that calls on the caller's behalf (`ec2`, `s3`, `rds`); none for a direct call. */
  readonly service?: string;
  /** What EBS puts into the encryption context; none for a call without one. */
  readonly ebsId?: string;
  /** Further condition keys, such as a grant's. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** Where an instance runs whose volume EC2 decrypts: `region` is the key's too. */
interface InstancePlace {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/**
 * Who decrypts a volume for an instance: a session of EC2's own role in the account and partition of the instance.
 * Source: KMS Developer Guide, "Amazon EC2 example two" (CloudTrail).
 */
export function ec2InfrastructureSession({ partition, account }: InstancePlace): string {
  return `arn:${partition}:sts::${account}:assumed-role/aws:ec2-infrastructure/${exampleInstance}`;
}

/**
 * What a request for a grant carries that EC2 has made for an instance.
 * Source: KMS Developer Guide, "How Amazon EBS uses AWS KMS" and "Amazon EC2 example two"; the retiring principal from a
 * public CloudTrail event (facts §6).
 */
export function ec2GrantContext(
  instance: InstancePlace,
  operations: readonly string[],
): Readonly<Record<string, string | readonly string[]>> {
  return {
    "kms:GrantIsForAWSResource": "true",
    "kms:GrantOperations": operations,
    "kms:GrantConstraintType": "EncryptionContextSubset",
    "kms:GranteePrincipal": ec2InfrastructureSession(instance),
    "kms:RetiringPrincipal": ec2ViaService(instance.region),
  };
}

/** The instance that a role of an account starts where a key is. A caller without an account acts in the key's. */
export function instanceOf(caller: Caller, key: RequestedKey): InstancePlace {
  return {
    partition: partitionOfArn(key.arn),
    account: accountOf(caller) || key.account,
    region: key.region,
  };
}

/** The role with its identity policies, as they stand. */
export function callerOf(index: DocumentIndex, role: Role): Caller {
  const identityPolicies = index.identityPoliciesOf(role);
  const { authorizer, scenario } = index;
  return { arn: role.arn, identityPolicies, authorizer, ...ownOrganization(scenario) };
}

/** A call on a key that comes by way of EC2 in the key's region, for a volume. */
export const throughEc2: CallOptions = { service: "ec2", ebsId: exampleVolume };

/** A CreateGrant by way of EC2, such as AttachVolume makes. Source: facts §6. */
export function grantThroughEc2(operations: readonly string[], ebsId = exampleVolume): CallOptions {
  return { service: "ec2", ebsId, ec2Grant: operations };
}

/** The check whether a caller may call KMS on a key, with the context that AWS builds for it. */
export function onKey(
  caller: Caller,
  action: string,
  key: RequestedKey,
  options: CallOptions = {},
): PolicyCheck {
  return policyCheck(
    {
      principal: caller.arn,
      action,
      resource: key.arn,
      context: carriedBy(action, {
        ...key.properties,
        ...(options.service ? { "kms:ViaService": viaService(options.service, key.region) } : {}),
        ...(options.ebsId
          ? {
              "kms:EncryptionContext:aws:ebs:id": options.ebsId,
              "kms:EncryptionContextKeys": ["aws:ebs:id"],
            }
          : {}),
        "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
        ...(options.ec2Grant ? ec2GrantContext(instanceOf(caller, key), options.ec2Grant) : {}),
        ...options.context,
        ...ofEveryCall(caller),
      }),
    },
    { identityPolicies: caller.identityPolicies, resourcePolicy: key.policy },
    caller.authorizer,
  );
}

/** `onKey` for each of some actions. Actions that carry the same condition keys share one context. */
export function onKeyEach(
  caller: Caller,
  actions: readonly string[],
  key: RequestedKey,
  options: CallOptions,
): readonly PolicyCheck[] {
  const byConditionKeys = new Map<readonly string[], PolicyCheck>();
  return actions.map((action) => {
    const carried = conditionKeysOf(action);
    const alike = byConditionKeys.get(carried);
    if (alike) return { ...alike, request: { ...alike.request, action } };
    const check = onKey(caller, action, key, options);
    byConditionKeys.set(carried, check);
    return check;
  });
}

/** The check whether a caller may make a KMS call that names no key: `*`, or an alias's ARN. */
export function withoutKey(
  caller: Caller,
  action: string,
  resource: string,
  region: string,
  context: CallOptions["context"] = {},
): PolicyCheck {
  return policyCheck(
    {
      principal: caller.arn,
      action,
      resource,
      ...(resource === "*" ? { resourceAccount: accountOf(caller) } : {}),
      context: { "aws:RequestedRegion": region, ...context, ...ofEveryCall(caller) },
    },
    { identityPolicies: caller.identityPolicies },
    caller.authorizer,
  );
}

/** A call that names no resource is one on the caller's own account. */
function accountOf({ arn }: Caller): string {
  return parseArn(arn)?.account ?? "";
}

/** The check whether a caller may assume a role. */
export function toAssume(
  index: DocumentIndex,
  caller: Caller,
  role: Role,
  trust: PolicyReference | undefined,
  context: Readonly<Record<string, string>>,
): PolicyCheck {
  return policyCheck(
    {
      principal: caller.arn,
      action: "sts:AssumeRole",
      resource: role.arn,
      context: {
        "aws:RequestedRegion": index.scenario.platform.region,
        ...propertiesOfRole(index.scenario, role.arn),
        ...ofEveryCall(caller),
        ...context,
      },
    },
    {
      identityPolicies: caller.identityPolicies,
      ...(trust ? { resourcePolicy: trust } : {}),
    },
    caller.authorizer,
  );
}

/** Every name of ViaService ends so, in every partition. Source: facts §1. */
function viaService(service: string, region: string): string {
  return service === "ec2" ? ec2ViaService(region) : `${service}.${region}.amazonaws.com`;
}

/** Whether a condition key is a property of the key or role, which AWS knows without being told. */
export function isKeyProperty(key: string): boolean {
  return keyProperties.has(key) || key.startsWith("aws:ResourceTag/");
}

const keyProperties: ReadonlySet<string> = new Set([
  "aws:ResourceOrgID",
  "kms:KeyOrigin",
  "kms:KeySpec",
  "kms:KeyUsage",
  "kms:MultiRegion",
  "kms:MultiRegionKeyType",
  "kms:ResourceAliases",
]);

/** The properties of a key that a request for an action carries. */
export function carriedProperties(
  action: string,
  { properties }: RequestedKey,
): Readonly<Record<string, string | readonly string[]>> {
  return carriedBy(action, properties);
}

/** What a KMS action does not carry is not in its request. Source: Service Authorization Reference, AWS KMS. */
export function carriedBy(
  action: string,
  context: Readonly<Record<string, string | readonly string[]>>,
): Record<string, string | readonly string[]> {
  const carried: Record<string, string | readonly string[]> = {};
  for (const key of Object.keys(context)) {
    const value = context[key];
    if (value !== undefined && isCarried(action, key)) carried[key] = value;
  }
  return carried;
}

function isCarried(action: string, key: string): boolean {
  if (!key.startsWith("kms:") && !key.startsWith("aws:ResourceTag/")) return true;
  return carriesConditionKey(action, key);
}

function ofEveryCall({ organizationId }: Caller): Record<string, string> {
  return {
    "aws:SecureTransport": "true",
    ...(organizationId === undefined ? {} : { "aws:PrincipalOrgID": organizationId }),
  };
}

/** The organization of the scenario's own accounts, where the answers name it. */
export function ownOrganization({ guards }: Scenario): Pick<Caller, "organizationId"> {
  return guards.organizationId === "" ? {} : { organizationId: guards.organizationId };
}
