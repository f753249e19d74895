import { expect, test } from "vitest";
import { exportFormats } from "#export";
import { formats } from "./formats.ts";

test("every format has a name and a description", () => {
  expect(formats.map(({ id }) => id).sort()).toEqual([...exportFormats].sort());
});
