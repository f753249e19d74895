import { describe, expect, test } from "vitest";
import {
  allow,
  allowAll,
  deny,
  denyAll,
  everyone,
  key,
  onBucket,
  policyOf,
  session,
  silent,
  user,
} from "#testing/calls-in-one-account";
import { type AccessRequest, authorize, type PolicySet } from "../../index.ts";
import { reach } from "../principal.ts";
import { viewRequest } from "../request/request-view.ts";
import type { Verdict } from "../types.ts";
import { allLayers, allowReach, denies, layersOf } from "./layers.ts";

/** Source: IAM User Guide, "Policy evaluation logic", "Policy evaluation for requests within a single account". */

const onKey: AccessRequest = { principal: user, action: "kms:Decrypt", resource: key };

const allowedBy = (by: string) => ({ outcome: "allowed", reason: { kind: "allowed", by } });
const refused = (reason: object) => ({ outcome: "implicitly-denied", reason });
const denied = (slot: string, level?: number) => ({
  outcome: "explicitly-denied",
  reason: { kind: "explicit-deny", slot, ...(level === undefined ? {} : { level }) },
});
const nothingAllows = refused({ kind: "nothing-allows" });
const guardrail = (slot: string, level: number) =>
  refused({ kind: "guardrail-silent", slot, level });

type Row = readonly [string, Partial<AccessRequest>, PolicySet, object];

const denials: readonly Row[] = [
  [
    "of an identity policy",
    {},
    { identityPolicies: [allowAll, denyAll] },
    denied("identityPolicies"),
  ],
  [
    "of the boundary",
    {},
    { identityPolicies: [allowAll], permissionsBoundary: [denyAll] },
    denied("permissionsBoundary"),
  ],
  [
    "of a session policy",
    { principal: session },
    { identityPolicies: [allowAll], sessionPolicies: [denyAll] },
    denied("sessionPolicies"),
  ],
  [
    "of the bucket's policy",
    {},
    { identityPolicies: [allowAll], resourcePolicy: policyOf({ ...deny, Principal: "*" }) },
    denied("resourcePolicy"),
  ],
  [
    "of the second level",
    {},
    { identityPolicies: [allowAll], serviceControlPolicies: [[allowAll], [denyAll]] },
    denied("serviceControlPolicies", 1),
  ],
  [
    "of a resource control policy",
    {},
    {
      identityPolicies: [allowAll],
      resourceControlPolicies: [[policyOf({ ...deny, Principal: "*" })]],
    },
    denied("resourceControlPolicies", 0),
  ],
  [
    "of an endpoint",
    {},
    {
      identityPolicies: [allowAll],
      endpointPolicies: [everyone, policyOf({ ...deny, Principal: "*" })],
    },
    denied("endpointPolicies"),
  ],
];

const guardrails: readonly Row[] = [
  [
    "one of each kind, and the first is silent",
    {},
    {
      identityPolicies: [allowAll],
      serviceControlPolicies: [[silent]],
      resourceControlPolicies: [[everyone]],
    },
    guardrail("serviceControlPolicies", 0),
  ],
  [
    "one of each kind, and the second is silent",
    {},
    {
      identityPolicies: [allowAll],
      serviceControlPolicies: [[allowAll]],
      resourceControlPolicies: [[silent]],
    },
    guardrail("resourceControlPolicies", 0),
  ],
  [
    "a level and an endpoint that is silent",
    {},
    {
      identityPolicies: [allowAll],
      serviceControlPolicies: [[allowAll]],
      endpointPolicies: [silent],
    },
    guardrail("endpointPolicies", 0),
  ],
  [
    "an endpoint alone",
    {},
    { identityPolicies: [allowAll], endpointPolicies: [silent] },
    guardrail("endpointPolicies", 0),
  ],
  [
    "an endpoint among a resource's two levels",
    {},
    {
      identityPolicies: [allowAll],
      resourceControlPolicies: [[everyone], [everyone]],
      endpointPolicies: [everyone, silent],
    },
    guardrail("endpointPolicies", 1),
  ],
  [
    "all allow",
    {},
    {
      identityPolicies: [allowAll],
      serviceControlPolicies: [[allowAll]],
      resourceControlPolicies: [[everyone]],
      endpointPolicies: [everyone],
    },
    allowedBy("identity-policies"),
  ],
];

/**
 * Sources: Organizations User Guide, "RCP syntax" (Principal and Resource are required); PrivateLink Guide, "Control access
 * to VPC endpoints using endpoint policies"; IAM User Guide, "IAM JSON policy elements".
 */
const missingElements: readonly Row[] = [
  [
    "an Allow without Principal in a resource control policy",
    {},
    { identityPolicies: [allowAll], resourceControlPolicies: [[allowAll]] },
    guardrail("resourceControlPolicies", 0),
  ],
  [
    "a Deny without it",
    {},
    { identityPolicies: [allowAll], resourceControlPolicies: [[everyone, denyAll]] },
    denied("resourceControlPolicies", 0),
  ],
  [
    "an Allow without Resource in a resource control policy",
    {},
    {
      identityPolicies: [allowAll],
      resourceControlPolicies: [[policyOf({ Effect: "Allow", Action: "*", Principal: "*" })]],
    },
    guardrail("resourceControlPolicies", 0),
  ],
  [
    "an Allow without Resource in an endpoint policy",
    {},
    {
      identityPolicies: [allowAll],
      endpointPolicies: [policyOf({ Effect: "Allow", Action: "*", Principal: "*" })],
    },
    guardrail("endpointPolicies", 0),
  ],
  [
    "a Deny without it",
    {},
    {
      identityPolicies: [allowAll],
      endpointPolicies: [everyone, policyOf({ Effect: "Deny", Action: "*", Principal: "*" })],
    },
    denied("endpointPolicies"),
  ],
  [
    "a Deny without Principal in an endpoint policy does nothing",
    {},
    {
      identityPolicies: [allowAll],
      endpointPolicies: [policyOf({ ...allow, Principal: "*" }, deny)],
    },
    allowedBy("identity-policies"),
  ],
  [
    "an Allow without Principal in a bucket's policy does nothing",
    {},
    { resourcePolicy: allowAll },
    nothingAllows,
  ],
  [
    "nor does a Deny without it",
    {},
    { identityPolicies: [allowAll], resourcePolicy: denyAll },
    allowedBy("identity-policies"),
  ],
  [
    "a bucket's policy may leave Resource out",
    {},
    { resourcePolicy: policyOf({ Effect: "Allow", Action: "*", Principal: { AWS: user } }) },
    allowedBy("resource-policy"),
  ],
  [
    "a key policy's statement without Resource does nothing",
    onKey,
    {
      resourcePolicy: policyOf(
        { Effect: "Allow", Action: "*", Principal: { AWS: user } },
        { Effect: "Deny", Action: "*", Principal: "*" },
      ),
    },
    refused({ kind: "resource-policy-silent", crossAccount: false }),
  ],
];

describe.each<[string, readonly Row[]]>([
  ["an explicit Deny", denials],
  ["guardrails", guardrails],
  ["missing elements", missingElements],
])("%s", (_, rows) => {
  test.each(rows)("%s", (_name, request, policies, expected) => {
    const asked = { ...onBucket, ...request };
    const verdict: Verdict = authorize(asked, policies, { trace: false });
    expect(verdict).toStrictEqual(expected);
    const { outcome, reason } = authorize(asked, policies);
    expect({ outcome, reason }).toStrictEqual(expected);
  });
});

describe("the layers of a policy set", () => {
  const view = viewRequest(onKey, false);

  test("are those that are there, in the order of the trace", () => {
    const set: PolicySet = {
      identityPolicies: [allowAll],
      permissionsBoundary: [allowAll],
      sessionPolicies: [allowAll],
      resourcePolicy: everyone,
      serviceControlPolicies: [[allowAll], [allowAll, denyAll]],
      resourceControlPolicies: [[everyone]],
      endpointPolicies: [everyone, silent],
    };
    const layers = allLayers(layersOf(set, view)).map(({ slot, level, offset, documents }) => [
      slot,
      level,
      offset,
      documents.length,
    ]);
    expect(layers).toEqual([
      ["identityPolicies", undefined, 0, 1],
      ["permissionsBoundary", undefined, 0, 1],
      ["sessionPolicies", undefined, 0, 1],
      ["resourcePolicy", undefined, 0, 1],
      ["serviceControlPolicies", 0, 0, 1],
      ["serviceControlPolicies", 1, 0, 2],
      ["resourceControlPolicies", 0, 0, 1],
      ["endpointPolicies", undefined, 0, 1],
      ["endpointPolicies", undefined, 1, 1],
    ]);
  });

  test("are read without a cache too", () => {
    const { identity, resource } = layersOf(
      { identityPolicies: [denyAll], resourcePolicy: everyone },
      view,
    );
    expect(denies(identity, view)).toBe(true);
    expect(resource && allowReach(resource, view)).toBe(reach.direct);
  });

  test.each([[null], [undefined], ["x"], [7], [[allowAll]]])(
    "of %j are one without documents",
    (set) => {
      const layers = allLayers(layersOf(set as unknown as PolicySet, view));
      expect(layers.map(({ slot, documents }) => [slot, documents])).toEqual([
        ["identityPolicies", []],
      ]);
    },
  );
});
