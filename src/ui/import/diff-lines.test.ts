import fc from "fast-check";
import { expect, it } from "vitest";
import { diffLines } from "./diff-lines.ts";

const shown = (before: string, after: string) =>
  diffLines(before, after).map((line) =>
    line.kind === "skip"
      ? `… ${line.lines}`
      : `${{ same: " ", removed: "-", added: "+" }[line.kind]}${line.text}`,
  );

it("shows changed lines with two unchanged lines around them", () => {
  const before = "a\nb\nc\nd\ne\nf\ng\nh";
  expect(shown(before, "a\nb\nc\nd\nX\nf\ng\nh\ni")).toEqual([
    "… 2",
    " c",
    " d",
    "-e",
    "+X",
    " f",
    " g",
    " h",
    "+i",
  ]);
  expect(shown(before, before)).toEqual(["… 8"]);
});

it("covers every line of both texts", () => {
  const text = fc
    .array(fc.constantFrom("a", "b", "{", "}"), { minLength: 1 })
    .map((lines) => lines.join("\n"));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after);
      const count = (...kinds: string[]) =>
        lines.reduce(
          (sum, line) =>
            sum + (!kinds.includes(line.kind) ? 0 : line.kind === "skip" ? line.lines : 1),
          0,
        );
      expect(count("same", "skip", "removed")).toBe(before.split("\n").length);
      expect(count("same", "skip", "added")).toBe(after.split("\n").length);
    }),
  );
});
