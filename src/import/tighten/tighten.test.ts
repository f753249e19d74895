import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Layers } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario, validateScenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import type { ImportedPolicy } from "../imported.ts";
import { compareAccess, leastScenario } from "./compare.ts";
import { proposeAnswers } from "./propose.ts";

const scenarioOf = (id: string) =>
  (presets.find((preset) => preset.id === id) as { scenario: Scenario }).scenario;
const scenario = scenarioOf("cross-account");
const roleArn = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

const imported = (
  kind: "identity" | "trust",
  ...statements: readonly object[]
): ImportedPolicy => ({
  id: kind,
  kind,
  title: "",
  text: JSON.stringify({ Version: "2012-10-17", Statement: statements }),
  roles: [{ name: "CadoResponseCrossAccountRole", arn: roleArn }],
  boundaryOf: [],
  unresolved: [],
});

/** The vendor's shape (facts §2): the five, on every key, and the EBS direct APIs. */
const vendor = imported(
  "identity",
  {
    Sid: "Ebs",
    Effect: "Allow",
    Action: ["ebs:ListSnapshotBlocks", "ebs:GetSnapshotBlock"],
    Resource: "*",
  },
  {
    Sid: "Kms",
    Effect: "Allow",
    Action: [
      "kms:Encrypt",
      "kms:Decrypt",
      "kms:ReEncrypt*",
      "kms:GenerateDataKey*",
      "kms:CreateGrant",
      "kms:DescribeKey",
    ],
    Resource: "*",
  },
);

const propose = (identity: ImportedPolicy, trust: readonly ImportedPolicy[] = []) =>
  proposeAnswers(scenario, { owner: "t1", roleArn, identity: [identity], trust });
const inWords = (proposals: ReturnType<typeof propose>) =>
  Object.fromEntries(
    proposals.map(({ id, answer, place }) => [
      id,
      `${answer}${place?.sid ? ` (${place.sid})` : ""}`,
    ]),
  );

describe("the answers that a policy implies", () => {
  it("reads the vendor's template", () => {
    expect(inWords(propose(vendor))).toEqual({
      role: "CadoResponseCrossAccountRole",
      "keys every": "Every key of account 222222222222 (Kms)",
      method: "EBS direct (Ebs)",
      createGrant: "Unrestricted (Kms)",
      actions: "The vendor’s list (Kms)",
      viaService: "Off (Kms)",
      encryptionContext: "Off (Kms)",
      grantOperations: "Off (Kms)",
    });
  });

  it("reads guards, external id, prefix and named keys", () => {
    const guarded = imported(
      "identity",
      {
        Sid: "Use",
        Effect: "Allow",
        Action: "kms:Decrypt",
        Resource: "arn:aws:kms:us-east-1:222222222222:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab",
        Condition: {
          StringEquals: {
            "kms:ViaService": "ec2.us-east-1.amazonaws.com",
            "aws:PrincipalOrgID": "o-abcde12345",
          },
          StringLike: { "kms:EncryptionContext:aws:ebs:id": "vol-*" },
        },
      },
      {
        Sid: "Grant",
        Effect: "Allow",
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
      {
        Sid: "Alias",
        Effect: "Allow",
        Action: "kms:CreateAlias",
        Resource: "arn:aws:kms:*:222222222222:alias/dfir-*",
      },
      { Sid: "Volumes", Effect: "Allow", Action: "ec2:CreateVolume", Resource: "*" },
    );
    const trust = imported("trust", {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111111111111:root" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "sts:ExternalId": "case:4711" } },
    });
    const withoutOrganization = {
      ...guarded,
      text: guarded.text.replace(',"aws:PrincipalOrgID":"o-abcde12345"', ""),
    };
    expect(inWords(propose(withoutOrganization, [trust]))).toEqual({
      role: "CadoResponseCrossAccountRole",
      "key 222222222222 us-east-1 aaaaaaaa-12ab-34cd-56ef-1234567890ab":
        "aaaaaaaa-12ab-34cd-56ef-1234567890ab of account 222222222222, us-east-1 (Use)",
      method: "Create volume (Volumes)",
      createGrant: "Only for AWS resources (Grant)",
      actions: "Only the actions that the import calls",
      viaService: "On (Use)",
      encryptionContext: "On (Use)",
      grantOperations: "Off (Grant)",
      aliasPrefix: "alias/dfir- (Alias)",
      externalId: "case:4711",
    });
    expect(inWords(propose(guarded)).organizationId).toBe("o-abcde12345");
  });

  it("reads from the platform role's policy that both roles are principals", () => {
    const decrypt = (account: string) =>
      proposeAnswers(scenario, {
        owner: "platform",
        roleArn: "arn:aws:iam::111111111111:role/CadoResponseRole",
        identity: [
          imported("identity", {
            Effect: "Allow",
            Action: "kms:Decrypt",
            Resource: `arn:aws:kms:eu-west-1:${account}:key/aaaaaaaa-12ab-34cd-56ef-1234567890ab`,
          }),
        ],
        trust: [],
      }).some(({ id }) => id === "crossAccount");
    expect(decrypt("222222222222")).toBe(true);
    expect(decrypt("111111111111")).toBe(false);
  });

  it("gives answers that are valid, whatever the scenario and the text", () => {
    fc.assert(
      fc.property(
        scenarioArbitrary(),
        fc.oneof(fc.constant(vendor.text), fc.json(), fc.string()),
        (one, text) => {
          const target = one.targets[0];
          const role = `arn:${one.partition}:iam::${target?.account}:role/x/DarktraceForensicsRole`;
          const proposals = proposeAnswers(one, {
            owner: target?.id ?? "platform",
            roleArn: role,
            identity: [{ ...vendor, text, roles: [] }],
            trust: [],
          });
          const all = proposals.reduce((now, { apply }) => apply(now), one);
          expect(validateScenario(all).filter(({ severity }) => severity === "error")).toEqual([]);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("theirs beside the least", () => {
  const least = leastScenario(scenario);
  const compared = compareAccess(
    { scenario, documents: generate(scenario) },
    { scenario: least, documents: generate(least) },
    "t1/identity",
    [vendor.text],
  );

  it("says action by action how far each reaches", () => {
    const row = (action: string) => compared?.rows.find((one) => one.action === action);
    expect(row("kms:CreateGrant")).toEqual({
      action: "kms:CreateGrant",
      theirs: { importKeys: "for anybody", otherKeys: "for anybody" },
      least: { importKeys: "no", otherKeys: "no" },
    });
    expect(row("kms:Decrypt")).toMatchObject({
      theirs: { importKeys: "directly", otherKeys: "directly" },
      least: { importKeys: "through EC2", otherKeys: "no" },
    });
    expect(row("kms:Encrypt")?.least.importKeys).toBe("no");
    expect(row("kms:ScheduleKeyDeletion")).toBeUndefined();
  });

  it("names the abuses that become impossible", () => {
    expect(compared?.impossible.map(({ title }) => title)).toContain(
      "Give an outsider a grant on the key",
    );
    // What is left hangs on the key and trust policies, not on this role: each says which answer closes it.
    expect(compared?.stillOpen.filter(({ mitigation }) => !mitigation)).toEqual([]);
    expect(compared?.least.works).toBe("works");
  });

  it("compares nothing but a role's policy", () => {
    const checked = { scenario, documents: generate(scenario) };
    expect(compareAccess(checked, checked, "t1/k1/key", ["{}"])).toBeUndefined();
  });
});

it("an SCP of the role's account takes from both sides what it denies", () => {
  const deny = { Effect: "Deny", Action: "kms:*", Resource: "*" };
  const allow = { Effect: "Allow", Action: "*", Resource: "*" };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [allow, deny] });
  const least = leastScenario(scenario);
  const sides = [scenario, least].map((one) => ({ scenario: one, documents: generate(one) }));
  const [present, target] = sides as [(typeof sides)[0], (typeof sides)[0]];
  const compare = (layers?: Layers) =>
    compareAccess(present, target, "t1/identity", [vendor.text], layers);
  const scp: Layers = { serviceControlPolicies: { "222222222222": [[{ id: "layer/1", text }]] } };
  const rowOf = (compared: ReturnType<typeof compare>) =>
    compared?.rows.find(({ action }) => action === "kms:Decrypt");
  const [without, withScp] = [compare(), compare(scp)];
  expect(rowOf(without)?.theirs.importKeys).toBe("directly");
  expect(rowOf(withScp)).toBeUndefined();
  expect(withScp?.impossible.length).toBeLessThan(without?.impossible.length ?? 0);
});
