import { expect, test } from "vitest";
import type { Condition } from "#policy";
import { authorize } from "../authorizer/authorize.ts";
import type { AccessRequest, PolicySet } from "../authorizer/types.ts";
import { compareReach } from "./compare.ts";
import { holds, holdsWhateverElse } from "./holds.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const resource = "arn:aws:kms:us-east-1:222222222222:key/k";

/** What everyone may do under a condition, but for another one. */
const policiesWith = (allowed: Condition, denied?: Condition): PolicySet => {
  const statement = { Principal: "*", Action: "kms:Decrypt", Resource: "*" } as const;
  return {
    resourcePolicy: {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", ...statement, Condition: allowed },
        ...(denied ? [{ Effect: "Deny" as const, ...statement, Condition: denied }] : []),
      ],
    },
  };
};
const requestWith = (value: string): AccessRequest => ({
  principal: "arn:aws:iam::222222222222:role/R",
  action: "kms:Decrypt",
  resource,
  context: { "aws:x": value },
});
const questionOf = (condition: Condition): ReachQuestion => ({
  policies: policiesWith(condition),
  resource,
  requests: "any",
});
const nobody: Claim = {
  id: "nobody",
  says: "Nobody decrypts",
  never: { principals: ["*"], actions: ["kms:Decrypt"], resources: ["*"] },
};

/** Two ways in which one key is compared, and a value that both allow though no example of it is likely. */
const mixed: [string, Condition, value: string][] = [
  [
    "a number and a pattern",
    { NumericLessThan: { "aws:x": "30" }, StringLike: { "aws:x": "2*7*3" } },
    "2.73",
  ],
  [
    "a date and a pattern",
    { DateGreaterThan: { "aws:x": "2026-01-01T00:00:00Z" }, StringLike: { "aws:x": "*-02-*7:0*" } },
    "2027-02-01T07:00:00Z",
  ],
  [
    "an address and a pattern",
    { IpAddress: { "aws:x": "10.0.0.0/8" }, StringLike: { "aws:x": "*.7?.8?.*" } },
    "10.71.82.9",
  ],
  [
    "a number and a date",
    { NumericGreaterThan: { "aws:x": "1000" }, DateLessThan: { "aws:x": "2001-09-09T00:00:00Z" } },
    "50000",
  ],
];

test.each(mixed)(
  "%s: refuted, allowed or not decided, never proved or left out",
  (_name, condition, value) => {
    const question = questionOf(condition);
    const request = requestWith(value);
    expect(authorize(request, policiesWith(condition), { trace: false }).outcome).toBe("allowed");
    expect(holds(nobody, question).result).not.toBe("proved");
    expect(holdsWhateverElse([nobody], question)[0]?.result).not.toBe("proved");
    const { allowed, undecided } = reach(question);
    expect([...allowed, ...undecided].some((cell) => cellIncludes(cell, request))).toBe(true);
    const nothing = { ...question, policies: {} };
    const compared = compareReach(nothing, question);
    const more = [...compared.gained, ...compared.undecided];
    expect(more.some((cell) => cellIncludes(cell, request))).toBe(true);
  },
);

/** What is allowed, some spellings of it that are denied, and one more that no policy writes. */
const spelled: [string, Condition, denied: Condition, value: string][] = [
  [
    "a number",
    { NumericEquals: { "aws:x": "5" } },
    { StringEquals: { "aws:x": ["5", "05", "5.0"] } },
    "5.00",
  ],
  [
    "a date",
    { DateEquals: { "aws:x": "2020-01-01T00:00:00Z" } },
    { StringEquals: { "aws:x": ["2020-01-01T00:00:00Z", "1577836800"] } },
    "2020-01-01",
  ],
  [
    "an address",
    { IpAddress: { "aws:x": "2001:db8::1/128" } },
    {
      StringEquals: {
        "aws:x": ["2001:db8::1/128", "2001:db8:0:0:0:0:0:1", "2001:db8:0:0:0:0:0:1/128"],
      },
    },
    "2001:db8::1",
  ],
  [
    "bytes",
    { BinaryEquals: { "aws:x": "YWJj" } },
    { StringEquals: { "aws:x": ["YWJj", "YWJj="] } },
    "YWJj==",
  ],
  [
    "a text in any case",
    { StringEqualsIgnoreCase: { "aws:x": "abc" } },
    { StringEquals: { "aws:x": ["abc", "ABC"] } },
    "aBc",
  ],
];

test.each(spelled)("%s in a spelling that no policy writes is not left out", (_name, ...given) => {
  const [allowed, denied, value] = given;
  const policies = policiesWith(allowed, denied);
  const request = requestWith(value);
  expect(authorize(request, policies, { trace: false }).outcome).toBe("allowed");
  for (const requests of ["any", "real"] as const) {
    const question: ReachQuestion = { policies, resource, requests };
    expect(holds(nobody, question).result).not.toBe("proved");
    const found = reach(question);
    const cells = [...found.allowed, ...found.undecided];
    expect(cells.some((cell) => cellIncludes(cell, request))).toBe(true);
  }
});

test("one way of comparing, or texts without wildcards beside numbers, are decided", () => {
  for (const condition of [
    { NumericLessThan: { "aws:x": "30" }, NumericGreaterThan: { "aws:x": "7" } },
    { NumericLessThan: { "aws:x": "30" }, StringEquals: { "aws:x": ["7", "seven"] } },
    { StringLike: { "aws:x": ["2*7*3", "a?"] }, StringNotLike: { "aws:x": "*b" } },
    { NumericLessThan: { "aws:x": "30" }, StringLike: { "aws:y": "2*7*3" } },
  ])
    expect(holds(nobody, questionOf(condition)).result).toBe("refuted");
});
