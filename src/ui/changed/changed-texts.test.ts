import { expect, it } from "vitest";
import type { WorkDocument } from "#state";
import { changedSentence, changedTexts } from "./changed-texts.ts";

const documentsWith = (texts: Readonly<Record<string, string>>): readonly WorkDocument[] =>
  Object.entries(texts).map(
    ([id, text]) =>
      ({ generated: { id }, text, edited: false, problems: [] }) as unknown as WorkDocument,
  );

it("counts documents out of sight with their lines, new and lost ones too", () => {
  const before = documentsWith({ a: "1\n2\n3", b: "x", open: "old", same: "s", lost: "l" });
  const after = documentsWith({ a: "1\n3", b: "x\ny\nz", open: "new", same: "s", fresh: "f" });
  const changed = changedTexts(before, after, "open", []);
  expect(changed.map(({ id }) => id)).toEqual(["a", "b", "lost", "fresh"]);
  expect(changedSentence(changed)).toBe("4 documents changed: +3 −2 lines");
});

it("keystrokes of one answer are one change, and none if the answer is as before", () => {
  const known = changedTexts(documentsWith({ a: "1" }), documentsWith({ a: "12" }), undefined, []);
  const later = changedTexts(
    documentsWith({ a: "12" }),
    documentsWith({ a: "123" }),
    undefined,
    known,
  );
  expect(later).toEqual([{ id: "a", before: "1", after: "123" }]);
  expect(changedSentence(later)).toBe("1 document changed: +1 −1 lines");
  expect(
    changedTexts(documentsWith({ a: "123" }), documentsWith({ a: "1" }), undefined, later),
  ).toEqual([]);
});
