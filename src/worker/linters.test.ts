import { afterAll, beforeEach, expect, test, vi } from "vitest";
import { lintOptions } from "#acquisition";
import { lint } from "#engine";
import { namesOnly } from "#engine/linter";
import { generate } from "#generator";
import { parts } from "#jobs";
import { coreServices } from "#policy/services/core";
import { presets } from "#scenario";
import type { Subject, Verdict } from "#verdict";
import { type Checker, createChecker } from "./checker.ts";

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

/** What the linter finds with the names of all services. */
function findingsIn({ scenario, documents }: Subject): string {
  const optionsOf = lintOptions(scenario, documents);
  return JSON.stringify(
    Object.fromEntries(documents.map((one) => [one.id, lint(one.text, optionsOf(one))])),
  );
}

const findings = async (verdict: Promise<Verdict | undefined>) =>
  JSON.stringify((await verdict)?.findings);

test("no preset’s documents name a service whose names are loaded later", () => {
  for (const { scenario } of presets)
    for (const { id, text } of generate(scenario))
      expect(namesOnly(coreServices, text), id).toBe(true);
});

test("the names of all services are loaded once, when a document first names another, and findings wait for them", async () => {
  const checker = createChecker();
  expect(await findings(checker.verify(plain))).toBe(findingsIn(plain));
  expect(network.requests).toBe(0);
  const misspelt = withAction("s3:GetObjekt");
  const [first, second, fixed] = await Promise.all([
    findings(checker.verify(misspelt)),
    findings(checker.verify(withAction("logs:Nothing"))),
    checker.fixAll(misspelt, "t1/identity", "unknown-action"),
  ]);
  expect(network.requests).toBe(1);
  expect(first).toBe(findingsIn(misspelt));
  expect(first).toContain("names no action of s3");
  expect(second).toContain("names no action of logs");
  expect(fixed).toContain('"s3:GetObject"');
});

const order = { format: "report-md", options: {}, ignored: {}, date: "2026-01-01" } as const;
const watch = { onProgress: () => {}, signal: new AbortController().signal };

test.each<[string, (checker: Checker, subject: Subject) => Promise<unknown>]>([
  ["verify", (checker, subject) => checker.verify(subject)],
  ["verify of one account", (checker, subject) => checker.verify(subject, "t1")],
  ["verifyAccounts", (checker, subject) => checker.verifyAccounts(subject, watch)],
  ["fixAll", (checker, subject) => checker.fixAll(subject, "t1/identity", "unknown-action")],
  ["report", (checker, subject) => checker.exportFiles(subject, order, watch)],
  ["merge", (checker, subject) => checker.merge(subject, [], watch)],
])(
  "%s: it fails while the names cannot be loaded, and the next one loads them",
  async (_name, call) => {
    const checker = createChecker();
    const subject = withAction("s3:GetObjekt");
    network.isDown = true;
    await expect(call(checker, subject)).rejects.toThrow(/could not be loaded/);
    network.isDown = false;
    // The same documents: nothing of them is sent again.
    expect(await call(checker, subject)).toBeDefined();
    expect(network.requests).toBe(2);
  },
);

test("what needs no linter needs no names: files are written while they cannot be loaded", async () => {
  network.isDown = true;
  const json = { ...order, format: "json" } as const;
  const files = await createChecker().exportFiles(withAction("s3:GetObject"), json, watch);
  expect(files?.length).toBeGreaterThan(0);
});
