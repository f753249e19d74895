import { describe, expect, it } from "vitest";
import { changedLines, changedPresets } from "./changes.mjs";
import { sourcesFile } from "./sources.mjs";

describe("the changed lines of a file", () => {
  it.each([
    ["no change", "a\nb", "a\nb", []],
    ["another order is none", "a\nb", "b\na", []],
    ["a line more and a line less", "a\n  b", "a\n  c", ["- b", "+ c"]],
    ["the head with the checksum does not count", "// sha256 1\na", "// sha256 2\na", []],
  ])("%s", (_, before, after, lines) => {
    expect(changedLines(before, after)).toEqual(lines);
  });

  it("are named to a limit", () => {
    const lines = changedLines("", Array.from({ length: 100 }, (_, at) => `row ${at}`).join("\n"));
    expect(lines).toHaveLength(41);
    expect(lines.at(-1)).toMatch(/^… and \d+ more$/);
  });
});

describe("what a preset comes to", () => {
  const preset = (verdict: Record<string, string>, documents: Record<string, string> = {}) => ({
    p: { verdict, documents },
  });

  it.each([
    ["the same", preset({ status: "Works" }), preset({ status: "Works" }), []],
    [
      "another verdict",
      preset({ status: "Works" }),
      preset({ status: "Stops" }),
      ["p: status: Works → Stops"],
    ],
    [
      "a new claim",
      preset({}),
      preset({ "claim c": "proved" }),
      ["p: claim c: not there → proved"],
    ],
    [
      "another document",
      preset({}, { "document d": "x".repeat(300) }),
      preset({}, { "document d": "y".repeat(300) }),
      ["p: document d changes"],
    ],
    ["a preset that is gone", preset({}), {}, ["p: no longer there"]],
  ])("%s", (_, before, after, lines) => {
    expect(changedPresets(before, after)).toEqual(lines);
  });
});

it("the days come from the package’s version and from what the files say", () => {
  const file = sourcesFile("0.21.202609261", "Last read: 2026-01-02.", "Last read: 2026-03-04.");
  expect(file).toContain('day: "2026-09-26"');
  expect(file).toContain('regions: { day: "2026-01-02" }');
  expect(file).toContain('facts: { day: "2026-03-04" }');
  expect(() => sourcesFile("1.0.0", "Last read: 2026-01-02", "")).toThrow("no day");
  expect(() => sourcesFile("0.21.202609261", "", "")).toThrow("regions.ts");
});
