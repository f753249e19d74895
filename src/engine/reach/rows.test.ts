import { expect, test } from "vitest";
import type { Statement } from "#policy";
import {
  accountOwnsKey,
  everyoneThroughEc2,
  exampleKeyArn,
  resourcePolicyAlone,
} from "#testing/reach/example-key";
import { explainCell } from "./explain.ts";
import { reach } from "./reach.ts";
import type { ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const own: Statement = { Sid: "AccountOwnsKey", ...accountOwnsKey };
const ask = (...statements: Statement[]): ReachQuestion => ({
  ...resourcePolicyAlone(exampleKeyArn, ...statements),
  requests: "real",
});
const rows = (question: ReachQuestion) => {
  const { allowed, undecided } = reach(question);
  expect(undecided).toEqual([]);
  return allowed.map(explainCell);
};

test("the default key policy", () => {
  expect(rows(ask(own))).toMatchInlineSnapshot(`
    [
      "Root of 222222222222 may do every action but RetireGrant.",
      "Every role and user of 222222222222 may do every action but RetireGrant, if an IAM policy of theirs allows it.",
    ]
  `);
});

test("a role of another account, and a Deny for everyone else", () => {
  const allow: Statement = {
    Effect: "Allow",
    Principal: { AWS: importer },
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:CreateGrant"],
    Resource: "*",
  };
  const others: Statement = {
    Effect: "Deny",
    Principal: "*",
    Action: ["kms:Decrypt", "kms:CreateGrant"],
    Resource: "*",
    Condition: { ArnNotEquals: { "aws:PrincipalArn": importer } },
  };
  expect(rows(ask(own, allow, others))).toMatchInlineSnapshot(`
    [
      "Root of 222222222222 may do every action but CreateGrant, Decrypt and RetireGrant.",
      "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and DescribeKey, if an IAM policy of theirs allows it; not CreateGrant and Decrypt for a role of the same name under another path.",
      "Every role and user of 222222222222 may do every action but CreateGrant, Decrypt and RetireGrant, if an IAM policy of theirs allows it.",
    ]
  `);
});

test("everyone through EC2, held to two accounts", () => {
  expect(rows(ask(own, everyoneThroughEc2))).toMatchInlineSnapshot(`
    [
      "Root of 222222222222 may do every action but RetireGrant.",
      "Everyone of 222222222222 and root of 111111111111 may call CreateGrant and Decrypt, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      "Every role and user of 222222222222 may do every action but RetireGrant, if an IAM policy of theirs allows it.",
      "Every role and user of 111111111111 may call CreateGrant and Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
    ]
  `);
});

test("five denials of a data perimeter, five conditions each: exceptions, not rows", () => {
  const denials = [1, 2, 3, 4, 5].map(
    (at): Statement => ({
      Effect: "Deny",
      Principal: "*",
      Action: "kms:*",
      Resource: "*",
      Condition: {
        StringNotEqualsIfExists: { "aws:PrincipalOrgID": `o-${at}`, "aws:SourceVpc": `vpc-${at}` },
        NotIpAddressIfExists: { "aws:SourceIp": `10.${at}.0.0/16` },
        BoolIfExists: { "aws:ViaAWSService": "false", "aws:PrincipalIsAWSService": "false" },
      },
    }),
  );
  for (const requests of ["any", "real"] as const)
    expect(rows({ ...ask(own, ...denials), requests }).length).toBeLessThanOrEqual(6);
});
