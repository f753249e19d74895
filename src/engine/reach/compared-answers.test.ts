import { expect, test } from "vitest";
import type { Principal, Statement } from "#policy";
import { exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { compareReach, reachBeyond } from "./compare.ts";
import { explainCell } from "./explain.ts";
import type { Cell, ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const alice = "arn:aws:iam::111111111111:user/Alice";
const byTag = "arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}";
const allow = (principal: Principal, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:Decrypt",
  Resource: "*",
  ...more,
});
const deny = (more: Statement): Statement => ({ ...allow("*", more), Effect: "Deny" });
const key = (...statements: Statement[]) => resourcePolicyAlone(exampleKeyArn, ...statements);
const ofImporter = key(allow({ AWS: importer }));
const notThroughEc2 = deny({
  Condition: { StringNotEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
});
const both = key(allow({ AWS: importer }, { Action: ["kms:Decrypt", "kms:DescribeKey"] }));
const role = "Role CadoResponseRole of 111111111111 may call";
const needed = "if an IAM policy of theirs allows it";
const known: ReachQuestion = {
  ...ofImporter,
  principals: [importer],
  policies: {
    ...ofImporter.policies,
    identityPolicies: [
      { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "kms:*", Resource: "*" } },
    ],
  },
};

/** Two questions, and what the second one allows beyond the first and the first beyond the second. */
const cases: [string, ReachQuestion, ReachQuestion, gained: string[], lost: string[]][] = [
  ["the same", ofImporter, ofImporter, [], []],
  [
    "a user more",
    ofImporter,
    key(allow({ AWS: [importer, alice] })),
    [`User Alice of 111111111111 may call Decrypt, ${needed}.`],
    [],
  ],
  [
    "another principal",
    ofImporter,
    key(allow({ AWS: alice })),
    [`User Alice of 111111111111 may call Decrypt, ${needed}.`],
    [`${role} Decrypt, ${needed}.`],
  ],
  [
    "a new Deny",
    ofImporter,
    key(allow({ AWS: importer }), notThroughEc2),
    [],
    [`${role} Decrypt, ${needed}, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.`],
  ],
  [
    "a Deny for other keys goes",
    key(allow({ AWS: importer }), deny({ Resource: undefined as never, NotResource: byTag })),
    ofImporter,
    [`${role} Decrypt, ${needed}, only when the resource is not ${byTag}.`],
    [],
  ],
  [
    "other actions are asked about",
    { ...both, actions: ["kms:Decrypt"] },
    { ...both, actions: ["kms:Describe*"] },
    [`${role} DescribeKey, ${needed}.`],
    [`${role} Decrypt, ${needed}.`],
  ],
  [
    "another value of a key is given",
    { ...ofImporter, given: { "aws:SourceVpc": "vpc-1" } },
    { ...ofImporter, given: { "aws:SourceVpc": null } },
    [`${role} Decrypt, ${needed}.`],
    [`${role} Decrypt, ${needed}.`],
  ],
  [
    "other principals are asked about",
    { ...ofImporter, principals: [`${importer}2`] },
    { ...ofImporter, principals: [importer] },
    [`${role} Decrypt, ${needed}.`],
    [],
  ],
  [
    "a Deny of calls that nobody may make goes",
    key(allow({ AWS: importer }), deny({ ...notThroughEc2, Action: "kms:Encrypt" })),
    key(allow({ AWS: [importer, alice] })),
    [`User Alice of 111111111111 may call Decrypt, ${needed}.`],
    [],
  ],
  [
    "a Deny by the caller's account, in calls that AWS can send",
    { ...ofImporter, requests: "real" },
    {
      ...key(
        allow({ AWS: [importer, "222222222222"] }),
        deny({ Condition: { StringEquals: { "aws:PrincipalAccount": "111111111111" } } }),
      ),
      requests: "real",
    },
    [
      `Every role and user of 222222222222 may call Decrypt, ${needed}.`,
      "Root of 222222222222 may call Decrypt.",
    ],
    [`${role} Decrypt, ${needed}.`],
  ],
  [
    "IAM policies that are known, then unknown",
    known,
    { ...ofImporter, principals: [importer] },
    [],
    [`${role} Decrypt.`],
  ],
];

test.each(cases)("what changes: %s", (_, before, after, gained, lost) => {
  const found = compareReach(before, after);
  expect(found.gained.map(explainCell)).toEqual(gained);
  expect(found.lost.map(explainCell)).toEqual(lost);
  expect(found.undecided).toEqual([]);
  expect(reachBeyond(before, after)).toEqual({ allowed: found.gained, undecided: [] });
  for (const { witness } of [...found.gained, ...found.lost])
    expect(authorize(witness.request, witness.policies).outcome).toBe("allowed");
});

test("the request of a change shows it: the other policies refuse it", () => {
  const after = key(allow({ AWS: importer }), notThroughEc2);
  const [{ witness }] = compareReach(ofImporter, after).lost as [Cell];
  expect(witness.request).toEqual({
    principal: importer,
    action: "kms:Decrypt",
    resource: exampleKeyArn,
  });
  const identityPolicies = witness.policies.identityPolicies;
  const { resourcePolicy } = after.policies;
  if (resourcePolicy === undefined || resourcePolicy === "unknown") throw new Error("no policy");
  expect(authorize(witness.request, { resourcePolicy, identityPolicies }).outcome).toBe(
    "explicitly-denied",
  );
});

/** Each tag must be the other one and a letter more: no request has both. */
const circular = {
  StringEquals: {
    "aws:PrincipalTag/a": "${aws:PrincipalTag/b}x",
    "aws:PrincipalTag/b": "${aws:PrincipalTag/a}x",
  },
};
const unfound = key(allow({ AWS: importer }, { Condition: circular }));
const nothing = key(deny({}));
const words = `${role} Decrypt, ${needed}, only when aws:PrincipalTag/a is \${aws:PrincipalTag/b}x and aws:PrincipalTag/b is \${aws:PrincipalTag/a}x.`;
const unfoundDenied = deny({ Condition: circular });

test.each<[string, ReachQuestion, ReachQuestion, string[]]>([
  ["what may be allowed now", nothing, unfound, [words]],
  ["what may have been allowed", unfound, nothing, [words]],
  ["what a new Deny may take", ofImporter, key(allow({ AWS: importer }), unfoundDenied), [words]],
  [
    "what an old Deny may have taken",
    key(allow({ AWS: importer }), unfoundDenied),
    ofImporter,
    [words],
  ],
])("a change for which no request is found is not decided: %s", (_, before, after, sentences) => {
  const { gained, lost, undecided } = compareReach(before, after);
  expect([...gained, ...lost]).toEqual([]);
  expect(undecided.map(explainCell)).toEqual(sentences);
  for (const { why } of undecided)
    expect(why).toBe("no request was found that compares as its conditions say");
});

test("past the budget of the first question nothing is said to be the same", () => {
  const { gained, lost, undecided } = compareReach({ ...ofImporter, budget: 1 }, nothing);
  expect([...gained, ...lost]).toEqual([]);
  expect(undecided.map(({ why }) => why)).toEqual(new Array(4).fill("the budget was used up"));
  expect(reachBeyond({ ...ofImporter, budget: 1 }, nothing).undecided).toHaveLength(2);
});
