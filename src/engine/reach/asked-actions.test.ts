import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { answerTo, cellSentence } from "#testing/reach/answer-lines";
import { exampleKeyArn as key } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import { compareReach } from "./compare.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { ReachQuestion } from "./types.ts";

const role = "arn:aws:iam::222222222222:role/CadoResponseRole";
const volume = "arn:aws:ec2:us-east-1:222222222222:volume/vol-0123456789abcdef0";
const target = "arn:aws:iam::222222222222:role/CadoTargetRole";

/** What an IAM policy with these actions allows one role; a key or a role leaves it to the account. */
const may = (
  resource: string,
  statements: readonly Partial<Statement>[],
  actions?: readonly string[],
): ReachQuestion => ({
  resource,
  ...(actions ? { actions } : {}),
  principals: [role],
  policies: {
    resourcePolicy: "unknown",
    identityPolicies: [
      {
        Version: "2012-10-17",
        Statement: statements.map(
          (one) => ({ Effect: "Allow", Resource: "*", ...one }) as Statement,
        ),
      },
    ],
  },
});

/** All actions of an answer, a cell a line. */
function actionsOf(question: ReachQuestion): readonly string[] {
  const { allowed, undecided } = reach(question);
  expect(undecided).toEqual([]);
  for (const cell of allowed)
    for (const action of cell.actions) {
      const request = { ...cell.witness.request, action };
      expect([action, authorize(request, cell.witness.policies).outcome]).toEqual([
        action,
        "allowed",
      ]);
      expect(cellIncludes(cell, { ...request, action: action.toUpperCase() })).toBe(true);
    }
  return allowed.map(({ actions }) => actions.join(" "));
}

describe("which actions an answer names", () => {
  test("those of KMS that fit the patterns of policy and question", () => {
    expect(
      actionsOf(may(key, [{ Action: ["kms:*Grant*", "KMS:describekey"] }])),
    ).toMatchInlineSnapshot(`
      [
        "kms:CreateGrant kms:DescribeKey kms:ListGrants kms:ListRetirableGrants kms:RevokeGrant",
      ]
    `);
    expect(
      actionsOf(may(key, [{ Action: "kms:*" }], ["kms:De*", "KMS:Encrypt", "kms:NoSuchAction"])),
    ).toMatchInlineSnapshot(`
      [
        "kms:Decrypt kms:DeleteAlias kms:DeleteCustomKeyStore kms:DeleteImportedKeyMaterial kms:DeriveSharedSecret kms:DescribeCustomKeyStores kms:DescribeKey kms:Encrypt kms:NoSuchAction",
      ]
    `);
    expect(
      actionsOf(may(key, [{ NotAction: ["kms:*e*", "kms:Sign"] }], ["kms:*"])),
    ).toMatchInlineSnapshot(`
      [
        "kms:ListGrants",
      ]
    `);
    expect(
      actionsOf(
        may(key, [{ Action: "kms:*Key*" }, { Effect: "Deny", Action: ["kms:*Key", "kms:Gen*"] }]),
      ),
    ).toMatchInlineSnapshot(`
      [
        "kms:CancelKeyDeletion kms:ConnectCustomKeyStore kms:CreateCustomKeyStore kms:DeleteCustomKeyStore kms:DeleteImportedKeyMaterial kms:DescribeCustomKeyStores kms:DisableKeyRotation kms:DisconnectCustomKeyStore kms:EnableKeyRotation kms:GetKeyLastUsage kms:GetKeyPolicy kms:GetKeyRotationStatus kms:ImportKeyMaterial kms:ListKeyPolicies kms:ListKeyRotations kms:ListKeys kms:PutKeyPolicy kms:RotateKeyOnDemand kms:ScheduleKeyDeletion kms:UpdateCustomKeyStore kms:UpdateKeyDescription",
      ]
    `);
    expect(actionsOf(may(key, [{ Action: "*" }], ["*:Decrypt", "s3:*"]))).toMatchInlineSnapshot(`
      [
        "kms:Decrypt s3:: s3:decrypt s3:x s3:x:decrypt",
        "s3:: s3:decrypt s3:x s3:x:decrypt",
      ]
    `);
  });
  test("those of another service that a policy or the question names", () => {
    const written = [
      { Action: ["ec2:AttachVolume", "ec2:CreateSnapshot*", "ec2:*Tags", "s3:GetObject"] },
      { Effect: "Deny" as const, Action: "ec2:DeleteTags" },
    ];
    expect(actionsOf(may(volume, written))).toMatchInlineSnapshot(`
      [
        "ec2:AttachVolume ec2:createsnapshot ec2:createsnapshotags ec2:createsnapshotx ec2:createsnapshotxtags ec2:tags ec2:xtags",
      ]
    `);
    expect(
      actionsOf(may(volume, written, ["ec2:createsnapshots", "ec2:CreateTags"])),
    ).toMatchInlineSnapshot(`
      [
        "ec2:CreateTags ec2:createsnapshots",
      ]
    `);
    expect(actionsOf(may(volume, written, ["ec2:D*"]))).toMatchInlineSnapshot(`
      [
        "ec2:dtags ec2:dxtags",
      ]
    `);
    expect(actionsOf(may(volume, [{ Action: "ec?:*" }], ["ec2:Stop*"]))).toMatchInlineSnapshot(`
      [
        "ec2:stop ec2:stopx",
      ]
    `);
    expect(actionsOf(may(volume, [{ NotAction: "ec2:Get*" }]))).toMatchInlineSnapshot(`
      [
        "ec2:g ec2:x",
      ]
    `);
    expect(actionsOf(may(volume, [{ Action: "ec2:AttachVolume" }], []))).toEqual([]);
    expect(actionsOf(may(volume, [{ Action: "ec2:AttachVolume" }], ["AttachVolume"]))).toEqual([]);
  });
  test("those of STS with a role, and those of IAM that a policy names", () => {
    expect(actionsOf(may(target, [{ Action: "*" }]))).toMatchInlineSnapshot(`
      [
        "sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity sts:GetCallerIdentity sts:SetSourceIdentity sts:TagSession",
        "sts:GetCallerIdentity",
      ]
    `);
    expect(
      actionsOf(may(target, [{ Action: ["sts:Assume*", "iam:PassRole"] }])),
    ).toMatchInlineSnapshot(`
      [
        "iam:PassRole sts:AssumeRole sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity sts:GetCallerIdentity",
        "iam:PassRole sts:GetCallerIdentity",
      ]
    `);
    expect(
      actionsOf(may("*", [{ Action: ["kms:CreateKey", "kms:List*"] }], ["kms:*"])),
    ).toMatchInlineSnapshot(`
      [
        "kms:CreateKey kms:ListAliases kms:ListKeys kms:ListRetirableGrants",
      ]
    `);
  });
});

describe("actions that a rule tells apart although every policy allows both", () => {
  const trust = (action: string | readonly string[]): Statement => ({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111111111111:role/CadoResponseRole" },
    Action: action as string,
    Resource: "*",
  });
  test("across accounts only some calls on a key work", () => {
    const question: ReachQuestion = {
      resource: key,
      principals: ["arn:aws:iam::111111111111:role/CadoResponseRole"],
      policies: {
        identityPolicies: "unknown",
        resourcePolicy: { Version: "2012-10-17", Statement: [trust("kms:*")] },
      },
    };
    expect(actionsOf(question)).toMatchInlineSnapshot(`
      [
        "kms:CreateGrant kms:Decrypt kms:DeriveSharedSecret kms:DescribeKey kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext kms:GenerateDataKeyWithoutPlaintext kms:GenerateMac kms:GetKeyRotationStatus kms:GetPublicKey kms:ListGrants kms:ReEncryptFrom kms:ReEncryptTo kms:RevokeGrant kms:Sign kms:Verify kms:VerifyMac",
      ]
    `);
  });
  test("a grant gives its operations, and CreateGrant for no others", () => {
    const grants = [
      {
        granteePrincipal: role,
        retiringPrincipal: "arn:aws:iam::222222222222:role/Retiring",
        operations: ["Decrypt", "kms:CreateGrant", "GenerateDataKeyPair"],
      },
    ];
    const question: ReachQuestion = { resource: key, policies: { grants } };
    expect(answerTo(question)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call CreateGrant, Decrypt and GenerateDataKeyPair, only when a grant for arn:aws:iam::222222222222:role/CadoResponseRole allows it.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:grantoperations=Decrypt",
        "Role CadoResponseRole of 222222222222 may call Decrypt and GenerateDataKeyPair.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "Role Retiring of 222222222222 may call RetireGrant.",
        "  arn:aws:iam::222222222222:role/Retiring kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
    const fewer = {
      ...question,
      policies: { grants: [{ ...grants[0], operations: ["Decrypt"] }] },
    };
    const { gained, lost, undecided } = compareReach(fewer, question);
    expect([lost, undecided]).toEqual([[], []]);
    expect(gained.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call CreateGrant and GenerateDataKeyPair, only when a grant for arn:aws:iam::222222222222:role/CadoResponseRole allows it.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:grantoperations=Decrypt",
        "Role CadoResponseRole of 222222222222 may call GenerateDataKeyPair.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:GenerateDataKeyPair arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      ]
    `);
  });
  test("a guardrail holds every call back but RetireGrant", () => {
    const grants = [{ granteePrincipal: role, operations: ["Decrypt", "RetireGrant"] }];
    const everything = { Principal: "*" as const, Action: "*", Resource: "*" };
    const resourceControlPolicies = [
      [
        {
          Version: "2012-10-17" as const,
          Statement: [
            { Effect: "Allow" as const, ...everything },
            { Effect: "Deny" as const, ...everything, Action: "kms:*" },
          ],
        },
      ],
    ];
    const question = { resource: key, policies: { grants } };
    expect(actionsOf(question)).toMatchInlineSnapshot(`
      [
        "kms:Decrypt kms:RetireGrant",
      ]
    `);
    expect(
      actionsOf({ resource: key, policies: { grants, resourceControlPolicies } }),
    ).toMatchInlineSnapshot(`
      [
        "kms:RetireGrant",
      ]
    `);
  });
});
