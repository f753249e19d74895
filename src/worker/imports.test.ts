import { expect, test } from "vitest";
import type { Finding } from "#engine";
import { generate } from "#generator";
import { compareWithLeast, importText, mergePolicies, readTargets } from "#import";
import { presets } from "#scenario";
import { createChecker } from "./index.ts";

const [{ scenario }] = presets;
const subject = { scenario, documents: generate(scenario) };
const theirs = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
});
const choices = [{ documentId: "t1/identity", theirs: [theirs] }];
const follow = (signal = new AbortController().signal) => {
  const progress: (readonly [done: number, of: number])[] = [];
  return { progress, signal, onProgress: (...now: [number, number]) => void progress.push(now) };
};

test("the worker reads, compares and merges as the functions do", async () => {
  const checker = createChecker();
  expect(await checker.importText(theirs, "a.json")).toEqual(importText(theirs, "a.json"));
  const table = [{ text: "account,region\n111122223333,eu-west-1" }];
  expect(await checker.readTargets(table)).toEqual(readTargets(table));
  expect(await checker.compareWithLeast(scenario, "t1/identity", [theirs])).toEqual(
    compareWithLeast(scenario, "t1/identity", [theirs]),
  );
  const watch = follow();
  const done = await checker.merge(subject, choices, watch);
  expect(done?.merged).toEqual(mergePolicies(scenario, subject.documents, choices));
  const findings: Readonly<Record<string, readonly Finding[]>> = done?.findings ?? {};
  expect(Object.keys(findings)).toEqual(["t1/identity"]);
  expect(findings["t1/identity"]?.length).toBeGreaterThan(0);
  expect(watch.progress.length).toBeGreaterThan(0);
});

test("a merge that is stopped gives `undefined`, and the next call is answered", async () => {
  const checker = createChecker();
  const control = new AbortController();
  control.abort();
  const watch = follow(control.signal);
  expect(await checker.merge(subject, choices, watch)).toBeUndefined();
  expect(watch.progress).toEqual([]);
  expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
});
