import { expect, test } from "vitest";
import { importText } from "#import";
import { presets } from "#scenario";
import { matchedRows } from "./found-entries.ts";

const subject = { scenario: presets[0].scenario, documents: [] };
const policy = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Deny", Action: "kms:Decrypt", Resource: "*" }],
});
const texts = [{ id: "text 1", name: "pasted", imported: importText(policy) }];
const keysOf = (corrected: Readonly<Record<string, boolean>>) =>
  matchedRows({ texts, corrected }, subject).map(({ key }) => key);

test("a policy that the user corrects to a layer, or back, is listed as corrected", () => {
  const given = keysOf({});
  const [key = "text 1/layer 0"] = given;
  const corrected = keysOf({ [key]: true });
  expect([given.length, corrected.length].sort()).toEqual([0, 1]);
  expect(keysOf({ [key]: false })).toEqual(given);
});
