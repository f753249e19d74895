import fc from "fast-check";
import { expect, test } from "vitest";
import { authorize } from "../authorizer/authorize.ts";
import type { AccessRequest } from "../authorizer/types.ts";
import { compareReach } from "./compare.ts";
import { explainCell } from "./explain.ts";
import { holds, holdsAll, holdsWhateverElse } from "./holds.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import { createReachCache } from "./reach-cache.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const word = fc.constantFrom(
  ..."Version Statement Effect Allow Deny Action Principal NotPrincipal AWS Resource Condition StringEquals 2012-10-17 * kms:* __proto__ constructor ${ ${aws:x} arn:aws:iam::222222222222:role/* aws:PrincipalArn kms:ViaService unknown real".split(
    " ",
  ),
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
const elements =
  "Sid Effect Action NotAction Principal NotPrincipal Resource NotResource Condition".split(" ");
const statement = fc.dictionary(fc.constantFrom(...elements), json);
const policy = fc.oneof(
  json,
  fc.record({ Version: json, Statement: fc.oneof(statement, fc.array(statement)) }),
);
const slots =
  "identityPolicies permissionsBoundary sessionPolicies resourcePolicy serviceControlPolicies resourceControlPolicies endpointPolicies grants".split(
    " ",
  );
const policies = fc.dictionary(fc.constantFrom(...slots), fc.oneof(policy, fc.array(policy)));
const question = fc.oneof(
  json,
  fc.record({
    policies: fc.oneof(json, policies),
    resource: fc.oneof(
      json,
      fc.record({ like: json }),
      fc.constant("arn:aws:kms:us-east-1:222222222222:key/k"),
    ),
    actions: fc.oneof(json, fc.constant(["kms:Decrypt", "kms:CreateGrant"])),
    principals: fc.oneof(json, fc.constant(undefined)),
    requests: fc.constantFrom("any", "real", "other"),
    given: json,
    budget: fc.constantFrom(undefined, 0, 50, 2_000, Number.NaN),
  }),
);

test("no JSON in any place makes it throw, and each witness is allowed", () => {
  fc.assert(
    fc.property(question, question, json, json, (one, other, claim, request) => {
      const [first, second] = [one as ReachQuestion, other as ReachQuestion];
      const { allowed, undecided } = reach(first);
      compareReach(first, second);
      const asked = claim as unknown as Claim;
      expect(holdsAll([asked], first, createReachCache())).toEqual([holds(asked, first)]);
      for (const cell of [...allowed, ...undecided]) {
        explainCell(cell);
        cellIncludes(cell, request as unknown as AccessRequest);
      }
      for (const { witness } of allowed)
        expect(authorize(witness.request, witness.policies).outcome).toBe("allowed");
    }),
    { numRuns: 40 },
  );
});

test("a claim with actions that cannot be read is about every action, beside one of which they can", () => {
  const question = JSON.parse(
    JSON.stringify({
      policies: {
        resourcePolicy: {
          Statement: { Effect: "Allow", Principal: "*", Action: "kms:Encrypt", Resource: "*" },
        },
      },
      resource: "arn:aws:kms:us-east-1:222222222222:key/k",
    }),
  );
  const claims = [["kms:Decrypt"], [5]].map((actions) => ({
    id: "use",
    says: "",
    never: { actions } as Claim["never"],
  }));
  expect(holdsWhateverElse(claims, question).map(({ result }) => result)).toEqual(
    claims.map((claim) => holds(claim, question).result),
  );
});
