import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { cellSentence } from "#testing/reach/answer-lines";
import { exampleKeyArn as key } from "#testing/reach/example-key";
import { Budget } from "./budget.ts";
import { compareReach } from "./compare.ts";
import { Model } from "./model/model.ts";
import { derivedKeys } from "./model/real-keys.ts";
import { Sources } from "./model/sources.ts";
import { readQuestion } from "./question.ts";
import type { ReachQuestion } from "./types.ts";

/** The classes that questions tell apart. */
function modelOf(...questions: readonly ReachQuestion[]): Model {
  const read = questions.map(readQuestion);
  const sources = new Sources(derivedKeys(read), new Budget(undefined));
  for (const question of read) sources.addQuestion(question);
  return new Model(read, sources, []);
}

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

describe("classes of actions", () => {
  const named = (...questions: ReachQuestion[]) =>
    modelOf(...questions).actions.classes.map((names) => names.join(" "));
  test("every action is in one class, however often it is named", () => {
    expect(
      named(may(key, [{ Action: ["kms:Decrypt", "kms:decrypt", "KMS:DECRYPT"] }])),
    ).toMatchInlineSnapshot(`
      [
        "kms:CancelKeyDeletion kms:DeleteImportedKeyMaterial kms:DisableKey kms:DisableKeyRotation kms:EnableKey kms:EnableKeyRotation kms:GetKeyLastUsage kms:GetKeyPolicy kms:GetParametersForImport kms:ImportKeyMaterial kms:ListKeyPolicies kms:ListKeyRotations kms:ListResourceTags kms:PutKeyPolicy kms:ReplicateKey kms:RotateKeyOnDemand kms:ScheduleKeyDeletion kms:SynchronizeMultiRegionKey kms:TagResource kms:UntagResource kms:UpdateKeyDescription kms:UpdatePrimaryRegion",
        "kms:ConnectCustomKeyStore kms:CreateCustomKeyStore kms:CreateKey kms:DeleteCustomKeyStore kms:DescribeCustomKeyStores kms:DisconnectCustomKeyStore kms:GenerateRandom kms:ListAliases kms:ListKeys kms:ListRetirableGrants kms:UpdateCustomKeyStore",
        "kms:CreateAlias kms:DeleteAlias kms:UpdateAlias",
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:DeriveSharedSecret kms:Encrypt kms:GenerateDataKey kms:GenerateDataKeyPair kms:GenerateDataKeyPairWithoutPlaintext kms:GenerateDataKeyWithoutPlaintext kms:GenerateMac kms:GetKeyRotationStatus kms:ListGrants kms:ReEncryptFrom kms:ReEncryptTo kms:RevokeGrant kms:Sign kms:Verify kms:VerifyMac",
        "kms:DescribeKey kms:GetPublicKey",
        "kms:RetireGrant",
      ]
    `);
    expect(
      named(may(volume, [{ Action: ["ec2:AttachVolume", "ec2:Create*", "ec2:*Volume"] }])),
    ).toMatchInlineSnapshot(`
      [
        "ec2:AttachVolume ec2:create ec2:volume ec2:xvolume ec2:createx ec2:createvolume ec2:createxvolume",
        "ec2:x ec2:c",
      ]
    `);
  });
  test("of a service without a pattern there is no other, and a text without a service is none", () => {
    expect(named(may(volume, [{ Action: ["ec2:AttachVolume", "s3:Get*"] }]))).toEqual([
      "ec2:AttachVolume",
    ]);
    expect(named(may(volume, [{ Action: "ec2:AttachVolume" }], ["AttachVolume"]))).toEqual([]);
    expect(named(may(target, [{ Action: "*" }]))).toMatchInlineSnapshot(`
      [
        "sts:AssumeRole",
        "sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity sts:TagSession sts:SetSourceIdentity",
        "sts:GetCallerIdentity",
      ]
    `);
  });
  test("of two grants each has its own", () => {
    const grants = ["Decrypt", "Encrypt"].map((operation) => ({
      granteePrincipal: role,
      operations: [operation],
    }));
    const question = { resource: key, policies: { grants }, actions: ["kms:*crypt"] };
    expect(named(question)).toEqual(["kms:Decrypt", "kms:Encrypt"]);
    expect(named({ ...question, policies: {} })).toEqual(["kms:Decrypt kms:Encrypt"]);
  });
  test("of two questions each has its own", () => {
    const [attach, detach] = ["Attach", "Detach"].map((verb) =>
      may(volume, [{ Action: "ec2:*" }], [`ec2:${verb}Volume`]),
    ) as [ReachQuestion, ReachQuestion];
    expect(named(attach, detach)).toEqual(["ec2:AttachVolume", "ec2:DetachVolume"]);
  });
  test("of two questions those that either asks about", () => {
    const wide = may(volume, [{ Action: "ec2:AttachVolume" }], ["ec2:*"]);
    const narrow = may(volume, [{ Action: "ec2:DetachVolume" }], ["ec2:Detach*"]);
    expect(named(wide, narrow)).toMatchInlineSnapshot(`
      [
        "ec2:AttachVolume",
        "ec2:DetachVolume",
        "ec2:x ec2:d",
        "ec2:detach ec2:detachx",
      ]
    `);
    const { gained, lost } = compareReach(narrow, wide);
    expect(
      [gained.flatMap(cellSentence), lost.flatMap(cellSentence)].flat(),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call ec2:AttachVolume.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole ec2:AttachVolume arn:aws:ec2:us-east-1:222222222222:volume/vol-0123456789abcdef0",
        "Role CadoResponseRole of 222222222222 may call ec2:DetachVolume.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole ec2:DetachVolume arn:aws:ec2:us-east-1:222222222222:volume/vol-0123456789abcdef0",
      ]
    `);
  });
  test("which actions never have a condition key", () => {
    const { actions } = modelOf(
      may(
        "*",
        [{ Action: ["kms:*", "s3:GetObject", "kms:NoSuchAction"] }],
        [
          "kms:Decrypt",
          "kms:CreateGrant",
          "kms:CreateKey",
          "kms:ListAliases",
          "kms:NoSuchAction",
          "s3:GetObject",
        ],
      ),
    );
    const without = (key: string) => actions.describe(actions.without(key)).join(" ");
    const asked = [
      "kms:viaservice",
      "kms:grantoperations",
      "kms:encryptioncontext:aws:ebs:id",
      "kms:keyspec",
      "aws:sourceip",
      "s3:prefix",
    ];
    expect(asked.map((name) => `${name}: ${without(name)}`)).toMatchInlineSnapshot(`
      [
        "kms:viaservice: s3:GetObject",
        "kms:grantoperations: kms:CreateKey kms:Decrypt kms:ListAliases s3:GetObject",
        "kms:encryptioncontext:aws:ebs:id: kms:CreateKey kms:ListAliases s3:GetObject",
        "kms:keyspec: s3:GetObject",
        "aws:sourceip: ",
        "s3:prefix: kms:CreateGrant kms:CreateKey kms:Decrypt kms:ListAliases",
      ]
    `);
    expect(actions.without("kms:keyspec")).toBe(actions.without("kms:keyspec"));
  });
});
