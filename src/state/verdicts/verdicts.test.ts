import { beforeAll, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { Scenario } from "#scenario";
import { createKeyhole, documentsOf, loadDocumentWork, type Subject } from "#state";
import { notChecked, type VerdictState } from "./verdict-state.ts";
import { keepVerdict } from "./verdicts.ts";

beforeAll(loadDocumentWork);

interface Asked {
  readonly subject: Subject;
  answer(verdict: string | undefined): Promise<void>;
  fail(): Promise<void>;
}

/** A page with a checker that answers when the test says so. */
function page() {
  const keyhole = createKeyhole({ now: () => 0 });
  const asked: Asked[] = [];
  const verdicts = createStore<VerdictState<string, string>>(() => notChecked);
  keepVerdict<string, string>(keyhole, verdicts, {
    verify: (subject) =>
      new Promise((resolve, reject) => {
        asked.push({
          subject,
          answer: async (verdict) => resolve(verdict),
          fail: async () => reject(new Error("broken")),
        });
      }),
    withClaims: async (verdict) => verdict,
    verifyAccounts: async () => [],
  });
  const newest = () => asked.at(-1) as Asked;
  const type = (text: string) => keyhole.getState().edit("t1/identity", text);
  return { keyhole, verdicts, asked, newest, type };
}

const createVolume = (scenario: Scenario): Scenario => ({ ...scenario, method: "create-volume" });

it("is asked for at once, and for every change of answers or documents", async () => {
  const { keyhole, verdicts, asked, newest, type } = page();
  expect(verdicts.getState()).toMatchObject({ status: "checking", verdict: null });
  await newest().answer("first");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "first" });
  type("{}");
  expect(verdicts.getState()).toMatchObject({ status: "checking", verdict: "first" });
  keyhole.getState().answer(createVolume);
  expect(asked).toHaveLength(3);
  keyhole.getState().showPart("verdict");
  expect(asked).toHaveLength(3);
});

it("never lets an answer about earlier work stand for the present one", async () => {
  const { verdicts, asked, newest, type } = page();
  type("{}");
  await asked[0]?.answer("about earlier work");
  expect(verdicts.getState()).toMatchObject({ status: "checking", verdict: null });
  await newest().answer("about this work");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "about this work" });
  expect(newest().subject.documents.find(({ id }) => id === "t1/identity")?.text).toBe("{}");
});

it("is kept and marked while a document is not valid JSON", async () => {
  const { verdicts, asked, newest, type, keyhole } = page();
  await newest().answer("first");
  type("{");
  expect(verdicts.getState()).toMatchObject({ status: "stale", verdict: "first" });
  expect(asked).toHaveLength(1);
  type("{}");
  await newest().answer("second");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "second" });
  type("{");
  keyhole.getState().discardEdit("t1/identity");
  await newest().answer("third");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "third" });
});

it("that is on its way while the text stops being JSON is kept as the last one", async () => {
  const { verdicts, newest, type } = page();
  await newest().answer("first");
  type("{}");
  type("{");
  await newest().answer("second");
  expect(verdicts.getState()).toMatchObject({ status: "stale", verdict: "second" });
});

it("is not kept for other answers than it is about", async () => {
  const { verdicts, newest, type, keyhole } = page();
  await newest().answer("first");
  type("{");
  keyhole.getState().answer(createVolume);
  expect(documentsOf(keyhole.getState()).some(({ problems }) => problems.length > 0)).toBe(true);
  await newest().answer("unknown");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "unknown" });
});

it("says when the checker failed, and asks again when told to", async () => {
  const { verdicts, newest } = page();
  await newest().fail();
  await Promise.resolve();
  expect(verdicts.getState().status).toBe("failed");
  verdicts.getState().check();
  await newest().answer("second try");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "second try" });
});

it("is asked for again when access ends, without any change, about that moment", async () => {
  vi.useFakeTimers({ now: Date.parse("2026-11-28T16:00:10Z") });
  try {
    const { keyhole, asked, newest } = page();
    const answer = (period?: Scenario["period"]) =>
      keyhole.getState().answer(({ period: _, ...now }) => (period ? { ...now, period } : now));
    answer({ from: "", until: "2026-11-28 16:00:40" });
    const before = asked.length;
    await newest().answer("works");
    vi.advanceTimersByTime(29_999);
    expect(asked).toHaveLength(before);
    vi.advanceTimersByTime(1);
    expect(asked).toHaveLength(before + 1);
    expect(newest().subject.scenario.moment).toBe("2026-11-28T16:00:40Z");
    // Past its end, and without one, nothing is left that changes by itself.
    answer();
    const last = asked.length;
    vi.advanceTimersByTime(90_000_000);
    expect(asked).toHaveLength(last);
  } finally {
    vi.useRealTimers();
  }
});
