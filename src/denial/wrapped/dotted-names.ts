import { objectOf, type Unknown } from "../read/json.ts";

/** An object whose names have dots, as nested objects: `{ "userIdentity.arn": … }`. Splunk's `{}` marks a list. */
export function withoutDots(given: Unknown): Unknown {
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
const mostLevels = 8;
