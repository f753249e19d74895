import { objectOf, parseJson, type Unknown } from "../read/json.ts";

/**
 * A CloudTrail event that a tool has rewritten: fields with dots (Logs Insights, Splunk), without capitals (Athena), with
 * underscores (Security Lake's subscribers), or in the Elastic Common Schema. Returns `undefined` for other objects.
 * Source: Athena User Guide, "Querying CloudTrail logs"; Elastic, "AWS CloudTrail integration" (exported fields).
 */
export function asCloudTrail(given: Unknown): Unknown | undefined {
  const nested = withoutDots(given);
  const names = canonical(nested);
  if (typeof names.eventSource === "string" && typeof names.eventName === "string") return names;
  return ofElastic(nested);
}

/** CloudTrail's names, by the letters that every tool keeps. */
const names: ReadonlyMap<string, string> = new Map(
  [
    ...["eventSource", "eventName", "eventID", "eventTime", "awsRegion", "sourceIPAddress"],
    ...["errorCode", "errorMessage", "userIdentity", "requestParameters", "resources"],
    ...["recipientAccountId", "vpcEndpointId", "accountId", "invokedBy", "sessionContext"],
    ...["sessionIssuer", "principalId", "userName"],
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

/** A value that was printed: as JSON, or as Java prints a map (`{type=AssumedRole, arn=…}`). */
function structured(value: unknown): unknown {
  if (typeof value !== "string") return value;
  return parseJson(value) ?? printedMap(value);
}

/** The object in `{name=value, other={name=value}}`. Returns `undefined` for other texts. */
function printedMap(text: string): Unknown | undefined {
  if (!/^\{\s*[\w:.-]+=/.test(text) || text.length > mostPrinted) return undefined;
  const read = mapAt(text, 1, 0);
  return read?.map;
}

const mostPrinted = 20_000;
const mostLevels = 8;

function mapAt(
  text: string,
  from: number,
  level: number,
): { map: Unknown; end: number } | undefined {
  if (level > mostLevels) return undefined;
  const map: Record<string, unknown> = {};
  let at = from;
  while (at < text.length && text[at] !== "}") {
    const [whole, name] = /^[\s,]*([\w:.-]{1,200})=/.exec(text.slice(at, at + 300)) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    at += whole.length;
    if (text[at] === "{") {
      const inner = mapAt(text, at + 1, level + 1);
      if (!inner) return undefined;
      map[name] = inner.map;
      at = inner.end;
      continue;
    }
    const next = /,\s*[\w:.-]{1,200}=|\}/g;
    next.lastIndex = at;
    const end = next.exec(text)?.index ?? text.length;
    const value = text.slice(at, end);
    map[name] = value === "null" ? undefined : value.replace(/^\[([^[\]]*)\]$/, "$1");
    at = end;
  }
  return { map, end: at + 1 };
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

/** An object whose names have dots, as nested objects: `{ "userIdentity.arn": … }`. Splunk's `{}` marks a list. */
function withoutDots(given: Unknown): Unknown {
  const keys = Object.keys(given);
  if (!keys.some((key) => key.includes(".")) || keys.length > mostFields) return given;
  const nested: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given)) {
    const path = key.replaceAll("{}", "").split(".");
    if (path.length > mostLevels || path.some((part) => part === "__proto__")) continue;
    let at = nested;
    for (const part of path.slice(0, -1)) {
      const next = Object.hasOwn(at, part) ? objectOf(at[part]) : {};
      at[part] = { ...next };
      at = at[part] as Record<string, unknown>;
    }
    at[path.at(-1) ?? ""] = value;
  }
  return nested;
}

const mostFields = 1_000;
