import { describe, expect, test } from "vitest";
import { authorize } from "../authorizer/authorize.ts";
import type { PolicySet } from "../authorizer/types.ts";
import { compareReach } from "./compare.ts";
import { holds } from "./holds.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const id = "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
const key = `arn:aws:kms:us-east-1:222222222222:key/${id}`;
const reader = "arn:aws:iam::111111111111:role/Reader";

/** Requests, with the policies that decide them and the patterns that the question asks about. */
const cases: [
  string,
  PolicySet,
  string,
  { action: string; principal: string; resource: string }[],
][] = [
  ...[key, id].map((keyId): (typeof cases)[number] => [
    `a grant for ${keyId} allows the call on that key and on no other`,
    {
      grants: [{ granteePrincipal: reader, operations: ["Decrypt"], keyId }],
    },
    "arn:aws:kms:*:222222222222:key/*",
    [key, key.replace("us-east-1", "eu-west-1"), `${key}0`].map((resource) => ({
      principal: reader,
      action: "kms:Decrypt",
      resource,
    })),
  ]),
  [
    "without a version a variable is text",
    {
      identityPolicies: [
        {
          Statement: [
            {
              Effect: "Allow",
              Action: "s3:GetObject",
              Resource: `arn:aws:s3:::evidence/${"$"}{aws:username}/*`,
            },
          ],
        },
      ],
    },
    "arn:aws:s3:::evidence/*",
    [`${"$"}{aws:username}/x`, "alice/x"].map((name) => ({
      principal: reader,
      action: "s3:GetObject",
      resource: `arn:aws:s3:::evidence/${name}`,
    })),
  ],
];

describe("questions about resources that fit a pattern", () => {
  test.each(cases)("%s", (_name, policies, like, requests) => {
    const { allowed } = reach({ policies, resource: { like: [like] } });
    const decided = requests.map((request) => authorize(request, policies).outcome === "allowed");
    expect(new Set(decided).size).toBe(2);
    expect(requests.map((request) => allowed.some((cell) => cellIncludes(cell, request)))).toEqual(
      decided,
    );
  });

  test("a service calls KMS in the region of the key only", () => {
    const via = (region: string) => `ec2.${region}.amazonaws.com`;
    const question: ReachQuestion = {
      policies: {
        resourcePolicy: "unknown",
        identityPolicies: [
          {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: {
                  StringEquals: { "kms:ViaService": [via("us-east-1"), via("eu-west-1")] },
                },
              },
            ],
          },
        ],
      },
      resource: { like: ["arn:aws:kms:*:222222222222:key/*"] },
      principals: [reader],
      requests: "real",
    };
    const only = (region: string): Claim => ({
      id: region,
      says: `Keys of us-east-1 are used only through EC2 in ${region}`,
      never: {
        resources: ["arn:aws:kms:us-east-1:*:key/*"],
        when: { StringNotEquals: { "kms:ViaService": via(region) } },
      },
    });
    expect(holds(only("us-east-1"), question).result).toBe("proved");
    expect(holds(only("eu-west-1"), question).result).toBe("refuted");
  });

  test("a request is found whose tag is the name of its caller, however the policy writes the key", () => {
    const ofOwner = (actions: string[]): ReachQuestion => ({
      policies: {
        identityPolicies: [
          {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Action: actions,
                Resource: "arn:aws:ec2:*:*:volume/*",
                Condition: { StringEquals: { "ec2:ResourceTag/Owner": `${"$"}{aws:username}` } },
              },
            ],
          },
        ],
      },
      resource: { like: ["*"] },
      resourceAccount: "111111111111",
      principals: [reader],
      actions: ["ec2:*"],
    });
    const { gained, undecided } = compareReach(ofOwner(["ec2:AttachVolume"]), ofOwner(["ec2:*"]));
    expect(undecided).toEqual([]);
    expect(gained.length).toBeGreaterThan(0);
  });

  test("a Deny of a trust policy with a Resource is malformed and refuses every request", () => {
    const trust = (more: object): ReachQuestion => ({
      policies: {
        identityPolicies: "unknown",
        resourcePolicy: {
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Principal: { AWS: reader }, Action: "sts:AssumeRole" },
            { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", ...more },
          ],
        },
      },
      resource: "arn:aws:iam::222222222222:role/Target",
    });
    const assumed = { Resource: "arn:aws:iam::222222222222:role/Other" };
    const answerTo = (more: object) => reach({ ...trust(more), actions: ["sts:AssumeRole"] });
    expect(answerTo({ Action: "sts:TagSession" }).allowed.length).toBeGreaterThan(0);
    expect(answerTo(assumed)).toEqual({ allowed: [], undecided: [] });
  });
});

test("an account that is written as a placeholder is not the caller's own", () => {
  const account = "arn:aws:iam::$account";
  const identity = (Action: string[], NotResource: string): ReachQuestion => ({
    policies: {
      identityPolicies: [
        { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, NotResource }] },
      ],
    },
    resource: { like: ["*"] },
    resourceAccount: "111111111111",
    actions: ["iam:*"],
    principals: [reader],
  });
  const { lost, undecided } = compareReach(
    identity(["iam:PutRolePolicy"], `${account}:role/Own`),
    identity(["iam:*"], `${account}:*`),
  );
  expect([lost, undecided]).toEqual([[], []]);
});
