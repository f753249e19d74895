import { type AccessRequest, requestContext } from "#keyhole";

/** What a key is: the same in every request about it, so that it tells a reader nothing. */
const ofTheKey = new Set(["kms:keyspec", "kms:keyusage", "kms:keyorigin", "kms:multiregion"]);

/** A request, a line for each part. What AWS fills in from the caller and the resource is left out. */
export function requestLines(request: AccessRequest): string[] {
  const { principal, action, resource, context = {} } = request;
  const filledIn = requestContext({ ...request, context: {} });
  const known = new Map(Object.entries(filledIn).map(([key, value]) => [key.toLowerCase(), value]));
  const keys = Object.entries(context).flatMap(([key, value]) => {
    const name = key.toLowerCase();
    if (ofTheKey.has(name) || String(known.get(name)) === String(value)) return [];
    if (/^aws:(principal|userid|viaaws|requestedregion|resourceaccount)/.test(name)) return [];
    return [`  ${key}: ${typeof value === "string" ? value : value.join(", ")}`];
  });
  return [`principal: ${principal}`, `action: ${action}`, `resource: ${resource}`, ...keys];
}
