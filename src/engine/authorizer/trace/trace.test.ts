import { expect, test } from "vitest";
import {
  account,
  key,
  onBucket,
  policyOf,
  role,
  root,
  session,
  user,
} from "#testing/calls-in-one-account";
import { type AccessRequest, authorize, type PolicySet, type Trace } from "../../index.ts";
import { layersOf } from "../evaluation/layers.ts";
import { viewRequest } from "../request/request-view.ts";
import { traceOf } from "./trace.ts";

const request: AccessRequest = {
  ...onBucket,
  context: { "aws:A": "x", "aws:List": ["x", "y"] },
};
const allow = { Effect: "Allow", Action: "*", Resource: "*" };
const traceOfCall = (asked: Partial<AccessRequest>, policies: PolicySet): Trace =>
  authorize({ ...request, ...asked }, policies).trace;

test("how a statement reaches its caller", () => {
  const principals = [role, session, root, account, "*"].map((AWS) => ({ AWS }));
  const resourcePolicy = policyOf(...principals.map((Principal) => ({ ...allow, Principal })));
  const reaches = (principal: string) =>
    traceOfCall(
      { principal, action: "kms:Decrypt", resource: key },
      { resourcePolicy },
    ).statements.map((found) => (found.result === "applies" ? found.reaches : found.failure.kind));
  expect(reaches(session)).toEqual([
    "through-role",
    "directly",
    "through-account",
    "through-account",
    "directly",
  ]);
  expect(reaches(role)).toEqual([
    "through-role",
    "principal",
    "through-account",
    "through-account",
    "directly",
  ]);
  expect(reaches(user)).toEqual([
    "principal",
    "principal",
    "through-account",
    "through-account",
    "directly",
  ]);
  expect(reaches(root)).toEqual(["principal", "principal", "directly", "directly", "directly"]);
});

test("a whole trace: layers, places and statements in their order", () => {
  const denyOne = { Sid: "Stop", Effect: "Deny", Action: "kms:Decrypt", Resource: "*" };
  const { trace } = authorize(
    { principal: session, action: "kms:Decrypt", resource: key },
    {
      identityPolicies: [policyOf(), policyOf({ ...allow, Sid: "" }, { ...allow, Sid: 5 })],
      permissionsBoundary: [policyOf({ ...allow, Sid: "Bound" })],
      sessionPolicies: [policyOf(denyOne, allow)],
      resourcePolicy: policyOf({ ...allow, Sid: "Own", Principal: { AWS: root } }),
      serviceControlPolicies: [[policyOf(allow)], [policyOf({ ...allow, Sid: "Level2" })]],
      endpointPolicies: [
        policyOf({ ...allow, Principal: "*" }),
        policyOf({ ...allow, Sid: "Way", Action: "s3:*", Principal: "*" }),
      ],
      grants: [
        { granteePrincipal: user, operations: ["Decrypt"] },
        { granteePrincipal: role, operations: ["Decrypt"] },
      ],
    },
  );
  const applies = { result: "applies", effect: "Allow", reaches: "directly" };
  expect(trace).toStrictEqual({
    request: { principal: session, action: "kms:Decrypt", resource: key },
    decidingPolicy: "key-policy",
    crossAccount: false,
    layers: [
      { slot: "identityPolicies", says: "allows" },
      { slot: "permissionsBoundary", says: "allows" },
      { slot: "sessionPolicies", says: "denies" },
      { slot: "resourcePolicy", says: "allows" },
      { slot: "serviceControlPolicies", level: 0, says: "allows" },
      { slot: "serviceControlPolicies", level: 1, says: "allows" },
      { slot: "endpointPolicies", says: "allows" },
      { slot: "endpointPolicies", says: "nothing" },
    ],
    statements: [
      { ...applies, at: { slot: "identityPolicies", index: 1, statement: 0, sid: "" } },
      { ...applies, at: { slot: "identityPolicies", index: 1, statement: 1 } },
      { ...applies, at: { slot: "permissionsBoundary", index: 0, statement: 0, sid: "Bound" } },
      {
        ...applies,
        effect: "Deny",
        at: { slot: "sessionPolicies", index: 0, statement: 0, sid: "Stop" },
      },
      { ...applies, at: { slot: "sessionPolicies", index: 0, statement: 1 } },
      {
        ...applies,
        at: { slot: "resourcePolicy", index: 0, statement: 0, sid: "Own" },
        reaches: "through-account",
      },
      { ...applies, at: { slot: "serviceControlPolicies", level: 0, index: 0, statement: 0 } },
      {
        ...applies,
        at: { slot: "serviceControlPolicies", level: 1, index: 0, statement: 0, sid: "Level2" },
      },
      { ...applies, at: { slot: "endpointPolicies", index: 0, statement: 0 } },
      {
        result: "fails",
        effect: "Allow",
        at: { slot: "endpointPolicies", index: 1, statement: 0, sid: "Way" },
        failure: { kind: "action", element: "Action", written: ["s3:*"], found: "kms:Decrypt" },
        close: false,
      },
    ],
    grants: [
      { index: 0, result: "fails", problem: "the caller is not its grantee" },
      { index: 1, result: "allows" },
    ],
  });
});

test("a whole trace of layers that do not apply", () => {
  const set: PolicySet = {
    identityPolicies: [policyOf(allow)],
    permissionsBoundary: [policyOf(allow)],
    sessionPolicies: [policyOf(allow)],
    resourcePolicy: policyOf({ ...allow, Principal: "*" }),
    serviceControlPolicies: [[policyOf(allow)]],
    endpointPolicies: [policyOf({ ...allow, Principal: "*" })],
    grants: [{ granteePrincipal: user, operations: ["Decrypt"] }],
  };
  expect(
    authorize({ principal: "*", action: "kms:ListKeys", resource: "*" }, set).trace,
  ).toStrictEqual({
    request: { principal: "*", action: "kms:ListKeys", resource: "*" },
    decidingPolicy: "identity-policies",
    crossAccount: false,
    layers: [
      { slot: "identityPolicies", says: "does-not-apply" },
      { slot: "permissionsBoundary", says: "does-not-apply" },
      { slot: "sessionPolicies", says: "does-not-apply" },
      { slot: "resourcePolicy", says: "does-not-apply" },
      { slot: "serviceControlPolicies", level: 0, says: "does-not-apply" },
      { slot: "endpointPolicies", says: "allows" },
    ],
    statements: [
      {
        result: "applies",
        effect: "Allow",
        at: { slot: "endpointPolicies", index: 0, statement: 0 },
        reaches: "directly",
      },
    ],
    grants: [],
  });
});

test("a Deny before an Allow of the same layer is what the layer says", () => {
  const deny = { ...allow, Effect: "Deny" };
  const says = (...statements: object[]) =>
    traceOfCall({}, { identityPolicies: [policyOf(...statements)] }).layers[0]?.says;
  expect([says(deny, allow), says(allow, deny), says(deny), says(allow), says()]).toEqual([
    "denies",
    "denies",
    "denies",
    "allows",
    "nothing",
  ]);
});

test("grants are of a key, and a list", () => {
  const grants = [{ granteePrincipal: user, operations: ["Decrypt"] }];
  expect(traceOfCall({ action: "kms:Decrypt", resource: key }, { grants }).grants).toStrictEqual([
    { index: 0, result: "allows" },
  ]);
  expect(traceOfCall({}, { grants }).grants).toStrictEqual([]);
  for (const odd of [undefined, null, "x", {}, { length: 1 }, 5])
    expect(
      traceOfCall({ action: "kms:Decrypt", resource: key }, { grants: odd } as unknown as PolicySet)
        .grants,
    ).toStrictEqual([]);
});

test("a request without its members has empty texts in their place", () => {
  const { trace } = authorize({} as AccessRequest, {});
  expect(trace).toStrictEqual({
    request: { principal: "", action: "", resource: "" },
    decidingPolicy: "ordinary",
    crossAccount: false,
    layers: [{ slot: "identityPolicies", says: "does-not-apply" }],
    statements: [],
    grants: [],
  });
});

test("without a cache the trace is the same", () => {
  const set: PolicySet = {
    identityPolicies: [policyOf(allow)],
    resourcePolicy: policyOf({ ...allow, Principal: "*" }),
  };
  const view = viewRequest(request, false);
  expect(traceOf(view, layersOf(set, view), undefined)).toStrictEqual(
    authorize(request, set).trace,
  );
});
