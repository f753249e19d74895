import { expect, test } from "vitest";
import { answerTo } from "#testing/reach/answer-lines";
import { exampleKeyArn as key } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { anyIdentityPolicy, anyResourcePolicy, policiesFor } from "./model/stand-ins.ts";
import { readQuestion } from "./question.ts";

const role = "arn:aws:iam::222222222222:role/CadoResponseRole";
const target = "arn:aws:iam::222222222222:role/CadoTargetRole";

test("an unknown resource policy leaves everything to the account of who calls", () => {
  const cases: [string, string, string, "allowed" | "implicitly-denied"][] = [
    [role, "kms:Decrypt", key, "allowed"],
    [role, "sts:AssumeRole", target, "allowed"],
    ["arn:aws:sts::222222222222:assumed-role/CadoResponseRole/run", "kms:Decrypt", key, "allowed"],
    ["arn:aws:iam::111111111111:user/alice", "kms:Decrypt", key, "allowed"],
    ["222222222222", "kms:Decrypt", key, "allowed"],
    [role.replace("aws:", "aws-cn:"), "kms:Decrypt", key.replace("aws:", "aws-cn:"), "allowed"],
    ["ec2.amazonaws.com", "kms:Decrypt", key, "implicitly-denied"],
    ["*", "kms:Decrypt", key, "implicitly-denied"],
  ];
  for (const [principal, action, resource, outcome] of cases) {
    const resourcePolicy = anyResourcePolicy(principal);
    const identityPolicies = [anyIdentityPolicy];
    const decision = authorize(
      { principal, action, resource },
      { identityPolicies, resourcePolicy },
    );
    expect([principal, decision.outcome]).toEqual([principal, outcome]);
  }
  const principals = [role, "222222222222", "ec2.amazonaws.com"].map(
    (principal) => anyResourcePolicy(principal).Statement,
  );
  expect(principals).toMatchObject([
    [{ Principal: { AWS: "arn:aws:iam::222222222222:root" } }, {}],
    [{ Principal: { AWS: "arn:aws:iam::222222222222:root" } }, {}],
    [{ Principal: { AWS: [] } }, {}],
  ]);
  expect([anyIdentityPolicy.Version, anyResourcePolicy(role).Version]).toEqual([
    "2012-10-17",
    "2012-10-17",
  ]);
});

test("a stand-in takes the place of an unknown policy only, and only where it is needed", () => {
  const grants = [{ granteePrincipal: role, operations: ["Decrypt"] }];
  const known = { identityPolicies: [], resourcePolicy: { Statement: [] } };
  const unknown = { identityPolicies: "unknown", resourcePolicy: "unknown" } as const;
  const found = (policies: typeof known | typeof unknown, identity: boolean, resource: boolean) =>
    policiesFor(readQuestion({ resource: key, policies: { ...policies, grants } }), role, {
      identity,
      resource,
    });
  const both = { identityPolicies: [anyIdentityPolicy], resourcePolicy: anyResourcePolicy(role) };
  expect(found(unknown, true, true)).toEqual({ grants, ...both });
  expect(found(unknown, false, true)).toEqual({ grants, resourcePolicy: both.resourcePolicy });
  expect(found(unknown, true, false)).toEqual({ grants, identityPolicies: both.identityPolicies });
  expect(found(unknown, false, false)).toEqual({ grants });
  expect(found(known, true, true)).toEqual({ grants, ...known });
});

test("an answer says which unknown policy it rests on", () => {
  const policies = { identityPolicies: "unknown", resourcePolicy: "unknown" } as const;
  const ask = (resource: string, actions: string[], principal: string) =>
    answerTo({ resource, policies, actions, principals: [principal] });
  expect(
    [
      ask(key, ["kms:Decrypt"], role),
      ask(key, ["kms:CreateAlias"], "222222222222"),
      ask(target, ["sts:AssumeRole"], role),
      ask("arn:aws:ec2:us-east-1:222222222222:volume/vol-1", ["ec2:AttachVolume"], role),
      ask("arn:aws:s3:::evidence", ["s3:ListBucket"], role),
      ask(key, ["kms:Decrypt"], "ec2.amazonaws.com"),
    ].flat(),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 222222222222 may call Decrypt, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "Root of 222222222222 may call CreateAlias, if the policy of the resource leaves it to their account.",
      "  222222222222 kms:CreateAlias arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "Role CadoResponseRole of 222222222222 may call sts:AssumeRole, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole sts:AssumeRole arn:aws:iam::222222222222:role/CadoTargetRole",
      "Role CadoResponseRole of 222222222222 may call ec2:AttachVolume, if an IAM policy of theirs allows it.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole ec2:AttachVolume arn:aws:ec2:us-east-1:222222222222:volume/vol-1",
      "Role CadoResponseRole of 222222222222 may call s3:ListBucket, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
      "Role CadoResponseRole of 222222222222 may call s3:ListBucket, if an IAM policy of theirs allows it, only when the resource is of their own account.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole s3:ListBucket arn:aws:s3:::evidence",
    ]
  `);
});
