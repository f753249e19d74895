import { ec2ViaService } from "#policy/kms";
import type { Context, ParsedDenial } from "./denial.ts";
import { objectOf, textOf, type Unknown } from "./json.ts";

/** How a call reached KMS. */
export interface CallOrigin {
  readonly origin: Exclude<ParsedDenial["origin"], "unknown">;
  readonly context: Context;
  readonly cautions: readonly string[];
}

/**
 * The names that CloudTrail gives EC2 and EBS when they call KMS for a principal; `kms:ViaService` calls all of them
 * `ec2`.
 * Source: ECS Developer Guide, "Managing AWS KMS keys for Fargate ephemeral storage" (events of ec2-frontend-api); EMR
 * Serverless, "Encryption at rest" (events of ebs); facts §4.
 */
const ec2Senders: ReadonlySet<string> = new Set(["ec2", "ec2-frontend-api", "ebs"]);

/**
 * How an event's call reached KMS. `invokedBy` and `sourceIPAddress` name the calling service, or have the caller's
 * address. A call that a service makes for itself has no `kms:ViaService`.
 * Source: CloudTrail User Guide, "CloudTrail record contents" and "CloudTrail userIdentity element".
 */
export function callOriginOf(event: Unknown): CallOrigin {
  const region = textOf(event.awsRegion);
  const identity = objectOf(event.userIdentity);
  const invokedBy = textOf(identity.invokedBy);
  const address = textOf(event.sourceIPAddress);
  const base: Context = region ? { "aws:RequestedRegion": region } : {};
  if (isServiceItself(identity))
    return {
      origin: "service",
      context: base,
      cautions: [
        `${invokedBy ?? "An AWS service"} called KMS for itself, so only the key policy and grants apply.`,
      ],
    };
  const sender = [invokedBy, address].map(serviceNamed).find((one) => one !== undefined);
  if (sender !== undefined) return through(sender, region, base);
  const isOfEbs = JSON.stringify(event.requestParameters ?? null).includes("aws:ebs:id");
  // KMS's own example of EC2's calls says so only here (KMS Developer Guide, "Amazon EC2 example two").
  const isInternalAgent = isOfEbs && event.userAgent === "AWS Internal";
  if (invokedBy === "AWS Internal" || address === "AWS Internal" || isInternalAgent)
    return {
      ...through("ec2", region, base),
      cautions: [
        isOfEbs
          ? "The event says only “AWS Internal”. Assumed: EC2, because the encryption context is EBS’s."
          : "The event says only “AWS Internal”. Assumed: EC2.",
      ],
    };
  return { origin: "direct", context: { ...base, ...network(event, address) }, cautions: [] };
}

/** Whether a service calls for itself, not for a principal. */
export function isServiceItself(identity: Unknown): boolean {
  const { type, arn, invokedBy } = identity;
  return type === "AWSService" || (!type && arn === undefined && invokedBy !== undefined);
}

function through(service: string, region: string | undefined, base: Context): CallOrigin {
  const isEc2 = ec2Senders.has(service);
  if (region === undefined)
    return {
      origin: isEc2 ? "ec2" : "service",
      context: base,
      cautions: ["The event has no awsRegion. Add kms:ViaService."],
    };
  if (isEc2)
    return {
      origin: "ec2",
      context: { ...base, "kms:ViaService": ec2ViaService(region) },
      cautions: [],
    };
  const viaService = `${service}.${region}.amazonaws.com`;
  return {
    origin: "service",
    context: { ...base, "kms:ViaService": viaService },
    cautions: [`The event names ${service}. Assumed: kms:ViaService is ${viaService}.`],
  };
}

/**
 * The service in a host name such as `ec2-frontend-api.amazonaws.com`, `ec2.us-east-1.amazonaws.com`,
 * `prod.kms-caller.ebs.us-east-1.amazonaws.com` or `….cn`.
 */
function serviceNamed(host: string | undefined): string | undefined {
  const [, service] = /^([\w.-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host ?? "") ?? [];
  return service?.replace(/^prod\.kms-caller\./, "").split(".")[0];
}

/**
 * The condition keys of a caller's address. A call through a VPC endpoint has no `aws:SourceIp`. Source: IAM User
 * Guide, "aws:SourceIp".
 */
function network(event: Unknown, address: string | undefined): Context {
  const endpoint = /^vpce-[\da-z-]+$/.exec(textOf(event.vpcEndpointId) ?? "")?.[0];
  const isAddress = address !== undefined && /^[\d.]+$|^[\da-f:]+$/i.test(address);
  return {
    ...(isAddress ? { [endpoint ? "aws:VpcSourceIp" : "aws:SourceIp"]: address } : {}),
    ...(endpoint ? { "aws:SourceVpce": endpoint } : {}),
  };
}
