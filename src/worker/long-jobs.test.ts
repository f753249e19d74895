import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { generate } from "#generator";
import { accountsInRun, presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import type { AccountVerdict, Subject } from "#verdict";
import { type Checker, CheckerFailed, createChecker } from "./index.ts";

// There is no Worker here: the jobs run in the page, and are called as in a worker.

const scenario = organizationOf(presets[0].scenario, 41, 5);
const subjectOf = (answers: Scenario): Subject => ({
  scenario: answers,
  documents: generate(answers),
});

/** Documents that no two accounts have alike, so that each account is decided by itself, which takes its time. */
const unlike = ({ scenario, documents }: Subject): Subject => ({
  scenario,
  documents: documents.map((document, at) => ({
    ...document,
    text: document.text.replace("{", `{ "Id": "unlike-${at}",`),
  })),
});

/** The subject with one document's text changed. */
const editing = ({ scenario, documents }: Subject, id: string, text: string): Subject => ({
  scenario,
  documents: documents.map((document) => (document.id === id ? { ...document, text } : document)),
});

/** All accounts, verified; `onBatch` is called with the accounts done each time. */
function verifyAll(checker: Checker, subject: Subject, onBatch = (_done: number) => {}) {
  const control = new AbortController();
  let seen: readonly AccountVerdict[] = [];
  const whole = checker.verifyAccounts(subject, {
    signal: control.signal,
    onProgress: (done, of, verdicts) => {
      seen = [...verdicts];
      expect(seen).toHaveLength(done);
      expect(of).toBe(accountsInRun(subject.scenario));
      onBatch(done);
    },
  });
  return { control, whole, seen: () => seen };
}

test("what is written beside the page is what the page would write", async () => {
  const checker = createChecker();
  const watch = { onProgress: () => {}, signal: new AbortController().signal };
  expect(await checker.write(scenario, watch)).toEqual(generate(scenario));
  expect(await checker.write(presets[0].scenario, watch)).toEqual(generate(presets[0].scenario));
});

test("after an edit in one account’s document only that account’s verdict differs", async () => {
  const checker = createChecker();
  // Nothing here depends on how long the check takes: one key for each account is enough.
  const subject = subjectOf(organizationOf(presets[0].scenario, 41, 1));
  const first = (await verifyAll(checker, subject).whole) ?? [];
  const edited = editing(subject, "t5/trust", '{"Statement": []}');
  const second = (await verifyAll(checker, edited).whole) ?? [];
  expect(first).toHaveLength(42);
  const changed = second.filter((part, index) => !isDeepStrictEqual(part, first[index]));
  expect(changed.map(({ partId, summary }) => `${partId} ${summary.works}`)).toEqual(["t5 stops"]);
  const everywhere = editing(subject, "platform/identity", '{"Statement": []}');
  const third = (await verifyAll(checker, everywhere).whole) ?? [];
  expect(third.filter(({ summary }) => summary.works === "works")).toEqual([]);
});

test("only accounts whose answers are complete are counted, and all of them are done at the end", async () => {
  const organization = organizationOf(presets[0].scenario, 8, 1);
  const incomplete = organization.targets.map((target, at) => {
    if (at % 4 === 0) return { ...target, account: "" };
    return at % 4 === 1 ? { ...target, keys: [] } : target;
  });
  const subject = subjectOf({ ...organization, targets: incomplete });
  const checker = createChecker();
  const progress: (readonly [done: number, of: number])[] = [];
  const watch = {
    signal: new AbortController().signal,
    onProgress: (done: number, of: number) => void progress.push([done, of]),
  };
  await checker.write(subject.scenario, watch);
  expect(progress.at(-1)).toEqual([5, 5]);
  const parts = await checker.verifyAccounts(subject, watch);
  expect(progress.at(-1)).toEqual([5, 5]);
  expect(parts).toHaveLength(5);
  expect(accountsInRun({ ...subject.scenario, targets: [] })).toBe(0);
});

test("a check of all accounts that is stopped gives `undefined`, and can begin again", async () => {
  const checker = createChecker();
  const subject = unlike(subjectOf({ ...scenario, method: "create-volume" }));
  const { control, whole, seen } = verifyAll(checker, subject, () => control.abort());
  expect(await whole).toBeUndefined();
  expect(seen().length).toBeLessThan(42);
  expect(await verifyAll(checker, subject).whole).toHaveLength(42);
});

test("a report tells how many accounts it has checked; stopped, it gives `undefined`, and can begin again", async () => {
  const checker = createChecker();
  const subject = unlike(subjectOf(scenario));
  const order = { format: "report-md", options: {}, ignored: {}, date: "2026-01-01" } as const;
  const stopped = new AbortController();
  const counts: (readonly [done: number, of: number])[] = [];
  const first = checker.exportFiles(subject, order, {
    signal: stopped.signal,
    onProgress: (done, of) => {
      counts.push([done, of]);
      stopped.abort();
    },
  });
  expect(await first).toBeUndefined();
  const whole = await checker.exportFiles(subject, order, {
    signal: new AbortController().signal,
    onProgress: (done, of) => counts.push([done, of]),
  });
  expect(whole).toHaveLength(1);
  const done = counts.map(([count]) => count);
  expect(done[0]).toBeLessThan(42);
  expect(done.slice(1)).toEqual(done.slice(1).sort((a, b) => a - b));
  expect(counts.at(-1)).toEqual([42, 42]);
});

test("a call during a check of all accounts is answered, and does not end it", async () => {
  const checker = createChecker();
  const subject = unlike(subjectOf({ ...scenario, createGrant: "unrestricted" }));
  const answers: string[] = [];
  const { whole, seen } = verifyAll(checker, subject, () => {
    if (answers.length > 0) return;
    answers.push("asked");
    checker
      .verify(subject, "t40")
      .then((verdict) => answers.push(`${verdict?.summary.works} after ${seen().length < 42}`));
  });
  expect(await whole).toHaveLength(42);
  expect(answers).toEqual(["asked", "works after true"]);
});

test("a call about changed documents ends a check of all accounts, as another long job does", async () => {
  const checker = createChecker();
  const subject = unlike(subjectOf({ ...scenario, actions: "vendor" }));
  const changed = editing(subject, "t5/trust", "{}");
  let asked: Promise<unknown> | undefined;
  const first = verifyAll(checker, subject, () => {
    asked ??= checker.verify(changed, "t5");
  });
  expect(await first.whole).toBeUndefined();
  expect(await asked).toMatchObject({ summary: { works: "stops" } });

  let second: ReturnType<typeof verifyAll> | undefined;
  const overtaken = verifyAll(checker, subject, () => {
    second ??= verifyAll(checker, changed);
  });
  expect(await overtaken.whole).toBeUndefined();
  expect(await second?.whole).toHaveLength(42);
});

test("a write that is stopped too late leaves later verdicts about what they are asked", async () => {
  const checker = createChecker();
  const small = subjectOf(presets[0].scenario);
  const before = await checker.verify(small);
  // The worker has written all before the page stops it.
  const control = new AbortController();
  const written = checker.write(scenario, {
    signal: control.signal,
    onProgress: (done, of) => done === of && control.abort(),
  });
  await written;
  expect((await checker.verify(small))?.summary).toEqual(before?.summary);
});

test("what fails is said as the checker’s failure", async () => {
  const checker = createChecker();
  const { targets: _, ...broken } = scenario;
  const watch = { onProgress: () => {}, signal: new AbortController().signal };
  const failing = checker.write({ ...broken, targets: [null] } as never, watch);
  await expect(failing).rejects.toBeInstanceOf(CheckerFailed);
});
