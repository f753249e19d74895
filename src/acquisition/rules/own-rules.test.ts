import { describe, expect, test } from "vitest";
import { authorize } from "#engine";
import { generate } from "#generator";
import { type OwnRule, presets, type Scenario } from "#scenario";
import { runClaims } from "../claims/run-claims.ts";
import { documentIndexOf } from "../documents/document-index.ts";
import { partsOf } from "../parts.ts";
import { ownRuleClaims } from "./own-rules.ts";

const preset = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const guarded: Scenario = {
  ...preset,
  actions: "least",
  createGrant: "aws-resources",
  guards: {
    ...preset.guards,
    viaService: true,
    encryptionContext: true,
    grantOperations: true,
    denyOthers: true,
  },
};
const target = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

const rule = (change: Partial<OwnRule>): OwnRule => ({
  id: "r1",
  who: "others",
  principals: [],
  actions: ["kms:Decrypt", "kms:ReEncryptFrom"],
  onlyWhen: [],
  ...change,
});

/** The decided rules, with statements added to the key policy. */
function decided(scenario: Scenario, rules: readonly OwnRule[], ...statements: object[]) {
  const answers = { ...scenario, mustNever: rules };
  const documents = generate(answers).map((document) => {
    if (document.kind !== "key") return document;
    const policy = JSON.parse(document.text);
    policy.Statement.push(...statements);
    return { ...document, text: JSON.stringify(policy) };
  });
  const index = documentIndexOf(answers, documents);
  return partsOf(index).flatMap((part) => [...ownRuleClaims(index, part)].flat());
}

const throughEc2 = { by: "through-ec2", regions: [] } as const;

describe("a rule of the user", () => {
  test.each<[what: string, scenario: Scenario, rule: OwnRule, result: string, sentence: string]>([
    [
      "everyone, against the account’s own IAM policies",
      preset,
      rule({}),
      "refuted",
      "Nobody can decrypt with",
    ],
    [
      "all but the roles and EC2, with everyone else denied",
      guarded,
      rule({ principals: ["import-roles", "ec2"] }),
      "proved",
      "Nobody but the roles of the import and EC2 can decrypt with",
    ],
    [
      "all but the roles and EC2, with nobody denied",
      preset,
      rule({ principals: ["import-roles", "ec2"] }),
      "refuted",
      "Nobody but the roles",
    ],
    [
      "all outside the accounts",
      preset,
      rule({ principals: ["import-accounts"], actions: ["kms:*"] }),
      "proved",
      "Nobody outside the accounts of the import can use or manage",
    ],
    [
      "all outside one account, while another has a role",
      preset,
      rule({ principals: ["111111111111"], actions: ["kms:*"] }),
      "refuted",
      "Nobody outside account 111111111111",
    ],
    [
      "a role, only through EC2, with that restriction",
      guarded,
      rule({
        who: "these",
        principals: [target],
        actions: ["kms:Decrypt"],
        onlyWhen: [throughEc2],
      }),
      "proved",
      "The role CadoResponseCrossAccountRole of 222222222222 cannot call kms:Decrypt on",
    ],
    [
      "a role, only through EC2, without that restriction",
      { ...guarded, guards: { ...guarded.guards, viaService: false } },
      rule({ who: "these", principals: [target], onlyWhen: [throughEc2] }),
      "refuted",
      "except through EC2 in the key’s region",
    ],
    [
      "a role, only through EC2 and only for EBS, without the second restriction",
      { ...guarded, guards: { ...guarded.guards, encryptionContext: false } },
      rule({ who: "these", principals: [target], onlyWhen: [throughEc2, { by: "ebs-data" }] }),
      "refuted",
      "for EBS volumes and snapshots",
    ],
    [
      "grants, only for AWS resources",
      guarded,
      rule({
        who: "these",
        principals: ["import-roles"],
        actions: ["kms:CreateGrant"],
        onlyWhen: [{ by: "aws-resources" }],
      }),
      "proved",
      "The roles of the import cannot make grants on",
    ],
    [
      "unrestricted grants, only for AWS resources",
      { ...guarded, createGrant: "unrestricted" },
      rule({
        who: "these",
        principals: ["import-roles"],
        actions: ["kms:CreateGrant"],
        onlyWhen: [{ by: "aws-resources" }],
      }),
      "refuted",
      "except for AWS resources",
    ],
    [
      "another region than the key’s",
      guarded,
      rule({
        who: "these",
        principals: ["import-roles"],
        onlyWhen: [{ by: "region", regions: ["ap-south-1"] }],
      }),
      "refuted",
      "except in ap-south-1",
    ],
  ])("%s", (_what, scenario, own, result, sentence) => {
    const [claim] = decided(scenario, [own]);
    expect(claim?.sentence).toContain(sentence);
    expect(claim?.why).toBeUndefined();
    expect(claim?.result).toBe(result);
  });

  test("a statement for a stranger refutes it with a request that the authorizer allows", () => {
    const stranger = "arn:aws:iam::999999999999:role/Stranger";
    const [claim] = decided(guarded, [rule({ who: "these", principals: [stranger] })], {
      Effect: "Allow",
      Principal: { AWS: stranger },
      Action: "kms:Decrypt",
      Resource: "*",
    });
    // The Deny for everyone else stands.
    expect(claim?.result).toBe("proved");
    const [open] = decided(preset, [rule({ who: "these", principals: [stranger] })], {
      Sid: "Stranger",
      Effect: "Allow",
      Principal: { AWS: stranger },
      Action: "kms:Decrypt",
      Resource: "*",
    });
    expect(open?.result).toBe("refuted");
    expect(open?.places?.map(({ documentId }) => documentId)).toEqual(["t1/k1/key"]);
    if (!open?.witness) throw new Error("a refuted rule has a request");
    const { request, policies } = open.witness;
    expect(request.principal).toContain("999999999999");
    expect(authorize(request, policies).outcome).toBe("allowed");
  });

  test("about some keys → decided for those alone; about a key that is gone → for none", () => {
    expect(decided(preset, [rule({ keys: ["k1"] })])).toHaveLength(1);
    expect(decided(preset, [rule({ keys: ["k9"] })])).toHaveLength(0);
  });

  test("changes no document", () => {
    expect(generate({ ...preset, mustNever: [rule({})] })).toEqual(generate(preset));
  });

  test("a document that is not valid JSON → not decided", () => {
    const answers = { ...preset, mustNever: [rule({})] };
    const broken = generate(answers).map((document) => ({ ...document, text: "{" }));
    const rules = runClaims(answers, broken).filter((claim) => claim.rule !== undefined);
    expect(rules.map(({ result }) => result)).toEqual(["undecided"]);
  });
});
