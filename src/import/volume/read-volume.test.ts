import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultScenario, presets, validateScenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { readVolume } from "./read-volume.ts";
import { withFirstTargetIn, withKeyFacts } from "./with-key-facts.ts";

const keyId = "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1";
const arn = `arn:aws:kms:us-east-1:444455556666:key/${keyId}`;
const facts = {
  partition: "aws",
  account: "444455556666",
  region: "us-east-1",
  keyId,
  isMultiRegion: false,
};

describe("what a text says about a key", () => {
  it.each<[name: string, text: string, recognised: string, key: object]>([
    ["an ARN", ` ${arn}\n`, "A key ARN", facts],
    ["an ARN in quotes, as jq prints it", `"${arn}"`, "A key ARN", facts],
    [
      "the ARN of a multi-Region key",
      "arn:aws:kms:eu-west-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ff",
      "A key ARN",
      { isMultiRegion: true, madeBy: "customer" },
    ],
    [
      "the alias of the AWS managed key",
      "arn:aws:kms:eu-west-1:444455556666:alias/aws/ebs",
      "An alias ARN",
      { alias: "alias/aws/ebs", madeBy: "aws" },
    ],
    [
      "a volume",
      JSON.stringify({ Volumes: [{ VolumeId: "vol-1", Encrypted: true, KmsKeyId: arn }] }),
      "Output of aws ec2 describe-volumes",
      facts,
    ],
    [
      "a snapshot",
      JSON.stringify({ Snapshots: [{ OwnerId: "444455556666", KmsKeyId: arn }] }),
      "Output of aws ec2 describe-snapshots",
      facts,
    ],
    [
      "a described multi-Region key",
      JSON.stringify({
        KeyMetadata: {
          Arn: "arn:aws:kms:eu-west-1:444455556666:key/mrk-1234abcd12ab34cd56ef1234567890ff",
          KeyManager: "CUSTOMER",
          MultiRegion: true,
          MultiRegionConfiguration: {
            PrimaryKey: { Region: "us-east-1" },
            ReplicaKeys: [{ Region: "eu-west-1" }],
          },
        },
      }),
      "Output of aws kms describe-key",
      { regions: ["us-east-1", "eu-west-1"], madeBy: "customer", isMultiRegion: true },
    ],
    [
      "a described AWS managed key",
      JSON.stringify({ KeyMetadata: { Arn: arn, KeyManager: "AWS", MultiRegion: false } }),
      "Output of aws kms describe-key",
      { madeBy: "aws" },
    ],
    [
      "an identity policy",
      JSON.stringify({ Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: arn }] }),
      "A policy that names keys",
      facts,
    ],
    [
      "a key policy, which names no key",
      JSON.stringify({
        Statement: [
          { Principal: { AWS: "arn:aws:iam::444455556666:root" }, Action: "kms:*" },
          { Condition: { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } } },
        ],
      }),
      "A key policy",
      { account: "444455556666", region: "us-east-1" },
    ],
  ])("%s", (_, text, recognised, key) => {
    const read = readVolume(text);
    expect(read.recognised).toBe(recognised);
    expect(read.keys).toMatchObject([key]);
    expect(read.problem).toBeUndefined();
  });

  it("gives each key of several volumes once", () => {
    const other = arn.replace("0d99", "1e88");
    const text = JSON.stringify({
      Volumes: [arn, other, arn].map((KmsKeyId) => ({ KmsKeyId })),
    });
    expect(readVolume(text).keys.map((key) => key.keyId)).toEqual([
      keyId,
      keyId.replace("0d99", "1e88"),
    ]);
  });

  it.each([
    "",
    "hello",
    "{",
    JSON.stringify({ Volumes: [{ Encrypted: false }] }),
    "arn:aws:kms:moon-1:444455556666:key/1",
    "arn:aws-cn:kms:us-east-1:444455556666:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
  ])("says why %j gives nothing", (text) => {
    expect(readVolume(text)).toMatchObject({ keys: [], problem: /./ });
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readVolume(text)));
  });
});

describe("the answers that facts give", () => {
  it("are the target’s account and the key’s region, id and type, and nothing else", () => {
    const after = withKeyFacts(defaultScenario, readVolume(arn).keys[0] ?? {});
    const [target] = after.targets;
    expect(target).toMatchObject({
      account: "444455556666",
      role: "CadoResponseCrossAccountRole",
      keys: [{ region: "us-east-1", type: "customer-managed", naming: { by: "arn", keyId } }],
    });
    expect({ ...after, targets: [] }).toEqual({ ...defaultScenario, targets: [] });
  });

  it("let the platform role act in the platform’s own account, and a role in another", () => {
    const own = withFirstTargetIn(defaultScenario, defaultScenario.platform.account);
    expect(own.targets[0]?.role).toBe("");
    expect(withFirstTargetIn(own, "444455556666").targets[0]?.role).toBe(
      "CadoResponseCrossAccountRole",
    );
  });

  it("make no valid scenario invalid, except where the platform is in another partition", () => {
    const errors = (scenario: typeof defaultScenario) =>
      validateScenario(scenario).filter(({ severity }) => severity === "error").length;
    for (const { scenario } of presets)
      for (const text of [arn, arn.replace("us-east-1", "eu-west-1")])
        expect(errors(withKeyFacts(scenario, readVolume(text).keys[0] ?? {}))).toBe(0);
  });

  it("keep all other targets and keys of any scenario", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const after = withKeyFacts(scenario, readVolume(arn).keys[0] ?? {});
        expect(after.targets.slice(1)).toEqual(scenario.targets.slice(1));
        expect(after.targets[0]?.keys.slice(1)).toEqual(scenario.targets[0]?.keys.slice(1) ?? []);
      }),
      { numRuns: 50 },
    );
  });
});
