import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256Of } from "./sha256.ts";

const byNode = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

test("the SHA-256 of a text is Node's, for any text and at every length around a block", () => {
  for (let length = 0; length < 70; length += 1) {
    const text = "ä".repeat(length % 7) + "a".repeat(length);
    expect(sha256Of(text)).toBe(byNode(text));
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 150 }), (text) => {
      expect(sha256Of(text)).toBe(byNode(text));
    }),
    { numRuns: 40 },
  );
});

test("half a character counts as U+FFFD", () => {
  expect(sha256Of("a\ud800b")).toBe(byNode("a\ufffdb"));
});
