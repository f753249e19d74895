import { expect, test } from "vitest";
import type { Policy } from "./document.ts";
import { parseDocument } from "./parse.ts";
import { printPolicy } from "./print.ts";
import { withStatement } from "./statement-edits.ts";

const allow = { Sid: "Allow", Effect: "Allow" as const, Action: "kms:Decrypt", Resource: "*" };
const printed = JSON.stringify(allow, null, 2);

test.each<[string, Policy]>([
  ["one", { Version: "2012-10-17", Statement: [{ ...allow, Sid: "First" }] }],
  ["none", { Version: "2012-10-17", Statement: [] }],
])("a statement joins %s, printed as the document is", (_, policy) => {
  const before = printPolicy(policy);
  const after = withStatement(before, printed) ?? "";
  const expected = { ...policy, Statement: [...(policy.Statement as []), allow] };
  const parsed = parseDocument(after);
  expect(parsed.ok && parsed.policy).toEqual(expected);
  expect(after).toBe(printPolicy(expected));
});

test("the rest stays byte for byte, however it is written", () => {
  const odd = '{"Statement":[ {"Sid":"x"}  ],\t"Id":"y"}';
  expect(withStatement(odd, printed)).toMatch(
    /^\{"Statement":\[ \{"Sid":"x"\},\n[\s\S]*\} {2}\],\t"Id":"y"\}$/,
  );
});

test.each(["{", "[]", '{"Statement":{}}', "{}"])("%s takes none", (text) => {
  expect(withStatement(text, printed)).toBeUndefined();
});
