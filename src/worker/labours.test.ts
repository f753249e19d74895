import { expect, test } from "vitest";
import { generate } from "#generator";
import { accountsInRun, presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import type { AccountVerdict, Subject } from "#verdict";
import { type Checker, CheckerFailed, createChecker } from "./index.ts";

// There is no Worker here: the checker works in the page, by the same desk and the same parcels.

const scenario = organizationOf(presets[0].scenario, 41, 5);
const subjectOf = (answers: Scenario): Subject => ({
  scenario: answers,
  documents: generate(answers),
});

/** The subject with one document's text changed. */
const editing = ({ scenario, documents }: Subject, id: string, text: string): Subject => ({
  scenario,
  documents: documents.map((document) => (document.id === id ? { ...document, text } : document)),
});

/** A survey that is watched; `onLot` is told each time it says how far it is. */
function survey(checker: Checker, subject: Subject, onLot = (_done: number) => {}) {
  const control = new AbortController();
  const seen: AccountVerdict[] = [];
  const whole = checker.survey(subject, {
    signal: control.signal,
    onProgress: (done, of, lot) => {
      seen.push(...lot);
      expect(seen).toHaveLength(done);
      expect(of).toBe(accountsInRun(subject.scenario));
      onLot(done);
    },
  });
  return { control, whole, seen };
}

test("what is written beside the page is what the page would write", async () => {
  const checker = createChecker();
  const watch = { onProgress: () => {}, signal: new AbortController().signal };
  expect(await checker.write(scenario, watch)).toEqual(generate(scenario));
  expect(await checker.write(presets[0].scenario, watch)).toEqual(generate(presets[0].scenario));
});

test("after an edit in one account’s document only that account is decided anew", async () => {
  const checker = createChecker();
  const subject = subjectOf(scenario);
  const first = (await survey(checker, subject).whole) ?? [];
  const edited = editing(subject, "t5/trust", '{"Statement": []}');
  const second = (await survey(checker, edited).whole) ?? [];
  expect(first).toHaveLength(42);
  const anew = second.filter((part, index) => part !== first[index]);
  expect(anew.map(({ partId, summary }) => `${partId} ${summary.works}`)).toEqual(["t5 stops"]);
  const everywhere = editing(subject, "platform/identity", '{"Statement": []}');
  const third = (await survey(checker, everywhere).whole) ?? [];
  expect(third.filter((part, index) => part === second[index])).toEqual([]);
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
  const parts = await checker.survey(subject, watch);
  expect(progress.at(-1)).toEqual([5, 5]);
  expect(parts).toHaveLength(5);
  expect(accountsInRun({ ...subject.scenario, targets: [] })).toBe(0);
});

test("a survey that is stopped midway answers with nothing, and can begin again", async () => {
  const checker = createChecker();
  const subject = subjectOf({ ...scenario, method: "create-volume" });
  const { control, whole, seen } = survey(checker, subject, () => control.abort());
  expect(await whole).toBeUndefined();
  expect(seen.length).toBeLessThan(42);
  expect(await survey(checker, subject).whole).toHaveLength(42);
});

test("a question during a survey is answered, and does not end it", async () => {
  const checker = createChecker();
  const subject = subjectOf({ ...scenario, createGrant: "unrestricted" });
  const answers: string[] = [];
  const { whole, seen } = survey(checker, subject, () => {
    if (answers.length > 0) return;
    answers.push("asked");
    checker
      .verify(subject, "t40")
      .then((verdict) => answers.push(`${verdict?.summary.works} after ${seen.length < 42}`));
  });
  expect(await whole).toHaveLength(42);
  expect(answers).toEqual(["asked", "works after true"]);
});

test("a question about changed documents ends a survey, as another labour does", async () => {
  const checker = createChecker();
  const subject = subjectOf({ ...scenario, actions: "vendor" });
  const changed = editing(subject, "t5/trust", "{}");
  let asked: Promise<unknown> | undefined;
  const first = survey(checker, subject, () => {
    asked ??= checker.verify(changed, "t5");
  });
  expect(await first.whole).toBeUndefined();
  expect(await asked).toMatchObject({ summary: { works: "stops" } });

  let second: ReturnType<typeof survey> | undefined;
  const overtaken = survey(checker, subject, () => {
    second ??= survey(checker, changed);
  });
  expect(await overtaken.whole).toBeUndefined();
  expect(await second?.whole).toHaveLength(42);
});

test("a write that is stopped too late leaves later verdicts about what they are asked", async () => {
  const checker = createChecker();
  const small = subjectOf(presets[0].scenario);
  const before = await checker.verify(small);
  // The desk is through with a write before the page hears of it.
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
