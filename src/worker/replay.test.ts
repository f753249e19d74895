import { expect, test } from "vitest";
import { runAcquisition } from "#acquisition";
import { generate } from "#generator";
import { presets } from "#scenario";
import { eventsOfRun, logText } from "#testing/cloudtrail-log";
import { createChecker } from "./index.ts";

const [{ scenario }] = presets;
const documents = generate(scenario);
const subject = { scenario, documents };
const file = new Blob([logText(eventsOfRun(runAcquisition(scenario, documents)))]);
const files = [
  { name: "a.json", file },
  { name: "empty.json", file: new Blob([]) },
];

test("the worker replays the files of a log and says how far it is", async () => {
  const progress: (readonly [number, number])[] = [];
  const result = await createChecker().replay(subject, files, {
    signal: new AbortController().signal,
    onProgress: (done, of) => void progress.push([done, of]),
  });
  expect(result?.replay.counts).toMatchObject({ stops: 0, unknown: 0 });
  expect(result?.replay.counts.passes).toBeGreaterThan(0);
  expect(result?.replay.problems).toEqual(["empty.json: It has no CloudTrail event."]);
  expect(progress.at(-1)).toEqual([file.size, file.size]);
});

test("a replay that is stopped gives `undefined`", async () => {
  const control = new AbortController();
  control.abort();
  const watch = { signal: control.signal, onProgress: () => undefined };
  expect(await createChecker().replay(subject, files, watch)).toBeUndefined();
});
