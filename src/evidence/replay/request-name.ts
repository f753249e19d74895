import {
  isEc2Infrastructure,
  type Layers,
  policiesOfLayers,
  type ScenarioDocument,
} from "#acquisition";
import type { ParsedDenial } from "#denial";
import { parseDocument } from "#policy";
import { type Ignored, kindOfVolume, sessionName } from "../log/cut-event.ts";

type Check = Pick<
  ParsedDenial,
  "principal" | "action" | "resource" | "alias" | "region" | "context" | "origin" | "hasParameters"
>;

/** What calls and events have in common that are decided alike. */
export interface RequestName {
  /**
   * Names calls so that two of one name are decided alike: what no policy asks for, such as the session or the caller's
   * address, is no part of the name. So 100,000 events have few names.
   */
  readonly nameOf: (check: Check, caller: string) => string;
  /**
   * What `readCall` reads of an event, less what names leave out: two events of one content have calls of the same names.
   * `undefined` for events that count one by one: those that make a grant or are made under one.
   */
  readonly contentOf: (event: LoggedEvent) => string | undefined;
  /** What names leave out, for texts that are compared before they are parsed. */
  readonly ignored: Ignored;
}

type LoggedEvent = Readonly<Record<string, unknown>>;

/** The names of calls, and contents of events, for these documents and layers. */
export function createRequestName(
  documents: readonly Pick<ScenarioDocument, "text">[],
  layers: Layers | undefined,
): RequestName {
  // Printed again, because a JSON text can write a name with escapes.
  const policies = [...documents, ...policiesOfLayers(layers)]
    .map(({ text }) => printed(text).toLowerCase())
    .join("\n");
  const hasGrants = Object.keys(layers?.grants ?? {}).length > 0;
  const asked = new Map<string, boolean>();
  const isAsked = (key: string) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const is = policies.includes(key.toLowerCase());
    if (asked.size < mostKeys) asked.set(key, is);
    return is;
  };
  const asksSession = /assumed-role|aws:userid|aws:principalarn|rolesessionname/.test(policies);
  const parametersOf = (parameters: unknown): unknown => {
    if (typeof parameters !== "object" || parameters === null) return parameters;
    const shown: Record<string, unknown> = { ...parameters };
    const { roleSessionName } = shown;
    const isSession = typeof roleSessionName === "string" && sessionName.test(roleSessionName);
    if (isSession && !isAsked("sts:RoleSessionName")) delete shown.roleSessionName;
    if (isAsked("kms:EncryptionContext:aws:ebs:id")) return shown;
    for (const name of encryptionContexts) shown[name] = withoutVolume(shown[name]);
    return shown;
  };
  const nameOf: RequestName["nameOf"] = (check, caller) => {
    const keepsAll = hasGrants || caller.startsWith("ec2 ");
    const context = Object.entries(check.context).filter(([key]) => keepsAll || isAsked(key));
    return JSON.stringify([
      keepsAll || asksSession ? check.principal : caller,
      check.action,
      check.resource,
      check.alias,
      check.region,
      check.origin,
      check.hasParameters,
      context,
    ]);
  };
  const contentOf: RequestName["contentOf"] = (event) => {
    const { eventSource, eventName, userIdentity, awsRegion, sourceIPAddress, userAgent } = event;
    const { errorCode, errorMessage, requestParameters, resources } = event;
    const { recipientAccountId, vpcEndpointId } = event;
    const { type, arn, accountId, invokedBy, sessionContext } = (userIdentity ?? {}) as LoggedEvent;
    const principal = String(arn ?? "");
    if (hasGrants || eventName === "CreateGrant" || isEc2Infrastructure(principal))
      return undefined;
    return JSON.stringify([
      [eventSource, eventName, awsRegion, sourceIPAddress, userAgent, recipientAccountId],
      [type, asksSession ? arn : withoutSession(arn), accountId, invokedBy],
      [(sessionContext as LoggedEvent | undefined)?.sessionIssuer, vpcEndpointId],
      [errorCode, errorMessage, parametersOf(requestParameters), resources],
    ]);
  };
  const ignored: Ignored = {
    session: !hasGrants && !asksSession,
    sessionName: !hasGrants && !isAsked("sts:RoleSessionName"),
    volume: !hasGrants && !isAsked("kms:EncryptionContext:aws:ebs:id"),
  };
  return { nameOf, contentOf, ignored };
}

const encryptionContexts = [
  "encryptionContext",
  "sourceEncryptionContext",
  "destinationEncryptionContext",
];

/** An encryption context with one name for every volume, and one for every snapshot. */
function withoutVolume(context: unknown): unknown {
  if (typeof context !== "object" || context === null) return context;
  const volume = (context as LoggedEvent)["aws:ebs:id"];
  return typeof volume === "string" ? { ...context, "aws:ebs:id": kindOfVolume(volume) } : context;
}

/** The ARN of a role's session without the session's name. */
function withoutSession(arn: unknown): unknown {
  return typeof arn === "string"
    ? arn.replace(/^(arn:[\w-]+:sts::\d+:assumed-role\/[^/]+\/).*$/s, "$1")
    : arn;
}

/** A log of encryption contexts with ever other names must not fill the memory. */
const mostKeys = 10_000;

function printed(text: string): string {
  const parsed = parseDocument(text);
  return parsed.ok ? JSON.stringify(parsed.policy) : text;
}
