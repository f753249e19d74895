import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseArn } from "#policy";

it("an error of a module that Node loads names the line of the source", () => {
  const source = readFileSync(new URL("../../src/policy/arn.ts", import.meta.url), "utf8");
  const lines = source.slice(0, source.indexOf("text.startsWith(")).split("\n");
  let stack = "";
  try {
    parseArn(undefined as unknown as string);
  } catch (error) {
    stack = (error as Error).stack ?? "";
  }
  expect(stack).toContain(`arn.ts:${lines.length}:${(lines.at(-1) ?? "").length + 6}`);
});
