import { expect, it } from "vitest";
import { createEventTexts } from "./event-texts.ts";

const event = (id: string, more: object = {}) => ({
  eventName: "Decrypt",
  eventID: id,
  eventTime: `2026-05-18T00:00:0${id}Z`,
  requestID: `request-${id}`,
  ...more,
});
const inContext = (context: object) => ({ requestParameters: { encryptionContext: context } });

/** What is kept of the first event, and found for the text of the second. */
function found(first: object, second: string) {
  const texts = createEventTexts<string>();
  texts.keep(JSON.stringify(first), first as Record<string, unknown>, "kept");
  return texts.known(second);
}

it("an event that differs in ids and time is known, with its own", () => {
  const known = found(event("1"), JSON.stringify(event("2")));
  expect(known?.content).toBe("kept");
  expect(known?.stamp).toMatchObject({ eventID: "2", eventTime: "2026-05-18T00:00:02Z" });
});

it.each<[string, object, string]>([
  ["another call", event("1"), JSON.stringify({ ...event("2"), eventName: "Encrypt" })],
  [
    "an encryption context with a member of that name beside the event's own",
    event("1", inContext({ eventID: "a" })),
    JSON.stringify(event("2", inContext({ eventID: "b" }))),
  ],
  [
    "an encryption context with a member of that name, where the event has none",
    inContext({ sharedEventID: "a" }),
    JSON.stringify(inContext({ sharedEventID: "b" })),
  ],
  ["a text that is no JSON", event("1"), JSON.stringify(event("2")).replace('"2"', "")],
  ["an id with an escape", event("1"), JSON.stringify(event('2"'))],
])("%s is not known", (_, first, second) => {
  expect(found(first, second)).toBeUndefined();
});
