import { isDeeperThan, maximumDocumentDepth } from "#policy";
import { objectOf, parseJson } from "./json.ts";

/** The deepest nesting of wrappers: a log line with a list of lookups. */
const maximumWrappers = 4;

/**
 * The events in a text's JSON: one event, a list, a `Records` file, the output of `aws cloudtrail lookup-events` and
 * `aws logs filter-log-events`, or the `detail` of EventBridge. Any other value counts as an event.
 * Source: CloudTrail User Guide, "CloudTrail log file examples"; EventBridge User Guide, "AWS service events via
 * CloudTrail".
 */
export function eventsIn(value: unknown, wrappers = 0): readonly unknown[] {
  if (wrappers > maximumWrappers) return [];
  const inside = (one: unknown) => eventsIn(one, wrappers + 1);
  if (Array.isArray(value)) return value.flatMap(inside);
  const { Records, Events, events, CloudTrailEvent, detail, message, eventName } = objectOf(value);
  for (const list of [Records, Events, events])
    if (Array.isArray(list)) return list.flatMap(inside);
  if (eventName !== undefined) return [value];
  if (typeof detail === "object" && detail !== null) return inside(detail);
  const text = CloudTrailEvent ?? message;
  if (typeof text === "string" && !isDeeperThan(text, maximumDocumentDepth)) {
    const event = parseJson(text);
    if (event !== undefined) return inside(event);
  }
  return [value];
}
