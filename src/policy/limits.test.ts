import fc from "fast-check";
import { expect, test } from "vitest";
import { sizeWithoutWhiteSpace } from "./limits.ts";

test("characters count, white space does not, whatever the text", () => {
  const spaces = [" ", "\t", "\n", "\r", "\v", "\f", "\u00a0", "\u2028", "\u3000", "\ufeff"];
  const unit = fc.oneof(
    fc.constantFrom(...spaces, "\ud83d", "\udd11", "\u{1f511}", "é"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const text = units.join("");
      const expected = [...text].filter((character) => !/\s/.test(character)).length;
      expect(sizeWithoutWhiteSpace(text)).toBe(expected);
    }),
  );
});
