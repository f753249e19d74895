import { accountId, instantOf, keyArn, parseArn } from "#policy";
import { carriesConditionKey, kmsAction, partitionOfRegion } from "#policy/kms";
import { type CallOrigin, callOriginOf, isServiceItself } from "./call-origin.ts";
import { type Checked, checksOf } from "./checked.ts";
import type { Context, ParsedDenial } from "./denial.ts";
import { type Message, messagesIn } from "./error-message.ts";
import { objectOf, textOf, type Unknown } from "./json.ts";

/**
 * The result of reading one event: the denials, how a call ended that was not denied, or why the event cannot be read.
 */
export type EventRead =
  | { readonly parsedDenials: readonly ParsedDenial[] }
  | { readonly ended: string; readonly call: string }
  | { readonly problem: string };

/** The error codes of denied calls. Source: CloudTrail User Guide, "CloudTrail record contents". */
const denialCode = /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthorizationError/i;

/** The actions that have `kms:GrantIsForAWSResource`. Source: KMS Developer Guide, "kms:GrantIsForAWSResource". */
const grantActions: ReadonlySet<string> = new Set([
  "kms:CreateGrant",
  "kms:ListGrants",
  "kms:RevokeGrant",
]);

/**
 * Reads a CloudTrail event. A denied call through EC2 often has neither parameters nor resources; its error message
 * then names caller and key.
 * Source: CloudTrail User Guide, "CloudTrail record contents"; KMS Developer Guide, "AWS CloudTrail log entries".
 */
export function readEvent(value: unknown): EventRead {
  const event = objectOf(value);
  const service = serviceOf(event);
  const name = textOf(event.eventName);
  if (service === undefined || name === undefined)
    return {
      problem: "This JSON is not a CloudTrail event: it has no eventSource and no eventName.",
    };
  const code = textOf(event.errorCode);
  const text = textOf(event.errorMessage);
  const [message] = messagesIn(text ?? "");
  if (!message && !denialCode.test(code ?? ""))
    return { ended: code ?? "", call: `${service}:${name}` };
  const said = [code, text].filter(Boolean).join(": ").slice(0, 500);
  if (service !== "kms" && service !== "sts") {
    if (message)
      return { parsedDenials: [denialFromMessage(message, said, textOf(event.awsRegion))] };
    return {
      problem: `${service}:${name} is not a call to KMS or STS. Paste the KMS event that it caused.`,
    };
  }
  const parsedDenials = checksIn(event, service, name, message);
  if (parsedDenials === undefined)
    return {
      problem: `${service}:${name} does not name the caller: it has no userIdentity.arn and no account.`,
    };
  return { parsedDenials: withReason(parsedDenials, said, message) };
}

/** A call to KMS or STS that CloudTrail logged, however it ended. */
export interface LoggedCall {
  /** Its permission checks; none if the event does not name the caller. ReEncrypt and the alias calls have two. */
  readonly checks: readonly ParsedDenial[];
  /** The error code; empty if the call succeeded. */
  readonly ended: string;
  readonly isDenied: boolean;
}

/** Reads an event of KMS or STS, denied or not. Returns `undefined` for events of other services. */
export function readCall(value: unknown): LoggedCall | undefined {
  const event = objectOf(value);
  const service = serviceOf(event);
  const name = textOf(event.eventName);
  if ((service !== "kms" && service !== "sts") || name === undefined) return undefined;
  const said = textOf(event.errorMessage);
  const message = said === undefined ? undefined : messagesIn(said)[0];
  const ended = textOf(event.errorCode) ?? "";
  return {
    checks: checksIn(event, service, name, message) ?? [],
    ended,
    isDenied: message !== undefined || denialCode.test(ended),
  };
}

function serviceOf(event: Unknown): string | undefined {
  return textOf(event.eventSource)?.replace(/\.amazonaws\.com(\.cn)?$/, "");
}

/** The permission checks of an event. Returns `undefined` if it does not name the caller. */
function checksIn(
  event: Unknown,
  service: "kms" | "sts",
  name: string,
  message: Message | undefined,
): readonly ParsedDenial[] | undefined {
  const caller = callerIn(event, message);
  if (caller === undefined) return undefined;
  const origin = callOriginOf(event);
  const checks = checksOf(service, name, objectOf(event.requestParameters));
  return (name === "ReEncrypt" ? sidesNamed(event, checks) : checks).map((check) =>
    denialFromEvent(event, check, caller, origin, message),
  );
}

/** The sides of a ReEncrypt that the event is about: one, if it has one key and parameters of one side only. */
function sidesNamed(event: Unknown, sides: readonly Checked[]): readonly Checked[] {
  const keys = Array.isArray(event.resources) ? event.resources.length : 0;
  if (keys !== 1) return sides;
  const named = sides.filter(
    ({ named, context }) => named !== undefined || Object.keys(context).length > 0,
  );
  return named.length === 1 ? named.map((side) => ({ ...side, place: 0 })) : sides;
}

/**
 * Adds AWS's reason to the check that the message names. AWS makes the other checks for the same call, so they are
 * shown if the event names their resource.
 */
function withReason(
  parsedDenials: readonly ParsedDenial[],
  said: string,
  message: Message | undefined,
): readonly ParsedDenial[] {
  const meant = parsedDenials.filter((one) => isMeant(one, message));
  const [denied] = meant;
  if (!denied || meant.length > 1 || parsedDenials.length === 1)
    return parsedDenials.map((one) => ({ ...one, said }));
  const others = parsedDenials.filter((one) => one !== denied && one.resource !== undefined);
  return [
    { ...denied, said },
    ...others.map((one) => ({
      ...one,
      cautions: [...one.cautions, `AWS checks this of the same call; it denied ${denied.action}.`],
    })),
  ];
}

/** The denial that an error message describes. */
export function denialFromMessage(
  message: Message,
  said = message.said,
  region?: string,
): ParsedDenial {
  const arn = message.resource === "*" ? undefined : message.resource;
  return {
    source: "message",
    principal: message.principal,
    action: message.action,
    resource: arn,
    region: (arn && parseArn(arn)?.region) || region,
    context: {},
    origin: "unknown",
    hasParameters: false,
    said,
    cautions: [],
  };
}

interface ParsedCaller {
  readonly principal: string;
  readonly callerAccount?: string | undefined;
  readonly context: Context;
}

/**
 * The caller of an event. A session's ARN has no path, so aws:PrincipalArn comes from the session issuer. An event of
 * another account may name only the account. Source: CloudTrail User Guide, "CloudTrail userIdentity element".
 */
function callerIn(event: Unknown, message: Message | undefined): ParsedCaller | undefined {
  const identity = objectOf(event.userIdentity);
  const callerAccount = accountId(textOf(identity.accountId) ?? "");
  const service = isServiceItself(identity) ? textOf(identity.invokedBy) : undefined;
  const principal = textOf(identity.arn) ?? message?.principal ?? service ?? "";
  if (principal === "" && callerAccount === undefined) return undefined;
  const issuer = textOf(objectOf(objectOf(identity.sessionContext).sessionIssuer).arn);
  return { principal, callerAccount, context: issuer ? { "aws:PrincipalArn": issuer } : {} };
}

function denialFromEvent(
  event: Unknown,
  check: Checked,
  caller: ParsedCaller,
  { origin, context, cautions }: CallOrigin,
  message: Message | undefined,
): ParsedDenial {
  const { action } = check;
  const alias = aliasIn(check);
  return {
    source: "event",
    principal: caller.principal,
    callerAccount: caller.callerAccount,
    action,
    resource: resourceOf(event, check) ?? resourceSaid(check, message),
    alias,
    region: textOf(event.awsRegion),
    time: timeOfEvent(event.eventTime),
    context: {
      ...caller.context,
      ...context,
      ...(event.requestParameters ? check.context : {}),
      ...(alias && carriesConditionKey(action, "kms:RequestAlias")
        ? { "kms:RequestAlias": alias }
        : {}),
      ...(grantActions.has(action)
        ? { "kms:GrantIsForAWSResource": String(origin !== "direct") }
        : {}),
    },
    origin,
    hasParameters: Boolean(event.requestParameters),
    cautions,
  };
}

/** The time of an event as an instant. Tools write it with a fraction of a second, or without a zone. */
export function timeOfEvent(time: unknown): string | undefined {
  return instantOf((textOf(time) ?? "").replace(/\.\d{1,9}(?=Z?$)/, ""));
}

/** Whether the message is about this check. */
function isMeant({ action, resource }: ParsedDenial, message: Message | undefined): boolean {
  return (
    message?.action === action && (message.resource === undefined || message.resource === resource)
  );
}

/** The resource of the message, if it is of the check's kind. */
function resourceSaid({ action, on }: Checked, message: Message | undefined): string | undefined {
  const named = message?.resource;
  if (named === undefined || message?.action !== action) return undefined;
  const { resource = "" } = parseArn(named) ?? {};
  return resource.startsWith(`${on}/`) ? named : undefined;
}

/** The alias that the call uses to name its key. */
function aliasIn({ on, named }: Checked): string | undefined {
  const text = on === "key" ? textOf(named) : undefined;
  const name = text && (parseArn(text)?.resource ?? text);
  return name?.startsWith("alias/") ? name : undefined;
}

/**
 * The ARN of the resource: from the parameter, from `resources`, or built from the parameter and the event's account.
 */
function resourceOf(event: Unknown, { action, on, named, place }: Checked): string | undefined {
  if (on === "nothing" || kmsAction(action)?.resourceTypes.length === 0) return undefined;
  const text = textOf(named);
  if (text && parseArn(text)?.resource.startsWith(`${on}/`)) return text;
  const listed = (Array.isArray(event.resources) ? event.resources : [])
    .map((resource) => textOf(objectOf(resource).ARN))
    .filter((arn) => arn !== undefined && parseArn(arn)?.resource.startsWith(`${on}/`));
  const found = listed[place] ?? listed[0];
  if (found !== undefined) return found;
  const region = textOf(event.awsRegion) ?? "";
  const account = accountId(
    textOf(event.recipientAccountId) ?? textOf(objectOf(event.userIdentity).accountId) ?? "",
  );
  const partition = partitionOfRegion(region);
  if (!text || !account || !partition) return undefined;
  if (on === "alias" && text.startsWith("alias/"))
    return `arn:${partition}:kms:${region}:${account}:${text}`;
  return on === "key" && /^(mrk-)?[\da-f-]{32,36}$/.test(text)
    ? keyArn(partition, region, account, text)
    : undefined;
}
