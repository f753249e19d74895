import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Finding } from "#engine";
import { activeFindings, findingAt, ignoredFindings, worstFirst } from "./active-findings.ts";
import { movedFindings } from "./moved-findings.ts";
import { nextFinding } from "./next-finding.ts";
import { countWords, severityCounts } from "./severities.ts";

const finding = (
  rule: string,
  start: number,
  end: number,
  severity: Finding["severity"] = "warning",
): Finding => ({ rule, severity, message: rule, start, end });

describe("findings about an earlier text", () => {
  const text = "one two three";
  const two = finding("a", 4, 7);
  test.each<[now: string, underlined: string[]]>([
    ["one two three", ["two"]],
    ["one two three four", ["two"]],
    ["once two three", ["two"]],
    ["one  three", []],
    ["two", []],
    ["one t-w-o three", ["t-w-o"]],
    ["", []],
  ])("in %s", (now, underlined) => {
    expect(movedFindings([two], text, now).map(({ start, end }) => now.slice(start, end))).toEqual(
      underlined,
    );
  });

  test("one that encloses the change grows with it", () => {
    const [grown] = movedFindings([finding("a", 0, 13)], text, "one two and a half three");
    expect(grown).toMatchObject({ start: 0, end: 24 });
  });

  test("stay inside the text and have no fix", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.nat(), fc.nat(), (before, now, one, other) => {
        const [start = 0, end = 0] = [one, other]
          .map((place) => place % (before.length + 1))
          .sort((low, high) => low - high);
        const fix = { label: "", edits: [] };
        for (const place of movedFindings([{ ...finding("a", start, end), fix }], before, now)) {
          expect(place.start).toBeGreaterThanOrEqual(0);
          expect(place.end).toBeGreaterThanOrEqual(place.start);
          expect(place.end).toBeLessThanOrEqual(now.length);
          expect(place).not.toHaveProperty("fix");
        }
      }),
    );
  });
});

describe("going to the next finding", () => {
  const documents = [
    { documentId: "a", findings: [finding("x", 5, 6), finding("y", 5, 9), finding("z", 20, 21)] },
    { documentId: "b", findings: [] },
    { documentId: "c", findings: [finding("x", 0, 1)] },
  ];
  test.each<[from: string, offset: number, direction: "next" | "previous", to: string]>([
    ["a", 0, "next", "a 5"],
    ["a", 5, "next", "a 20"],
    ["a", 20, "next", "c 0"],
    ["b", 3, "next", "c 0"],
    ["c", 0, "next", "a 5"],
    ["c", 0, "previous", "a 20"],
    ["a", 20, "previous", "a 5"],
    ["a", 5, "previous", "c 0"],
    ["gone", 0, "next", "a 5"],
  ])("from %s at %i, %s", (documentId, offset, direction, to) => {
    const place = nextFinding(documents, { documentId, offset }, direction);
    expect(`${place?.documentId} ${place?.finding.start}`).toBe(to);
  });
  test("does nothing if there is no next finding", () => {
    expect(nextFinding([], { documentId: "a", offset: 0 }, "next")).toBeUndefined();
  });
});

test("findings of an ignored rule are not counted, and are listed by rule", () => {
  const all = [finding("x", 0, 1), finding("y", 2, 3, "error"), finding("x", 4, 5)];
  expect(activeFindings(all, ["x"])).toEqual([all[1]]);
  expect(ignoredFindings(all, ["x", "z"])).toEqual([
    { rule: "x", findings: [all[0], all[2]] },
    { rule: "z", findings: [] },
  ]);
  expect(severityCounts(activeFindings(all, ["y"])).map(countWords)).toEqual(["2 warnings"]);
  expect(worstFirst(all).map(({ rule }) => rule)).toEqual(["y", "x", "x"]);
});

test("the finding at the cursor is the inner one of two nested findings", () => {
  const all = [
    finding("outer", 0, 20, "error"),
    finding("inner", 5, 9),
    finding("same", 5, 9, "security"),
  ];
  expect(findingAt(all, 7)?.rule).toBe("same");
  expect(findingAt(all, 12)?.rule).toBe("outer");
  expect(findingAt(all, 21)).toBeUndefined();
});
