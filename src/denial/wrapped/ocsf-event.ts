import { instantAt } from "#policy";
import { objectOf, textOf, type Unknown } from "../read/json.ts";
import { withoutDots } from "./dotted-names.ts";
import { structured } from "./printed-value.ts";

/**
 * A CloudTrail event in the Open Cybersecurity Schema Framework, as Security Lake stores it: of the class API Activity
 * (6003; 3005 in version 1.0.0-rc.2) or, for STS, Authentication. The same members in both. Returns it under CloudTrail's
 * names, or `undefined` for other objects.
 * Source: the framework's mapping of CloudTrail (ocsf/examples, mappings/markdown/AWS, v1.1.0 and v1.0.0-rc.2).
 */
export function ofOcsf(given: Unknown): Unknown | undefined {
  const api = part(given.api);
  const [service, operation] = [part(api.service).name, api.operation];
  if (typeof service !== "string" || typeof operation !== "string") return undefined;
  if (!/\.amazonaws\.com(\.cn)?$/.test(service)) return undefined;
  const unmapped = withoutDots(part(given.unmapped));
  const source = part(given.src_endpoint);
  const response = part(api.response);
  return {
    eventSource: service,
    eventName: operation,
    eventID: part(given.metadata).uid,
    eventTime: timeIn(given),
    awsRegion: part(given.cloud).region,
    sourceIPAddress: source.ip ?? source.domain,
    vpcEndpointId: textOf(source.uid)?.startsWith("vpce-") ? source.uid : undefined,
    userAgent: part(given.http_request).user_agent,
    errorCode: response.error,
    errorMessage: response.message,
    userIdentity: userIdentityOf(part(given.actor)),
    requestParameters: part(api.request).data ?? unmapped.requestParameters,
    resources: resourcesIn(given.resources),
    recipientAccountId: unmapped.recipientAccountId,
  };
}

/** The framework's time is in milliseconds since 1970. */
function timeIn({ time, time_dt }: Unknown): unknown {
  const moment = typeof time === "string" && /^\d+$/.test(time) ? Number(time) : time;
  return typeof moment === "number" && moment >= 0 && moment < latestTime
    ? instantAt(moment)
    : time_dt;
}

/** The last moment that a date of JavaScript can be. */
const latestTime = 8.64e15;

/** The caller. The versions of the framework differ in which member has the ARN and which AWS's id. */
function userIdentityOf(actor: Unknown): Unknown {
  const user = part(actor.user);
  const arn = [user.uid, user.uuid, user.uid_alt].find((id) => textOf(id)?.startsWith("arn:"));
  const issuer = part(actor.session).issuer;
  return {
    type: user.type,
    arn,
    accountId: part(user.account).uid ?? user.account_uid,
    invokedBy: actor.invoked_by,
    ...(issuer ? { sessionContext: { sessionIssuer: { type: "Role", arn: issuer } } } : {}),
  };
}

function resourcesIn(value: unknown): readonly Unknown[] {
  const list = structured(value);
  return (Array.isArray(list) ? list : []).slice(0, 100).map((one) => {
    const { uid, type, ...resource } = part(one);
    const owner = part(part(resource.owner).account);
    const account = owner.uid ?? part(resource.account).uid ?? resource.account_uid;
    return { ARN: uid, type, accountId: account };
  });
}

/** A part of the event: an object, or one that a query printed. */
function part(value: unknown): Unknown {
  return objectOf(structured(value));
}
