import { describe, expect, test } from "vitest";
import type { Condition, Statement } from "#policy";
import {
  exampleKeyArn as key,
  resourcePolicyAlone,
  accountOwnsKey as root,
} from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { requestContext } from "../authorizer/request/request-context.ts";
import { explainCell } from "./explain.ts";
import { holds } from "./holds.ts";
import { reach } from "./reach.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const role = "arn:aws:iam::222222222222:role/CadoTargetRole";
const real = (resource: string, ...statements: Statement[]): ReachQuestion => ({
  ...resourcePolicyAlone(resource, ...statements),
  requests: "real",
});
const everyone = (condition?: Condition): Statement => ({
  Effect: "Allow",
  Principal: "*",
  Action: ["kms:Decrypt", "kms:CreateGrant"],
  Resource: "*",
  ...(condition ? { Condition: condition } : {}),
});
const inside: Claim = {
  id: "inside",
  says: "Nobody outside 111111111111 and 222222222222 can use this key",
  never: { exceptPrincipals: ["111111111111", "222222222222"] },
};

describe("the policies of the issue let a stranger in", () => {
  const trust: Statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "sts:AssumeRole",
    Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/CadoResponseRole" } },
  };
  const cases: [string, ReachQuestion, RegExp][] = [
    [
      "any role of that name",
      real(role, trust),
      /:role\/CadoResponseRole|assumed-role\/CadoResponseRole/,
    ],
    [
      "a tag that anyone can set",
      real(key, root, everyone({ StringEquals: { "aws:PrincipalTag/team": "forensics" } })),
      /999999999999/,
    ],
    [
      "every account that begins with 1",
      real(key, root, everyone({ StringLike: { "kms:CallerAccount": "1*" } })),
      /::1\d{11}:/,
    ],
    [
      "every organization",
      real(key, root, everyone({ StringLike: { "aws:PrincipalOrgID": "o-*" } })),
      /999999999999/,
    ],
  ];
  test.each(cases)("%s", (_name, question, stranger) => {
    const result = holds(inside, question);
    if (result.result !== "refuted") throw new Error(JSON.stringify(result));
    const { request, policies } = result.witness;
    expect(authorize(request, policies).outcome).toBe("allowed");
    expect(request.principal).toMatch(stranger);
    expect(request.context).toEqual(requestContext(request));
  });

  test.each(cases.slice(1))(
    "%s, but a Deny keeps every other account out: proved",
    (_name, question) => {
      const { policies } = question;
      const deny: Statement = {
        Effect: "Deny",
        Principal: "*",
        Action: "kms:*",
        Resource: "*",
        Condition: { StringNotEquals: { "kms:CallerAccount": ["111111111111", "222222222222"] } },
      };
      const before =
        policies.resourcePolicy === "unknown"
          ? []
          : (policies.resourcePolicy?.Statement as Statement[]);
      expect(holds(inside, real(key, ...before, deny))).toEqual({ result: "proved" });
    },
  );
});

describe("what AWS never sends", () => {
  test("who calls and the keys that follow from it are one: a key policy for one role by its ARN", () => {
    const one = everyone({
      ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::111111111111:role/Import" },
    });
    expect(reach(real(key, one)).allowed.map(explainCell)).toMatchInlineSnapshot(`
      [
        "Role Import of 111111111111 may call CreateGrant and Decrypt, if an IAM policy of theirs allows it.",
      ]
    `);
  });
  test("a call through a service of another region", () => {
    const elsewhere = everyone({
      StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" },
    });
    expect(reach(real(key, elsewhere))).toEqual({ allowed: [], undecided: [] });
  });
  test("a list of keys on a key", () => {
    const list = { ...root, Action: "kms:ListAliases" };
    expect(reach(real(key, list))).toEqual({ allowed: [], undecided: [] });
  });
  test("a tag of a service", () => {
    const tagged: Statement = {
      Effect: "Allow",
      Principal: { Service: "ec2.amazonaws.com" },
      Action: "kms:Decrypt",
      Resource: "*",
      Condition: { StringEquals: { "aws:PrincipalTag/team": "forensics" } },
    };
    expect(reach(real(key, tagged))).toEqual({ allowed: [], undecided: [] });
  });
});
