import { beforeAll, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { presets } from "#scenario";
import { createKeyhole, loadDocumentWork, type Subject } from "#state";
import { organizationOf } from "#testing/organization";
import { writtenNow } from "../documents.ts";
import { notChecked, type VerdictState } from "./verdict-state.ts";
import { keepVerdict } from "./verdicts.ts";

beforeAll(loadDocumentWork);

/** A page with 41 accounts, whose checker answers with the part asked for and the text that it verified there. */
function page() {
  const scenario = organizationOf(presets[0].scenario, 41, 5);
  const keyhole = createKeyhole({ now: () => 0 });
  writtenNow(scenario);
  keyhole.getState().answer(() => scenario);
  const verifying: { readonly of: string; readonly answer: () => Promise<void> }[] = [];
  const accountRuns: {
    readonly signal: AbortSignal;
    readonly say: (done: number, lot: readonly string[]) => void;
    readonly end: (whole?: readonly string[]) => Promise<void>;
    readonly fail: () => Promise<void>;
  }[] = [];
  const verdicts = createStore<VerdictState<string, string>>(() => notChecked);
  keepVerdict<string, string>(keyhole, verdicts, {
    verify: (subject: Subject, part) =>
      new Promise((resolve) => {
        const trust = subject.documents.find(({ id }) => id === "t1/trust")?.text ?? "";
        const of = `${part}${trust === "{}" ? ", edited" : ""}`;
        verifying.push({ of, answer: async () => resolve(of) });
      }),
    withClaims: async (verdict) => verdict,
    verifyAccounts: (_, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        accountRuns.push({
          signal,
          say: (done, lot) => onProgress(done, 42, lot),
          end: async (whole) => resolve(whole),
          fail: async () => reject(new Error("broken")),
        });
      }),
  });
  const now = () => verdicts.getState();
  const newest = () => verifying.at(-1) ?? { of: "", answer: async () => {} };
  return { keyhole, verdicts, now, verifying, newest, accountRuns };
}

const settle = () => new Promise((resolve) => setTimeout(resolve));

it("the verdict is that of the account whose document is shown", async () => {
  const { keyhole, now, verifying, newest } = page();
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", verdict: "platform", part: "platform" });
  keyhole.getState().show("t7/trust");
  expect(now().status).toBe("checking");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", verdict: "t7", part: "t7" });
  keyhole.getState().show("t7/k31/key");
  expect(verifying.map(({ of }) => of)).toEqual(["platform", "t7"]);
});

it("a document opened while the verdict is on its way has its own", async () => {
  const { keyhole, now, verifying, newest } = page();
  keyhole.getState().show("t7/trust");
  await verifying[0]?.answer();
  expect(now().status).toBe("checking");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", verdict: "t7", part: "t7" });
});

it("a document opened right after an edit is never verified as it was before", async () => {
  const { keyhole, now, newest } = page();
  await newest().answer();
  keyhole.getState().edit("t1/trust", "{}");
  keyhole.getState().show("t9/trust");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", verdict: "t9, edited", part: "t9" });
});

it("the check of all accounts says how far it is and what it has, and is done", async () => {
  const { now, accountRuns } = page();
  expect(now().accounts).toEqual({ status: "running", done: 0, of: 42, parts: [] });
  accountRuns[0]?.say(2, ["t1", "t2"]);
  accountRuns[0]?.say(3, ["t1", "t2", "t3"]);
  expect(now().accounts).toMatchObject({ status: "running", done: 3, parts: ["t1", "t2", "t3"] });
  await accountRuns[0]?.end([]);
  await settle();
  expect(now().accounts).toMatchObject({ status: "done", parts: ["t1", "t2", "t3"] });
});

it("a check of all accounts that is stopped keeps what it has, and check begins it again", async () => {
  const { now, accountRuns } = page();
  accountRuns[0]?.say(2, ["t1", "t2"]);
  now().stopAccounts();
  expect(accountRuns[0]?.signal.aborted).toBe(true);
  accountRuns[0]?.say(3, ["t3"]);
  expect(now().accounts).toMatchObject({ status: "stopped", done: 2, parts: ["t1", "t2"] });
  now().check();
  expect(accountRuns).toHaveLength(2);
  expect(now().accounts).toMatchObject({ status: "running", done: 0, parts: [] });
});

it("an edit ends the check of all accounts of earlier work, whose answers count no more", async () => {
  const { keyhole, now, accountRuns } = page();
  keyhole.getState().edit("t1/trust", "{}");
  expect(accountRuns.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  accountRuns[0]?.say(42, ["old"]);
  await accountRuns[0]?.end([]);
  await settle();
  expect(now().accounts).toMatchObject({ status: "running", parts: [] });
});

it("while a document is not valid JSON no check of all accounts runs, nor seems to", async () => {
  const { keyhole, now, accountRuns, newest } = page();
  await newest().answer();
  accountRuns[0]?.say(1, ["t1"]);
  keyhole.getState().edit("t1/trust", "{");
  expect(accountRuns).toHaveLength(1);
  expect(now()).toMatchObject({ status: "stale", accounts: { status: "stopped", parts: ["t1"] } });
  keyhole.getState().edit("t1/trust", "{}");
  expect(now()).toMatchObject({ status: "checking", accounts: { status: "running" } });
});

it.each([
  ["failed", "failed"],
  ["was ended by the checker", "stopped"],
])("a check of all accounts that %s says so", async (how, status) => {
  const { now, accountRuns } = page();
  await (how === "failed" ? accountRuns[0]?.fail() : accountRuns[0]?.end(undefined));
  await settle();
  expect(now().accounts?.status).toBe(status);
});

it("a small scenario has no check of all accounts and no part", async () => {
  const { keyhole, now, newest } = page();
  keyhole.getState().usePreset("same-account");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", part: null, accounts: null });
});
