import fc from "fast-check";
import { expect, test } from "vitest";
import { withCommas } from "./with-commas.ts";

test("numbers are written as in English", () => {
  const english = new Intl.NumberFormat("en-US");
  fc.assert(
    fc.property(
      fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -20_000, max: 20_000 })),
      (number) => {
        expect(withCommas(number)).toBe(english.format(number));
      },
    ),
  );
});
