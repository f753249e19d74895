import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { lintOptions } from "#acquisition";
import { lint } from "#engine";
import { namesOnly } from "#engine/linter";
import { generate } from "#generator";
import { coreServices } from "#policy/services/core";
import { presets } from "#scenario";
import type { Subject } from "#verdict";
import { createDesk } from "./desk.ts";
import type { Job, Posted } from "./messages.ts";
import { createUnpacker } from "./parcel.ts";
import { parts } from "./parts.ts";
import { createSubjectPacker } from "./subject-parcel.ts";

/** How often the names of all services were asked for, and whether they can be had. */
const network = { requests: 0, isDown: false };
const { allServices } = parts;

beforeEach(() => {
  network.requests = 0;
  network.isDown = false;
  vi.spyOn(parts, "allServices").mockImplementation(() => {
    network.requests += 1;
    return network.isDown ? Promise.reject(new TypeError("Failed to fetch")) : allServices();
  });
});

// Test files share `parts`.
afterAll(() => void vi.restoreAllMocks());

const { scenario } = presets[0];
const plain: Subject = { scenario, documents: generate(scenario) };

/** The documents with one action of the target role's policy changed to another. */
const withAction = (action: string): Subject => ({
  scenario,
  documents: plain.documents.map((document) =>
    document.id === "t1/identity"
      ? { ...document, text: document.text.replace(/"kms:[^"]*"/, JSON.stringify(action)) }
      : document,
  ),
});

/** A desk of which one asks as the page does; the answers stand in the order in which they come. */
function desk() {
  const subjects = createSubjectPacker();
  const unpack = createUnpacker();
  const answers: { number: number; text: string }[] = [];
  const take = createDesk((message: Posted) => {
    if ("lot" in message) return;
    if ("parcel" in message)
      answers.push({
        number: message.number,
        text: JSON.stringify(unpack(message.parcel).findings),
      });
    else answers.push({ number: message.number, text: JSON.stringify(message) });
  });
  let count = 0;
  return {
    answers,
    ask: (job: Record<string, unknown>, { scenario, documents }: Subject) => {
      count += 1;
      const { subject: _, ...rest } = { ...job, number: count } as Job & { subject?: Subject };
      take({ ...rest, parcel: subjects.pack({ scenario, documents }) });
    },
    until: (number: number) => vi.waitUntil(() => answers.length >= number, { timeout: 20_000 }),
  };
}

/** What the linter finds with the names of all services. */
function findingsIn({ scenario, documents }: Subject): string {
  const optionsOf = lintOptions(scenario, documents);
  return JSON.stringify(
    Object.fromEntries(documents.map((one) => [one.id, lint(one.text, optionsOf(one))])),
  );
}

test("no preset’s documents name a service whose names are loaded later", () => {
  for (const { scenario } of presets)
    for (const { id, text } of generate(scenario))
      expect(namesOnly(coreServices, text), id).toBe(true);
});

test("the names of all services are loaded once, when a document first names another, and findings wait for them", async () => {
  const { ask, until, answers } = desk();
  ask({ kind: "verify" }, plain);
  await until(1);
  expect(network.requests).toBe(0);
  const misspelt = withAction("s3:GetObjekt");
  ask({ kind: "verify" }, misspelt);
  ask({ kind: "verify" }, withAction("logs:Nothing"));
  ask({ kind: "fix-all", documentId: "t1/identity", rule: "unknown-action" }, misspelt);
  await until(4);
  expect(network.requests).toBe(1);
  expect(answers.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
  expect(answers[0]?.text).toBe(findingsIn(plain));
  expect(answers[1]?.text).toBe(findingsIn(misspelt));
  expect(answers[1]?.text).toContain("names no action of s3");
  expect(answers[2]?.text).toContain("names no action of logs");
  expect(answers[3]?.text).toContain(String.raw`\"s3:GetObject\"`);
});

test.each([
  ["verify", { kind: "verify" }],
  ["verify of one account", { kind: "verify", part: "t1" }],
  ["survey", { kind: "survey" }],
  ["fix-all", { kind: "fix-all", documentId: "t1/identity", rule: "unknown-action" }],
  ["report", { kind: "export", format: "report-md", options: {}, ignored: {}, date: "2026-01-01" }],
])(
  "%s: it fails while the names cannot be loaded, and the next one loads them",
  async (_name, job) => {
    const { ask, until, answers } = desk();
    const subject = withAction("s3:GetObjekt");
    network.isDown = true;
    ask(job, subject);
    await until(1);
    expect(answers[0]?.text).toContain('"ok":false');
    expect(answers[0]?.text).toContain("could not be loaded");
    network.isDown = false;
    // The same documents: nothing of them is sent again.
    ask(job, subject);
    await until(2);
    expect(answers[1]?.text).not.toContain('"ok":false');
    expect(network.requests).toBe(2);
  },
);

test("what needs no linter needs no names: files are written while they cannot be loaded", async () => {
  const { ask, until, answers } = desk();
  network.isDown = true;
  ask(
    { kind: "export", format: "json", options: {}, ignored: {}, date: "2026-01-01" },
    withAction("s3:GetObject"),
  );
  await until(1);
  expect(answers[0]?.text).toContain('"ok":true');
});
