import { bench, describe } from "vitest";
import { presets } from "#scenario";
import { hostileDenials } from "#testing/hostile-denials";
import { readDenial } from "./read-denial.ts";

describe("readDenial, a megabyte each", () => {
  for (const { name, text } of hostileDenials)
    bench(name, () => {
      readDenial(text, presets[0].scenario);
    });
});
