import { expect, test } from "vitest";
import { exportFormats } from "#export";
import { formats } from "./formats.ts";

test("the screen has words for every format", () => {
  expect(formats.map(({ id }) => id).sort()).toEqual([...exportFormats].sort());
});
