import { afterEach, expect, it, vi } from "vitest";
import { crossAccount } from "#testing/example-scenario";
import { decidedNow } from "./moment.ts";

const aboutTime = { text: '{ "DateLessThan": { "aws:CurrentTime": "2026-12-01T00:00:00Z" } }' };
const aboutNothing = { text: "{}" };

afterEach(() => {
  vi.useRealTimers();
});

it("gives answers the present minute where a policy is about time, the same object within it", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  const first = decidedNow(crossAccount, [aboutTime]);
  expect(first.moment).toBe("2026-11-28T16:00:00Z");
  vi.setSystemTime(Date.parse("2026-11-28T16:00:59Z"));
  expect(decidedNow(crossAccount, [aboutTime])).toBe(first);
  vi.setSystemTime(Date.parse("2026-11-28T16:01:00Z"));
  expect(decidedNow(crossAccount, [aboutTime]).moment).toBe("2026-11-28T16:01:00Z");
});

it("gives no moment as soon as no policy is about time any more, and none beside the user’s", () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  decidedNow(crossAccount, [aboutTime]);
  expect(decidedNow(crossAccount, [aboutNothing])).toBe(crossAccount);
  const own = { ...crossAccount, moment: "2026-12-24" };
  expect(decidedNow(own, [aboutTime])).toBe(own);
});
