import { expect, it } from "vitest";
import { authorize, createAuthorizerCache } from "#engine";
import type { Policy } from "#policy";
import { requestAt } from "./moment.ts";
import { nameOfTime, timesAsked } from "./times-asked.ts";

const request = {
  principal: "arn:aws:iam::111111111111:role/R",
  action: "kms:ListKeys",
  resource: "*",
  context: { "aws:PrincipalTag/until": "2026-12-01T00:00:00Z" },
};

function policyAbout(operator: string, key: string, value: string): Policy {
  const about = { Action: "*", Resource: "*", Condition: { [operator]: { [key]: value } } };
  return { Version: "2012-10-17", Statement: [{ Effect: "Allow", ...about }] };
}

const cache = createAuthorizerCache();
const outcomeAt = (policy: Policy, time: string) =>
  authorize(requestAt(request, time), { identityPolicies: [policy] }, { trace: false, cache })
    .outcome;

const times = [
  "2026-06-30T00:00:00Z",
  "2026-11-30T23:59:59Z",
  "2026-12-01T00:00:00Z",
  "2026-12-01T01:00:00Z",
  "2026-12-31T23:59:59Z",
  "2027-01-01T00:00:00Z",
  "2027-06-30T00:00:00Z",
];
const written = [
  ...["2027", "2026-12", "2026-12-01", "2026-12-01T00:00Z", "2026-12-01T02:00:00+01:00"],
  ...["2026-12-01T00:00:00", "2026-12-01T00:00:00.5Z", "1796083200", "1796083200.5", "179608"],
  ...["2026-12-01T24:00:00Z", "2026-02-30", "20271", "999999999999", "*", "2026-12-*", "true"],
  "${aws:CurrentTime}",
];
const keys = ["aws:CurrentTime", "aws:EpochTime", "aws:PrincipalTag/until"];
const operators = ["DateLessThan", "DateEquals", "NumericLessThan", "StringLike", "Null"];

it.each(operators)(
  "decides calls at times of one name alike, whatever a policy compares by %s",
  (operator) => {
    const different = keys.flatMap((key) =>
      written.filter((value) => {
        const policy = policyAbout(operator, key, value);
        const asked = timesAsked({}, [{ text: JSON.stringify(policy) }]);
        const outcomes = new Map<string, string>();
        return times.some((time) => {
          const name = asked ? nameOfTime(asked, time) : "";
          const outcome = outcomeAt(policy, time);
          const before = outcomes.get(name) ?? outcome;
          outcomes.set(name, outcome);
          return outcome !== before;
        });
      }),
    );
    expect(different).toEqual([]);
  },
);

it.each([
  ["a year", policyAbout("DateLessThan", "aws:CurrentTime", "2027"), [Date.UTC(2027)]],
  ["seconds", policyAbout("DateLessThan", "aws:EpochTime", "1796083200"), [1_796_083_200_000]],
])("%s is the moment that a policy names", (_, policy, moments) => {
  expect(timesAsked({}, [{ text: JSON.stringify(policy) }])).toEqual({ moments, isAll: true });
});

it("finds a time under a key that is written with an escape", () => {
  const text = JSON.stringify(policyAbout("DateLessThan", "aws:CurrentTime", "2027"));
  const escaped = text.replace("aws:CurrentTime", "aws:Current\\u0054ime");
  expect(timesAsked({}, [{ text: escaped }])).toEqual(timesAsked({}, [{ text }]));
});
