import { describe, expect, test } from "vitest";
import { key, onBucket, policyOf, role, session, user } from "#testing/calls-in-one-account";
import { type AccessRequest, authorize, explainDecision, type PolicySet } from "../../index.ts";

const allow = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
const allowAll = policyOf(allow);
const denyAll = { ...allow, Sid: "Stop", Effect: "Deny" };
const silent = policyOf({ ...allow, Action: "ec2:*", Principal: "*" });

const onKey = { action: "kms:Decrypt", resource: key };
const explain = (asked: Partial<AccessRequest>, policies: PolicySet) =>
  explainDecision(authorize({ ...onBucket, ...asked }, policies));

/** What a sentence says after the semicolon. */
const missIn = (sentence: string) => /; (.*)\.$/.exec(sentence)?.[1];

describe("the statement that came closest: what it needs and what the call has", () => {
  const context = {
    "aws:A": "x",
    "aws:List": ["p", "q", "r", "s", "t"],
    "aws:Number": "6",
    "kms:ViaService": "ec2.us-east-1.amazonaws.com",
  };
  const miss = (parts: object, asked: Partial<AccessRequest> = { context }) =>
    missIn(explain(asked, { identityPolicies: [policyOf({ ...allow, Sid: "Near", ...parts })] }));

  test.each<[object, string | undefined]>([
    [{ StringEquals: { "aws:A": "y" } }, "its aws:A is y and the call has x"],
    [{ StringEquals: { "aws:A": ["1", "2", "3"] } }, "its aws:A is 1 or 2 or 3 and the call has x"],
    [
      { StringEquals: { "aws:A": ["1", "2", "3", "4"] } },
      "its aws:A is 1 or 2 or 3 or 1 more and the call has x",
    ],
    [
      { StringEquals: { "aws:A": ["1", "2", "3", "4", "5", "6"] } },
      "its aws:A is 1 or 2 or 3 or 3 more and the call has x",
    ],
    [{ StringEquals: { "aws:A": [] } }, "its aws:A is nothing and the call has x"],
    [{ StringEquals: { "AWS:None": "y" } }, "its AWS:None is y and the call has none"],
    [
      { "ForAllValues:StringEquals": { "aws:List": "p" } },
      "its aws:List is p and the call has p or q or r or 2 more",
    ],
    [{ "ForAnyValue:StringLikeIfExists": { "aws:A": "y*" } }, "its aws:A is y* and the call has x"],
    [{ StringEqualsIgnoreCase: { "aws:A": "Y" } }, "its aws:A is Y and the call has x"],
    [
      { StringNotEquals: { "aws:A": ["x", "y"] } },
      "its aws:A must not be x or y and the call has x",
    ],
    [
      { "ForAllValues:StringNotLikeIfExists": { "aws:List": "p" } },
      "its aws:List must not be p and the call has p or q or r or 2 more",
    ],
    [{ NumericEquals: { "aws:Number": 5 } }, "its aws:Number is 5 and the call has 6"],
    [
      { NumericLessThan: { "aws:Number": 5 } },
      "its aws:Number (NumericLessThan) is 5 and the call has 6",
    ],
    [
      { NumericLessThanEqualsIfExists: { "aws:Number": 5 } },
      "its aws:Number (NumericLessThanEquals) is 5 and the call has 6",
    ],
    [
      { "ForAnyValue:NumericGreaterThan": { "aws:Number": 7 } },
      "its aws:Number (NumericGreaterThan) is 7 and the call has 6",
    ],
    [{ "ForAllValues:DateLessThanIfExists": { "aws:Number": "2020-01-01" } }, undefined],
    [{ DateEquals: { "aws:A": "2020-01-01" } }, "its aws:A is 2020-01-01 and the call has x"],
    [{ IpAddress: { "aws:A": "10.0.0.0/8" } }, "its aws:A is 10.0.0.0/8 and the call has x"],
    [{ NotIpAddress: { "aws:A": "10.0.0.0/8" } }, undefined],
    [{ Bool: { "aws:A": "true" } }, "its aws:A is true and the call has x"],
    [{ BinaryEquals: { "aws:A": "QUJD" } }, "its aws:A is QUJD and the call has x"],
    [
      { ArnLike: { "aws:A": "arn:aws:iam::*:role/*" } },
      "its aws:A is arn:aws:iam::*:role/* and the call has x",
    ],
    [
      { StringEquals: { "aws:A": "${aws:None}${aws:Other}" } },
      "its aws:A is ${aws:None}${aws:Other} (the call has no aws:none, aws:other) and the call has x",
    ],
    [
      { StringEquals: { "KMS:viaService": "s3.us-east-1.amazonaws.com" } },
      "its KMS:viaService is s3.us-east-1.amazonaws.com and the call comes by ec2.us-east-1.amazonaws.com",
    ],
    [{ Null: { "aws:A": "true" } }, "it wants no aws:A and the call has x"],
    [{ Null: { "aws:A": "TRUE" } }, "it wants no aws:A and the call has x"],
    [{ Null: { "aws:None": "false" } }, "it wants aws:None and the call has none"],
    [{ Null: { "aws:None": [] } }, "it wants aws:None and the call has none"],
    [{ Sounds: { "aws:A": "x" } }, "its Condition cannot be used: there is no operator `Sounds`"],
  ])("%j", (Condition, clause) => {
    const expected = clause === undefined ? undefined : `statement Near would, but ${clause}`;
    expect(miss({ Condition })).toBe(expected);
  });

  test("a call that comes by no service", () => {
    const Condition = { StringEquals: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } };
    expect(miss({ Condition }, {})).toBe(
      "statement Near would, but its kms:ViaService is s3.us-east-1.amazonaws.com and the call comes by no service",
    );
  });

  test.each<[object, string]>([
    [
      { Resource: ["arn:aws:s3:::c", "arn:aws:s3:::d"] },
      "it is for arn:aws:s3:::c or arn:aws:s3:::d",
    ],
    [{ Resource: [] }, "it is for nothing"],
    [
      { Resource: "arn:aws:s3:::${aws:None}" },
      "it is for arn:aws:s3:::${aws:None} (the call has no aws:none)",
    ],
    [{ Resource: undefined, NotResource: "arn:aws:s3:::b/*" }, "it leaves out arn:aws:s3:::b/*"],
    [
      { Resource: undefined, NotResource: "arn:aws:s3:::b/o${aws:None, ''}" },
      "it leaves out arn:aws:s3:::b/o${aws:None, ''}",
    ],
    [{ Resource: undefined }, "its Resource cannot be used: it is missing"],
    [{ Principal: "*" }, "its Principal cannot be used: it must not stand in such a document"],
  ])("%j", (parts, clause) => {
    expect(miss(parts)).toBe(`statement Near would, but ${clause}`);
  });

  test("a statement is called by its place where it has no Sid", () => {
    const near = { ...allow, Sid: undefined, Resource: "arn:aws:s3:::c" };
    expect(
      missIn(explain({}, { identityPolicies: [policyOf({ ...near, Action: "ec2:*" }, near)] })),
    ).toBe("statement 2 would, but it is for arn:aws:s3:::c");
  });
});

describe("which statement is the closest", () => {
  const own = (...statements: object[]) =>
    missIn(
      explain(
        {},
        { identityPolicies: [policyOf(...statements.map((one) => ({ ...allow, ...one })))] },
      ),
    );
  const byCondition = { Sid: "Condition", Condition: { StringEquals: { "aws:A": "x" } } };
  const byResource = { Sid: "Resource", Resource: "arn:aws:s3:::c" };
  const unread = { Sid: "Unread", Resource: 5 };

  test("a condition before a resource, a resource before what cannot be read, another action never", () => {
    const otherAction = { Sid: "Action", Action: "ec2:*" };
    const noAction = { Sid: "None", Action: 5 };
    const deny = { Sid: "Deny", Effect: "Deny", Condition: { StringEquals: { "aws:A": "x" } } };
    const noEffect = { Sid: "Effect", Effect: "Perhaps" };
    for (const turn of [(list: object[]) => list, (list: object[]) => list.toReversed()]) {
      expect(own(...turn([byResource, byCondition, unread, deny]))).toContain(
        "statement Condition would",
      );
      expect(own(...turn([unread, byResource, otherAction, deny]))).toContain(
        "statement Resource would",
      );
      expect(own(...turn([unread, otherAction, noAction, noEffect]))).toContain(
        "statement Unread would",
      );
      expect(own(...turn([otherAction, noAction, deny, noEffect]))).toBeUndefined();
    }
  });

  test("of two alike the first", () => {
    expect(own(byCondition, { ...byCondition, Sid: "Second" })).toContain(
      "statement Condition would",
    );
    expect(own(unread, byResource, { ...byResource, Sid: "Second" })).toContain(
      "statement Resource would",
    );
  });

  test("of a key policy's statements, those for other callers, but not for other accounts", () => {
    const forUser = (...principals: string[]) =>
      missIn(
        explain(onKey, {
          resourcePolicy: policyOf(
            ...principals.map((AWS, at) => ({
              ...allow,
              Sid: `S${at}`,
              Principal: { AWS: AWS.split(" ") },
            })),
          ),
        }),
      );
    const others = "222222222222";
    expect(forUser(role)).toBe(`statement S0 would, but it is for ${role}`);
    expect(forUser(others, role)).toBe(`statement S1 would, but it is for ${role}`);
    expect(forUser(`${others} ${role}`)).toBe(
      `statement S0 would, but it is for ${others} or ${role}`,
    );
    expect(forUser(others)).toBeUndefined();
    expect(forUser(`arn:aws:iam::${others}:root`)).toBeUndefined();
    expect(forUser(`${others} arn:aws:iam::${others}:root`)).toBeUndefined();
    expect(forUser(`arn:aws:iam::${others}:role/root`)).toContain("statement S0 would");
    const spared = policyOf({ ...allow, NotPrincipal: { AWS: [user, role] } });
    expect(missIn(explain(onKey, { resourcePolicy: spared }))).toBe(
      `statement All would, but it leaves out ${user} or ${role}`,
    );
  });

  test("of the policies that would have had to allow it", () => {
    const near = (Sid: string, principal?: string) =>
      policyOf({
        ...allow,
        Sid,
        Resource: "arn:aws:s3:::c",
        ...(principal ? { Principal: principal } : {}),
      });
    const allowed = { identityPolicies: [allowAll] };
    const misses = (policies: PolicySet, asked: Partial<AccessRequest> = {}) =>
      missIn(explain(asked, policies));
    const clause = (sid: string) => `statement ${sid} would, but it is for arn:aws:s3:::c`;
    // The bucket's policy is as near, and comes after.
    expect(misses({ identityPolicies: [near("I")], resourcePolicy: near("B", "*") })).toBe(
      clause("I"),
    );
    expect(misses({ resourcePolicy: near("B", "*") })).toBe(clause("B"));
    expect(misses({ identityPolicies: [near("I")], permissionsBoundary: [near("P")] })).toBe(
      clause("I"),
    );
    expect(misses({ ...allowed, permissionsBoundary: [near("P")] })).toBe(clause("P"));
    expect(misses({ ...allowed, sessionPolicies: [near("S")] }, { principal: session })).toBe(
      clause("S"),
    );
    expect(
      misses(
        { ...allowed, permissionsBoundary: [near("P")], sessionPolicies: [allowAll] },
        { principal: session },
      ),
    ).toBe(clause("P"));
    expect(misses({ identityPolicies: [near("I")], resourcePolicy: near("K", "*") }, onKey)).toBe(
      clause("K"),
    );
    // Of two levels the one that is silent, though the other has a near miss too.
    const two = policyOf(allow, { ...allow, Sid: "Other", Resource: "arn:aws:s3:::c" });
    expect(misses({ ...allowed, serviceControlPolicies: [[two], [near("L2")]] })).toBe(
      clause("L2"),
    );
    expect(misses({ ...allowed, serviceControlPolicies: [[near("L1")], [two]] })).toBe(
      clause("L1"),
    );
    expect(
      misses({ ...allowed, serviceControlPolicies: [[silent], [near("L2")]] }),
    ).toBeUndefined();
    const open = policyOf(
      { ...allow, Principal: "*" },
      { ...allow, Sid: "Other", Resource: "x", Principal: "*" },
    );
    expect(misses({ ...allowed, endpointPolicies: [open, near("E2", "*")] })).toBe(clause("E2"));
    expect(misses({ ...allowed, endpointPolicies: [near("E1", "*"), open] })).toBe(clause("E1"));
    // What is allowed or denied has none.
    expect(
      misses({ identityPolicies: [policyOf({ ...allow, Resource: "x" }, allow)] }),
    ).toBeUndefined();
    expect(misses({ identityPolicies: [near("I"), policyOf(denyAll)] })).toBeUndefined();
  });
});
