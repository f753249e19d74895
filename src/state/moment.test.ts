import { afterEach, expect, it, vi } from "vitest";
import { crossAccount } from "#testing/example-scenario";
import { decidedNow } from "./moment.ts";

const aboutTime = {
  text: '{ "Statement": { "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-11-28T16:00:30Z" } } } }',
};
const aboutPattern = { text: aboutTime.text.replace("2026-11-28T16:00:30Z", "2026-11-28T16:*") };
const aboutNothing = { text: "{}" };
const at = (time: string) => vi.setSystemTime(Date.parse(time));

afterEach(() => {
  vi.useRealTimers();
});

it("gives answers the present minute where a policy is about time, the same object within it", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  const first = decidedNow(crossAccount, [aboutTime]).answers;
  expect(first.moment).toBe("2026-11-28T16:00:00Z");
  at("2026-11-28T16:00:29Z");
  expect(decidedNow(crossAccount, [aboutTime]).answers).toBe(first);
  at("2026-11-28T16:01:00Z");
  expect(decidedNow(crossAccount, [aboutTime]).answers.moment).toBe("2026-11-28T16:01:00Z");
});

it("is not before a time that a condition or an answer names, as soon as that is past", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  const end = Date.parse("2026-11-28T16:00:30Z");
  expect(decidedNow(crossAccount, [aboutTime]).changesAt).toBe(end);
  const ending = { ...crossAccount, period: { from: "", until: "2026-11-28 16:00:30" } };
  expect(decidedNow(ending, []).changesAt).toBe(end);
  vi.setSystemTime(end);
  for (const now of [decidedNow(crossAccount, [aboutTime]), decidedNow(ending, [])]) {
    expect(now.answers.moment).toBe("2026-11-28T16:00:30Z");
    expect(now.changesAt).toBeUndefined();
  }
});

it("may change in the next minute where a condition names no time but a pattern", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  const { changesAt } = decidedNow(crossAccount, [aboutPattern]);
  expect(changesAt).toBe(Date.parse("2026-11-28T16:01:00Z"));
  const both = decidedNow(crossAccount, [aboutPattern, aboutTime]);
  expect(both.changesAt).toBe(Date.parse("2026-11-28T16:00:30Z"));
});

it("gives no moment as soon as no policy is about time any more, and none beside the user’s", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  decidedNow(crossAccount, [aboutTime]);
  const none = { answers: crossAccount, changesAt: undefined };
  expect(decidedNow(crossAccount, [aboutNothing])).toEqual(none);
  expect(decidedNow(crossAccount, [aboutNothing]).answers).toBe(crossAccount);
  const own = { ...crossAccount, moment: "2026-12-24" };
  expect(decidedNow(own, [aboutTime])).toEqual({ answers: own, changesAt: undefined });
});
