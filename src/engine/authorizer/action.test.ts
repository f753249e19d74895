import { describe, expect, test } from "vitest";
import { actionFits, readActions } from "./action.ts";

/** Source: IAM User Guide, "IAM JSON policy elements: Action" (`*`, or a service before a colon; no case). */
const read = (value: unknown, negated = false) => readActions({ negated, value });

describe("the entries of Action and NotAction", () => {
  test.each<[unknown, object]>([
    ["*", { exact: [], patterns: ["*"] }],
    ["kms:Decrypt", { exact: ["kms:decrypt"], patterns: [] }],
    ["KMS:De*", { exact: [], patterns: ["kms:de*"] }],
    [
      ["kms:Decrypt", "s3:Get?bject", "S3:PutObject"],
      { exact: ["kms:decrypt", "s3:putobject"], patterns: ["s3:get?bject"] },
    ],
    [[], { exact: [], patterns: [] }],
  ])("%j", (value, expected) => {
    const written = [value].flat();
    expect(read(value)).toEqual({ kind: "given", negated: false, written, ...expected });
  });

  test.each<[unknown, boolean, string]>([
    ["kms", false, "`kms` names no service"],
    ["", false, "`` names no service"],
    [["kms:*", "Decrypt"], false, "`Decrypt` names no service"],
    [["*", "k*"], true, "`k*` names no service"],
    [[], true, "its list is empty"],
    [["kms:*", 5], false, "it is neither a text nor a list of texts"],
    [{ a: "kms:*" }, false, "it is neither a text nor a list of texts"],
    [null, true, "it is neither a text nor a list of texts"],
  ])("%j cannot be read", (value, negated, problem) => {
    expect(read(value, negated)).toEqual({ kind: "unreadable", problem });
  });
});

test.each<[unknown, string, boolean]>([
  ["*", "kms:decrypt", true],
  ["kms:Decrypt", "kms:decrypt", true],
  ["kms:Decrypt", "kms:decryptx", false],
  [["s3:*", "kms:Decrypt"], "kms:decrypt", true],
  [["s3:*", "kms:Decrypt"], "s3:getobject", true],
  [["s3:*", "kms:Decrypt"], "kms:encrypt", false],
  [[], "kms:encrypt", false],
])("%j holds %s: %s", (value, action, fits) => {
  const actions = read(value);
  if (actions.kind === "unreadable") throw new Error(actions.problem);
  expect(actionFits(actions, action)).toBe(fits);
  expect(actionFits({ ...actions, negated: true }, action)).toBe(!fits);
});
