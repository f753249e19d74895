import { accountId, keyArn, parseArn } from "#policy";
import { ec2ViaService, partitionOfRegion } from "#policy/kms";
import type { Denial } from "./denial.ts";
import { objectOf, pairsOf, textOf, textsOf, type Unknown } from "./json.ts";

/**
 * The requests that a CloudTrail event records: one, or for ReEncrypt the two that KMS checks. A text says why the
 * event is left out.
 * Source: CloudTrail User Guide, "CloudTrail record contents"; KMS Developer Guide, "AWS CloudTrail log entries".
 */
export function deniedByEvent(value: unknown): readonly Denial[] | string {
  const event = objectOf(value);
  const service = textOf(event.eventSource)?.replace(/\.amazonaws\.com(\.cn)?$/, "");
  const name = textOf(event.eventName);
  if (service === undefined || name === undefined)
    return "This JSON is no CloudTrail event: it has no eventSource and no eventName.";
  if (service !== "kms" && service !== "sts")
    return `${service}:${name} is no call to KMS or STS: paste the KMS event that it caused.`;
  const caller = callerIn(event);
  if (caller === undefined)
    return `${service}:${name} does not say who called: it has no userIdentity.arn.`;
  const parameters = objectOf(event.requestParameters);
  const said = [textOf(event.errorCode), textOf(event.errorMessage)].filter(Boolean).join(": ");
  const way = wayIn(event, parameters);
  const denial = (action: string, resource: string | undefined, context: Context): Denial => ({
    request: {
      principal: caller.principal,
      action,
      resource: resource ?? "*",
      context: { ...caller.context, ...way.context, ...context },
    },
    ...(said === "" ? {} : { said: said.slice(0, 500) }),
    cautions: [
      ...way.cautions,
      ...(resource === undefined &&
      service === "kms" &&
      name !== "ListAliases" &&
      name !== "CreateKey"
        ? ["The event does not name the key’s ARN: enter it."]
        : []),
    ],
  });
  if (service === "sts")
    return [denial(`sts:${name}`, textOf(parameters.roleArn), stsContext(parameters))];
  if (name === "ReEncrypt")
    return [
      denial(
        "kms:ReEncryptFrom",
        keyIn(event, parameters.sourceKeyId, 0),
        encryptionContext(parameters.sourceEncryptionContext),
      ),
      denial(
        "kms:ReEncryptTo",
        keyIn(event, parameters.destinationKeyId, 1),
        encryptionContext(parameters.destinationEncryptionContext),
      ),
    ];
  return [
    denial(
      `kms:${name}`,
      keyIn(event, parameters.keyId, 0),
      name === "CreateGrant"
        ? grantContext(parameters, way.throughService)
        : encryptionContext(parameters.encryptionContext),
    ),
  ];
}

type Context = Readonly<Record<string, string | readonly string[]>>;

/** A session's own ARN has no path: the role's, which the session's issuer names, goes into aws:PrincipalArn. */
function callerIn(event: Unknown): { principal: string; context: Context } | undefined {
  const identity = objectOf(event.userIdentity);
  const principal = textOf(identity.arn) ?? textOf(identity.invokedBy);
  if (principal === undefined) return undefined;
  const issuer = textOf(objectOf(objectOf(identity.sessionContext).sessionIssuer).arn);
  return { principal, context: issuer ? { "aws:PrincipalArn": issuer } : {} };
}

interface Way {
  readonly context: Context;
  readonly throughService: boolean;
  readonly cautions: readonly string[];
}

/** How the call came: `invokedBy` and `sourceIPAddress` name the service that called, or hold the caller's address. */
function wayIn(event: Unknown, parameters: Unknown): Way {
  const region = textOf(event.awsRegion);
  const address = textOf(event.sourceIPAddress);
  const invokedBy = textOf(objectOf(event.userIdentity).invokedBy);
  const named = [invokedBy, address].find((one) => one?.endsWith(".amazonaws.com"));
  const base: Context = region ? { "aws:RequestedRegion": region } : {};
  const through = (service: string, cautions: readonly string[]): Way => ({
    context: { ...base, "kms:ViaService": service },
    throughService: true,
    cautions,
  });
  if (named !== undefined && region !== undefined) {
    const [label] = named.split(".");
    return through(`${label}.${region}.amazonaws.com`, []);
  }
  if ((invokedBy === "AWS Internal" || address === "AWS Internal") && region !== undefined) {
    const forEbs = JSON.stringify(parameters).includes("aws:ebs:id");
    return through(ec2ViaService(region), [
      forEbs
        ? "The event says only “AWS Internal”: taken for EC2, since the encryption context is EBS’s."
        : "The event says only “AWS Internal”: taken for EC2.",
    ]);
  }
  const isAddress = address !== undefined && /^[\d.]+$|^[\da-f:]+$/i.test(address);
  return {
    context: isAddress ? { ...base, "aws:SourceIp": address } : base,
    throughService: false,
    cautions: [],
  };
}

/** The key's ARN: from `resources`, or from a parameter that is an ARN or a key id. */
function keyIn(event: Unknown, parameter: unknown, index: number): string | undefined {
  const given = textOf(parameter);
  if (given && parseArn(given)?.resource.startsWith("key/")) return given;
  const listed = (Array.isArray(event.resources) ? event.resources : [])
    .map((resource) => textOf(objectOf(resource).ARN))
    .filter((arn) => arn !== undefined && parseArn(arn)?.resource.startsWith("key/"));
  const found = listed[index] ?? listed[0];
  if (found !== undefined) return found;
  const region = textOf(event.awsRegion) ?? "";
  const account = accountId(textOf(event.recipientAccountId) ?? "");
  const partition = partitionOfRegion(region);
  return given && account && partition && /^(mrk-)?[\da-f-]{32,36}$/.test(given)
    ? keyArn(partition, region, account, given)
    : undefined;
}

function encryptionContext(value: unknown): Context {
  const pairs = pairsOf(value);
  if (pairs.length === 0) return {};
  return {
    ...Object.fromEntries(pairs.map(([name, text]) => [`kms:EncryptionContext:${name}`, text])),
    "kms:EncryptionContextKeys": pairs.map(([name]) => name),
  };
}

/** What CreateGrant carries besides. Source: KMS Developer Guide, "Condition keys" (kms:Grant…). */
function grantContext(parameters: Unknown, throughService: boolean): Context {
  const constraints = objectOf(parameters.constraints);
  const subset = constraints.encryptionContextSubset;
  const equals = constraints.encryptionContextEquals;
  const operations = textsOf(parameters.operations);
  const single = [
    ["kms:GranteePrincipal", textOf(parameters.granteePrincipal)],
    ["kms:RetiringPrincipal", textOf(parameters.retiringPrincipal)],
    [
      "kms:GrantConstraintType",
      subset ? "EncryptionContextSubset" : equals ? "EncryptionContextEquals" : undefined,
    ],
  ].flatMap(([key, value]) => (key && value ? [[key, value]] : []));
  return {
    ...encryptionContext(subset ?? equals),
    ...Object.fromEntries(single),
    ...(operations.length > 0 ? { "kms:GrantOperations": operations } : {}),
    "kms:GrantIsForAWSResource": throughService ? "true" : "false",
  };
}

function stsContext(parameters: Unknown): Context {
  const pairs = [
    ["sts:ExternalId", textOf(parameters.externalId)],
    ["sts:RoleSessionName", textOf(parameters.roleSessionName)],
  ].flatMap(([key, value]) => (key && value ? [[key, value]] : []));
  return Object.fromEntries(pairs);
}
