import { beforeAll, expect, it } from "vitest";
import { presets } from "#scenario";
import { createKeyhole, createVerdicts, loadDocumentWork, type Subject } from "#state";
import { organizationOf } from "#testing/organization";
import { writtenNow } from "./documents.ts";

beforeAll(loadDocumentWork);

/** A page with 41 accounts, whose checker answers with the part asked for and the text that it judged there. */
function page() {
  const scenario = organizationOf(presets[0].scenario, 41, 5);
  const keyhole = createKeyhole({ now: () => 0 });
  writtenNow(scenario);
  keyhole.getState().answer(() => scenario);
  const verifying: { readonly of: string; readonly answer: () => Promise<void> }[] = [];
  const surveys: {
    readonly signal: AbortSignal;
    readonly say: (done: number, lot: readonly string[]) => void;
    readonly end: (whole?: readonly string[]) => Promise<void>;
    readonly fail: () => Promise<void>;
  }[] = [];
  const verdicts = createVerdicts<string, string>(keyhole, {
    verify: (subject: Subject, part) =>
      new Promise((resolve) => {
        const trust = subject.documents.find(({ id }) => id === "t1/trust")?.text ?? "";
        const of = `${part}${trust === "{}" ? ", edited" : ""}`;
        verifying.push({ of, answer: async () => resolve(of) });
      }),
    survey: (_, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        surveys.push({
          signal,
          say: (done, lot) => onProgress(done, 42, lot),
          end: async (whole) => resolve(whole),
          fail: async () => reject(new Error("broken")),
        });
      }),
  });
  const now = () => verdicts.getState();
  const newest = () => verifying.at(-1) ?? { of: "", answer: async () => {} };
  return { keyhole, verdicts, now, verifying, newest, surveys };
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

it("a document opened right after an edit is never judged as it was before", async () => {
  const { keyhole, now, newest } = page();
  await newest().answer();
  keyhole.getState().edit("t1/trust", "{}");
  keyhole.getState().show("t9/trust");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", verdict: "t9, edited", part: "t9" });
});

it("the survey says how far it is and what it has, and is done", async () => {
  const { now, surveys } = page();
  expect(now().survey).toEqual({ status: "running", done: 0, of: 42, parts: [] });
  surveys[0]?.say(2, ["t1", "t2"]);
  surveys[0]?.say(3, ["t1", "t2", "t3"]);
  expect(now().survey).toMatchObject({ status: "running", done: 3, parts: ["t1", "t2", "t3"] });
  await surveys[0]?.end([]);
  await settle();
  expect(now().survey).toMatchObject({ status: "done", parts: ["t1", "t2", "t3"] });
});

it("a survey that is stopped keeps what it has, and check begins it again", async () => {
  const { now, surveys } = page();
  surveys[0]?.say(2, ["t1", "t2"]);
  now().stopSurvey();
  expect(surveys[0]?.signal.aborted).toBe(true);
  surveys[0]?.say(3, ["t3"]);
  expect(now().survey).toMatchObject({ status: "stopped", done: 2, parts: ["t1", "t2"] });
  now().check();
  expect(surveys).toHaveLength(2);
  expect(now().survey).toMatchObject({ status: "running", done: 0, parts: [] });
});

it("an edit ends the survey of earlier work, whose answers count no more", async () => {
  const { keyhole, now, surveys } = page();
  keyhole.getState().edit("t1/trust", "{}");
  expect(surveys.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  surveys[0]?.say(42, ["old"]);
  await surveys[0]?.end([]);
  await settle();
  expect(now().survey).toMatchObject({ status: "running", parts: [] });
});

it("while a document is not valid JSON no survey runs, nor seems to", async () => {
  const { keyhole, now, surveys, newest } = page();
  await newest().answer();
  surveys[0]?.say(1, ["t1"]);
  keyhole.getState().edit("t1/trust", "{");
  expect(surveys).toHaveLength(1);
  expect(now()).toMatchObject({ status: "stale", survey: { status: "stopped", parts: ["t1"] } });
  keyhole.getState().edit("t1/trust", "{}");
  expect(now()).toMatchObject({ status: "checking", survey: { status: "running" } });
});

it.each([
  ["failed", "failed"],
  ["was ended by the checker", "stopped"],
])("a survey that %s says so", async (how, status) => {
  const { now, surveys } = page();
  await (how === "failed" ? surveys[0]?.fail() : surveys[0]?.end(undefined));
  await settle();
  expect(now().survey?.status).toBe(status);
});

it("a small scenario has no survey and no part", async () => {
  const { keyhole, now, newest } = page();
  keyhole.getState().usePreset("same-account");
  await newest().answer();
  expect(now()).toMatchObject({ status: "current", part: null, survey: null });
});
