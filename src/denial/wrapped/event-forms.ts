import { objectOf, type Unknown } from "../read/json.ts";
import { withoutDots } from "./dotted-names.ts";
import { ofOcsf } from "./ocsf-event.ts";
import { structured } from "./printed-value.ts";

/**
 * A CloudTrail event that a tool has rewritten: fields with dots (Logs Insights, Splunk), without capitals (Athena), with
 * underscores, in the Elastic Common Schema, or in the Open Cybersecurity Schema Framework (Security Lake). Returns
 * `undefined` for other objects.
 * Source: Athena User Guide, "Querying CloudTrail logs"; Elastic, "AWS CloudTrail integration" (exported fields).
 */
export function asCloudTrail(given: Unknown): Unknown | undefined {
  const nested = withoutDots(given);
  const names = canonical(nested);
  if (typeof names.eventSource === "string" && typeof names.eventName === "string") return names;
  const ocsf = ofOcsf(nested);
  return ocsf ? canonical(ocsf) : ofElastic(nested);
}

/** CloudTrail's names, by the letters that every tool keeps. */
const names: ReadonlyMap<string, string> = new Map(
  [
    ...["eventSource", "eventName", "eventID", "eventTime", "awsRegion", "sourceIPAddress"],
    ...["errorCode", "errorMessage", "userIdentity", "requestParameters", "resources"],
    ...["recipientAccountId", "vpcEndpointId", "accountId", "invokedBy", "sessionContext"],
    ...["sessionIssuer", "principalId", "userName", "userAgent"],
  ].map((name) => [name.toLowerCase(), name]),
);

/** The parts of an event that have CloudTrail's names inside; the call's own parameters keep theirs. */
const nestedParts: ReadonlySet<string> = new Set([
  "userIdentity",
  "sessionContext",
  "sessionIssuer",
]);

function canonical(given: Unknown): Unknown {
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const name = names.get(key.toLowerCase().replaceAll("_", "")) ?? key;
      if (nestedParts.has(name)) return [name, canonical(objectOf(structured(value)))];
      if (name === "requestParameters") return [name, structured(value)];
      if (name === "resources") return [name, resourcesOf(structured(value))];
      return [name, value === "" || value === "null" ? undefined : value];
    }),
  );
}

/** Each resource with its ARN under CloudTrail's name. */
function resourcesOf(value: unknown): readonly Unknown[] {
  const list = Array.isArray(value) ? value : [value];
  return list.slice(0, 100).map((one) => {
    const resource = objectOf(structured(one));
    return { ...resource, ARN: resource.ARN ?? resource.arn };
  });
}

/** An event in the Elastic Common Schema. */
function ofElastic(given: Unknown): Unknown | undefined {
  const trail = objectOf(objectOf(given.aws).cloudtrail);
  const event = objectOf(given.event);
  const [provider, action] = [first(event.provider), first(event.action)];
  if (typeof provider !== "string" || typeof action !== "string") return undefined;
  if (!/\.amazonaws\.com(\.cn)?$/.test(provider)) return undefined;
  const flattened = objectOf(objectOf(trail.flattened).request_parameters);
  const source = objectOf(given.source);
  return canonical({
    ...Object.fromEntries(Object.entries(trail).map(([name, value]) => [name, first(value)])),
    ...(Object.keys(flattened).length > 0 ? { request_parameters: flattened } : {}),
    ...(trail.resources === undefined ? {} : { resources: trail.resources }),
    event_id: first(event.id),
    event_time: first(given["@timestamp"]),
    event_source: provider,
    event_name: action,
    aws_region: first(objectOf(given.cloud).region),
    source_ip_address: first(source.address ?? source.ip ?? source.domain),
  });
}

/** Elastic's `fields` have each value in a list. */
function first(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? value[0] : value;
}
