import { describe, expect, it } from "vitest";
import type { Policy } from "#policy";
import { hclFile } from "./hcl.ts";
import { policyDocument } from "./policy-document.ts";

const statement = { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" };
const policyOf = (members: object, policy: object = {}) =>
  ({ Version: "2012-10-17", Statement: { ...statement, ...members }, ...policy }) as Policy;

describe("what the data source would print otherwise is left to jsonencode", () => {
  it.each<[string, object, object?]>([
    ["no Version, which it would write", {}, { Version: undefined }],
    ["a Version it refuses", {}, { Version: "2020-01-01" }],
    ["an Id that is none", {}, { Id: 1 }],
    ["a member of the policy it does not know", {}, { Comment: "x" }],
    ["a member of a statement it does not know", { Comment: "x" }],
    ["no statement", {}, { Statement: [] }],
    ["a statement that is a text", {}, { Statement: "x" }],
    ["no Effect, which it would take for Allow", { Effect: undefined }],
    ["an Effect in lower case", { Effect: "deny" }],
    ["a Sid it refuses", { Sid: "Allow use" }],
    ["a Sid that is no text", { Sid: 1 }],
    [
      "a Sid twice, which it refuses",
      {},
      {
        Statement: [
          { ...statement, Sid: "A" },
          { ...statement, Sid: "A" },
        ],
      },
    ],
    ["an empty list, which it would leave out", { Action: [] }],
    ["an action that is no text", { Action: [1] }],
    ["no principals", { Principal: {} }],
    ["a principal that is a text", { Principal: "arn:aws:iam::111111111111:root" }],
    ["a star by kind, which it would print as a star", { Principal: { "*": "*" } }],
    ["an empty condition", { Condition: {} }],
    ["an operator without keys", { Condition: { StringEquals: {} } }],
    ["a key without values", { Condition: { StringEquals: { a: [] } } }],
    ["a value that is null", { Condition: { Null: { a: null } } }],
    ["a number it would print otherwise", { Condition: { NumericEquals: { a: 1.5 } } }],
    ["a text it would rewrite", { Resource: "&{aws:username}" }],
    ["a principal it would rewrite", { Principal: { AWS: "&{x}" } }],
  ])("%s", (_what, members, policy) => {
    // Members that are undefined are none.
    const given = JSON.parse(JSON.stringify(policyOf(members, policy)));
    expect(policyDocument(given)).toEqual({
      ok: false,
      because: expect.stringMatching(/^\S.*\w$|`$/),
    });
  });
});

describe("what it can say is said in its own words", () => {
  it.each<[string, object, object, string]>([
    ["policy variables", { Resource: "a/${aws:username}" }, {}, '"a/&{aws:username}"'],
    [
      "texts that look like variables, in a version that has none",
      { Resource: "a/${b}" },
      { Version: "2008-10-17" },
      '"a/$${b}"',
    ],
    ["everyone", { Principal: "*" }, {}, 'type        = "*"'],
    ["the opposite", { NotPrincipal: { AWS: "1" } }, {}, "not_principals {"],
    ["a boolean", { Condition: { Bool: { a: true } } }, {}, 'values   = ["true"]'],
    ["an Id", {}, { Id: "x" }, 'policy_id = "x"'],
  ])("%s", (_what, members, policy, words) => {
    const document = policyDocument(policyOf(members, policy));
    expect(document.ok && hclFile(document.body)).toContain(words);
  });
});
