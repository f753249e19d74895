import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { type Policy, parseDocument, printPolicy, type Statement } from "#policy";
import { authorize, explainDecision, requestContext } from "../index.ts";
import type { AccessRequest, PolicySet } from "./types.ts";

/** Samples take long on a busy machine. */
vi.setConfig({ testTimeout: 60_000 });

const accounts = ["111111111111", "222222222222"];
const key = "arn:aws:kms:us-east-1:222222222222:key/k";
const principals = [
  ...accounts.flatMap((account) => [
    `arn:aws:iam::${account}:user/u`,
    `arn:aws:iam::${account}:role/path/r`,
    `arn:aws:sts::${account}:assumed-role/r/s`,
    `arn:aws:iam::${account}:root`,
  ]),
  "ec2.amazonaws.com",
  "*",
];
const actions = [
  "kms:Decrypt",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "sts:AssumeRole",
  "s3:GetObject",
];
const resources = [key, "*", "arn:aws:iam::222222222222:role/r", "arn:aws:s3:::b/o"];

const oneOrMore = <T>(...values: T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { maxLength: 3 }));

/** Mostly the usual thing: refusals add up, and a sample must be allowed now and then. */
const rarely = <T, U>(value: fc.Arbitrary<T>, usual: U) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: value });

const condition = fc.dictionary(
  fc.constantFrom(
    "StringEquals",
    "StringNotLike",
    "Null",
    "ForAllValues:StringLike",
    "Nonsense",
    "Bool",
  ),
  fc.dictionary(
    fc.constantFrom("kms:ViaService", "aws:PrincipalOrgID"),
    oneOrMore("ec2*", "o-1", "true", "${aws:x}"),
    {
      minKeys: 1,
      maxKeys: 2,
    },
  ),
  { maxKeys: 2 },
);
const principalMap = fc.record(
  { AWS: oneOrMore(...principals, ...accounts), Service: oneOrMore("ec2.amazonaws.com") },
  { requiredKeys: [] },
);
const element = (name: string, value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.constantFrom(name, name, name, `Not${name}`), value)
    .map(([key_, found]) => ({ [key_]: found }));
const actionElement = element("Action", oneOrMore("kms:*", "kms:De*", "*", "*", ...actions));
const resourceElement = element(
  "Resource",
  oneOrMore("*", "*", "*", "arn:aws:kms:*", ...resources),
);

const statement = (effect: "Allow" | "Deny", withPrincipal: boolean) =>
  fc
    .tuple(
      actionElement,
      resourceElement,
      withPrincipal
        ? element("Principal", fc.oneof(fc.constant("*"), principalMap))
        : fc.constant({}),
      rarely(condition, undefined),
    )
    .map(([action, resource, principal, found]): Statement => {
      const parts = { Effect: effect, ...principal, ...action, ...resource };
      return found === undefined ? parts : { ...parts, Condition: found };
    });

const policy = (withPrincipal: boolean) =>
  fc.record({
    Version: fc.constantFrom("2012-10-17", "2008-10-17"),
    Statement: fc.array(
      fc.oneof(
        statement("Allow", withPrincipal),
        statement("Allow", withPrincipal),
        statement("Deny", withPrincipal),
      ),
      { maxLength: 4 },
    ),
  });
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 2 });

const request: fc.Arbitrary<AccessRequest> = fc.record({
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom(...actions),
  resource: fc.constantFrom(...resources),
  context: fc.dictionary(
    fc.constantFrom("kms:ViaService", "aws:PrincipalOrgID", "aws:x"),
    oneOrMore("ec2.us-east-1.amazonaws.com", "o-1", "*", ""),
    { maxKeys: 3 },
  ),
});
const policySet = fc.record({
  identityPolicies: some(policy(false)),
  permissionsBoundary: rarely(some(policy(false)), []),
  sessionPolicies: rarely(some(policy(false)), []),
  resourcePolicy: policy(true),
  serviceControlPolicies: rarely(fc.array(some(policy(false)), { maxLength: 2 }), []),
  resourceControlPolicies: rarely(fc.array(some(policy(true)), { maxLength: 1 }), []),
  endpointPolicies: rarely(some(policy(true)), []),
});

/** A set in which one of its policies is another. */
function changePolicy(set: PolicySet, pick: number, change: (policy: Policy) => Policy): PolicySet {
  const places = Object.entries(set).flatMap(([slot, value]) =>
    placesIn(value).map((path) => [slot, ...path]),
  );
  const place = places[pick % places.length] ?? [];
  return changeAt(set, place, change) as PolicySet;
}

function placesIn(value: unknown): string[][] {
  if (!Array.isArray(value)) return [[]];
  return value.flatMap((entry, at) => placesIn(entry).map((path) => [String(at), ...path]));
}

function changeAt(
  value: unknown,
  [next, ...rest]: string[],
  change: (policy: Policy) => Policy,
): unknown {
  if (next === undefined) return change(value as Policy);
  if (Array.isArray(value))
    return value.map((entry, at) => (String(at) === next ? changeAt(entry, rest, change) : entry));
  const record = value as Record<string, unknown>;
  return { ...record, [next]: changeAt(record[next], rest, change) };
}

const added = (extra: Statement) => (found: Policy) => ({
  ...found,
  Statement: [...((found.Statement as Statement[]) ?? []), extra],
});
const isAllowed = (asked: AccessRequest, set: PolicySet) =>
  authorize(asked, set).outcome === "allowed";
const anywhere = fc.nat(20);
const runs = { numRuns: 600 };

describe("laws", () => {
  test("the samples are allowed and denied often enough to mean something", () => {
    const outcomes = fc
      .sample(fc.tuple(request, policySet), 2_000)
      .map(([asked, set]) => authorize(asked, set).outcome);
    for (const outcome of ["allowed", "explicitly-denied", "implicitly-denied"])
      expect(outcomes.filter((one) => one === outcome).length).toBeGreaterThan(40);
  });

  test("adding a Deny never allows", () => {
    const extra = fc.oneof(statement("Deny", true), statement("Deny", false));
    fc.assert(
      fc.property(request, policySet, extra, anywhere, (asked, set, deny, pick) => {
        if (!isAllowed(asked, set))
          expect(isAllowed(asked, changePolicy(set, pick, added(deny)))).toBe(false);
      }),
      runs,
    );
  });

  test("adding an Allow never denies", () => {
    const extra = fc.oneof(statement("Allow", true), statement("Allow", false));
    fc.assert(
      fc.property(request, policySet, extra, anywhere, (asked, set, allow, pick) => {
        if (isAllowed(asked, set))
          expect(isAllowed(asked, changePolicy(set, pick, added(allow)))).toBe(true);
      }),
      runs,
    );
  });

  test("the order of statements never matters", () => {
    fc.assert(
      fc.property(request, policySet, anywhere, (asked, set, pick) => {
        const turned = changePolicy(set, pick, (found) => ({
          ...found,
          Statement: [...(found.Statement as Statement[])].reverse(),
        }));
        expect(authorize(asked, turned, { trace: false })).toEqual(
          authorize(asked, set, { trace: false }),
        );
      }),
      runs,
    );
  });

  test("widening an action or a resource under Allow never denies", () => {
    const widen = (texts: unknown) => [texts].flat().map((text) => `${String(text).slice(0, -1)}*`);
    const wider = (one: Statement): Statement => {
      if (one.Effect !== "Allow") return one;
      return {
        ...one,
        ...(one.Action === undefined ? {} : { Action: widen(one.Action) }),
        ...(one.Resource === undefined ? {} : { Resource: widen(one.Resource) }),
      };
    };
    fc.assert(
      fc.property(request, policySet, anywhere, (asked, set, pick) => {
        const widened = changePolicy(set, pick, (found) => ({
          ...found,
          Statement: (found.Statement as Statement[]).map(wider),
        }));
        if (isAllowed(asked, set)) expect(isAllowed(asked, widened)).toBe(true);
      }),
      runs,
    );
  });

  test("a policy that is printed and parsed decides the same", () => {
    fc.assert(
      fc.property(request, policySet, anywhere, (asked, set, pick) => {
        const again = changePolicy(set, pick, (found) => {
          const parsed = parseDocument(printPolicy(found));
          if (!parsed.ok) throw new Error("what was printed does not parse");
          return parsed.policy;
        });
        expect(authorize(asked, again)).toEqual(authorize(asked, set));
      }),
      runs,
    );
  });

  test("the trace agrees with the outcome", () => {
    fc.assert(
      fc.property(request, policySet, (asked, set) => {
        const { outcome, reason, trace } = authorize(asked, set);
        const denying = trace.statements.some(
          (one) => one.result === "applies" && one.effect === "Deny",
        );
        expect(denying).toBe(outcome === "explicitly-denied");
        for (const layer of trace.layers.filter(({ says }) => says !== "does-not-apply")) {
          const allowing = trace.statements.some(
            (one) =>
              one.result === "applies" &&
              one.effect === "Allow" &&
              one.at.slot === layer.slot &&
              one.at.level === layer.level,
          );
          if (layer.says === "nothing" && layer.slot !== "endpointPolicies")
            expect(allowing).toBe(false);
          if (layer.says === "allows") expect(allowing).toBe(true);
        }
        expect(reason.kind.startsWith("allowed")).toBe(outcome === "allowed");
      }),
      runs,
    );
  });

  test("what AWS fills in never takes away what the request says", () => {
    fc.assert(
      fc.property(request, (asked) => {
        expect(requestContext(asked)).toMatchObject(asked.context ?? {});
      }),
    );
  });
});

describe("never throws", () => {
  const word = fc.constantFrom(
    "Version",
    "Statement",
    "Effect",
    "Allow",
    "Deny",
    "Action",
    "Principal",
    "AWS",
    "Resource",
    "Condition",
    "StringEquals",
    "2012-10-17",
    "*",
    "kms:*",
    "__proto__",
    "constructor",
    "${",
    "${aws:x, '",
    ...principals,
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.constantFrom(null, true, 0),
      fc.array(tie("json"), { maxLength: 3 }),
      fc.dictionary(word, tie("json"), { maxKeys: 4 }),
    ),
  }));
  const garbageStatement = fc.dictionary(
    fc.constantFrom(
      "Sid",
      "Effect",
      "Action",
      "NotAction",
      "Principal",
      "NotPrincipal",
      "Resource",
      "Condition",
    ),
    json,
  );
  const garbagePolicy = fc.oneof(
    json,
    fc.record({ Version: json, Statement: fc.oneof(garbageStatement, fc.array(garbageStatement)) }),
  );
  const slots = [
    "identityPolicies",
    "permissionsBoundary",
    "sessionPolicies",
    "resourcePolicy",
    "serviceControlPolicies",
    "resourceControlPolicies",
    "endpointPolicies",
    "grants",
  ];
  const garbageSet = fc.oneof(
    json,
    fc.dictionary(fc.constantFrom(...slots), fc.oneof(garbagePolicy, fc.array(garbagePolicy))),
  );

  test("on any JSON in any place of a policy set", () => {
    fc.assert(
      fc.property(request, garbageSet, (asked, set) => {
        explainDecision(authorize(asked, set as PolicySet));
      }),
      { numRuns: 1_000 },
    );
  });

  test("on any JSON as a request", () => {
    const garbage = fc.oneof(
      json,
      fc.record({
        principal: json,
        action: json,
        resource: json,
        resourceAccount: json,
        context: json,
      }),
    );
    fc.assert(
      fc.property(garbage, policySet, (asked, set) => {
        explainDecision(authorize(asked as AccessRequest, set));
        requestContext(asked as AccessRequest);
      }),
      { numRuns: 600 },
    );
  });
});
