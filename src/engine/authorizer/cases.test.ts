import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { authorize, explainDecision, type Outcome, type Reason } from "../index.ts";
import type { AccessRequest, PolicySet } from "./types.ts";

interface CaseFile {
  source: string;
  rule: string;
  /** Policies and grants, which a case names. */
  documents: Record<string, unknown>;
  /** What a case's request leaves out. */
  request: AccessRequest;
  cases: {
    name: string;
    request?: Partial<AccessRequest>;
    policies: object;
    outcome: Outcome;
    reason?: Reason;
    sentence?: string;
  }[];
}

const folder = new URL("./cases/", import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

test("there are cases", () => {
  expect(files.length).toBeGreaterThan(5);
});

describe.each(files)("%s", (name) => {
  const file = JSON.parse(readFileSync(new URL(name, folder), "utf8")) as CaseFile;
  test("names its page", () => expect(file.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//));
  test.each(file.cases)("$name", ({ request, policies, outcome, reason, sentence }) => {
    const asked = { ...file.request, ...request };
    const set = withDocuments(policies, file.documents) as PolicySet;
    const decision = authorize(asked, set);
    expect(decision.outcome, explainDecision(decision)).toBe(outcome);
    if (reason) expect(decision.reason).toEqual(reason);
    if (sentence) expect(explainDecision(decision)).toBe(sentence);
    expect(explainDecision(decision)).toMatch(/^(Allowed|Denied): .+[^.]\.$/);
    const { trace, ...verdict } = decision;
    expect(authorize(asked, set, { trace: false })).toEqual(verdict);
    expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });
});

/** Puts a document in place of each name. */
function withDocuments(value: unknown, documents: Record<string, unknown>): unknown {
  if (typeof value === "string") {
    if (!(value in documents)) throw new Error(`no document is called ${value}`);
    return documents[value];
  }
  if (Array.isArray(value)) return value.map((entry) => withDocuments(entry, documents));
  return Object.fromEntries(
    Object.entries(value as object).map(([key, entry]) => [key, withDocuments(entry, documents)]),
  );
}
