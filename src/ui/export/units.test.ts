import { expect, it } from "vitest";
import { unitsIn } from "./units.ts";

it.each([
  ["", [], []],
  ["ou-ab12-cd34ef56", ["ou-ab12-cd34ef56"], []],
  ["r-ab12, ou-ab12-cd34ef56\n r-ab12", ["r-ab12", "ou-ab12-cd34ef56"], []],
  ["OU-AB12-CD34EF56 ou-ab12 r-1 $(id)", [], ["OU-AB12-CD34EF56", "ou-ab12", "r-1", "$(id)"]],
])("%j: ids of units are separated from other words", (text, units, others) => {
  expect(unitsIn(text)).toEqual({ units, others });
});
