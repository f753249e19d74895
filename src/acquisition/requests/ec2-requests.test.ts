import { describe, expect, test } from "vitest";
import { authorize, requestContext } from "#engine";
import { generate } from "#generator";
import type { Policy, Statement } from "#policy";
import type { Scenario } from "#scenario";
import { crossAccount } from "#testing/example-scenario";
import { runAcquisition } from "../index.ts";

/** Each case rests on facts §6 and §8: "How EBS uses AWS KMS", "Amazon EC2 example two", a public CloudTrail event. */
const account = crossAccount.platform.account;

/** A volume made and attached in the key's own account, under the source key itself. */
function ownVolume(members: Partial<Scenario> = {}): Scenario {
  const [target] = crossAccount.targets;
  if (!target) throw new Error("the preset has a target");
  return {
    ...crossAccount,
    method: "create-volume",
    targets: [{ ...target, account, role: "" }],
    ...members,
  };
}

const govCloud = ownVolume({
  partition: "aws-us-gov",
  platform: { ...crossAccount.platform, region: "us-gov-west-1" },
  targets: ownVolume().targets.map((target) => ({
    ...target,
    keys: target.keys.map((key) => ({ ...key, region: "us-gov-west-1" })),
  })),
});

type Edit = (policy: { Statement: Statement[] }) => Statement[];

/** The scenario's documents, the key policy edited. */
function withKeyPolicy(scenario: Scenario, edit: Edit) {
  return generate(scenario).map((document) => {
    if (document.kind !== "key") return document;
    const policy = JSON.parse(document.text) as Policy & { Statement: Statement[] };
    return { ...document, text: JSON.stringify({ ...policy, Statement: edit(policy) }) };
  });
}

function stepOf(scenario: Scenario, id: string, documents = generate(scenario)) {
  const step = runAcquisition(scenario, documents).find((one) => one.id.endsWith(`/${id}`));
  if (!step) throw new Error(`the run has no step ${id}`);
  return step;
}

const requestOf = (step: ReturnType<typeof stepOf>, label: string) =>
  step.requests.find((one) => one.label.startsWith(label));

describe.each([
  ["aws", ownVolume(), "eu-west-1"],
  ["aws-us-gov", govCloud, "us-gov-west-1"],
] as const)("the grant that EC2 has made in %s", (partition, scenario, region) => {
  const session = `arn:${partition}:sts::${account}:assumed-role/aws:ec2-infrastructure/`;

  test("is for a session of the instance's account and partition, and EC2 of the region retires it", () => {
    const context = requestOf(stepOf(scenario, "attach-volume"), "CreateGrant")?.request.context;
    expect(context?.["kms:GranteePrincipal"]).toMatch(new RegExp(`^${session}i-`));
    expect(context?.["kms:RetiringPrincipal"]).toBe(`ec2.${region}.amazonaws.com`);
  });

  test.each([
    ["kms:GranteePrincipal", `${session}*`, "works"],
    [
      "kms:GranteePrincipal",
      `arn:${partition}:sts::999999999999:assumed-role/aws:ec2-infrastructure/*`,
      "broken",
    ],
    ["kms:RetiringPrincipal", `ec2.${region}.amazonaws.com`, "works"],
    ["kms:RetiringPrincipal", "ec2.eu-north-1.amazonaws.com", "broken"],
  ])("a key policy that denies all but %s %s: %s", (key, value, state) => {
    const documents = withKeyPolicy(scenario, ({ Statement }) => [
      ...Statement,
      {
        Effect: "Deny",
        Principal: "*",
        Action: "kms:CreateGrant",
        Resource: "*",
        Condition: { StringNotLike: { [key]: value } },
      },
    ]);
    expect(stepOf(scenario, "attach-volume", documents).state).toBe(state);
  });
});

describe("what a volume is made under", () => {
  test.each([
    ["Decrypt", "snapshot"],
    ["ReEncryptFrom", "snapshot"],
    ["GenerateDataKeyWithoutPlaintext", "new volume"],
    ["ReEncryptTo", "new volume"],
    ["CreateGrant", "new volume"],
  ])("%s has the encryption context of the %s", (call, side) => {
    const step = stepOf(ownVolume(), "create-volume");
    const idOf = (label: string) =>
      requestOf(step, label)?.request.context?.["kms:EncryptionContext:aws:ebs:id"];
    expect(idOf(call)).toBe(
      side === "snapshot" ? "vol-0123456789abcdef0" : "vol-0fedcba9876543210",
    );
  });

  test("the grant of the attached volume is for the new volume", () => {
    const step = stepOf(ownVolume(), "attach-volume");
    for (const { request } of step.requests)
      expect(request.context?.["kms:EncryptionContext:aws:ebs:id"]).toBe("vol-0fedcba9876543210");
  });
});

describe("EC2's own Decrypt under the grant", () => {
  const denying = (condition: Statement["Condition"]) =>
    withKeyPolicy(ownVolume(), ({ Statement }) => [
      ...Statement,
      {
        Sid: "OnlyThroughEc2",
        Effect: "Deny",
        Principal: "*",
        Action: "kms:Decrypt",
        Resource: "*",
        ...(condition ? { Condition: condition } : {}),
      },
    ]);

  test("works where no policy asks how it comes", () => {
    expect(stepOf(ownVolume(), "attach-volume").state).toBe("works");
  });

  test.each([
    { StringNotEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } },
    { Null: { "KMS:viaservice": "true" } },
    { BoolIfExists: { "aws:ViaAWSService": "false" } },
  ])("is not decided where a Deny turns on %j", (condition) => {
    const step = stepOf(ownVolume(), "attach-volume", denying(condition));
    const [asked] = Object.values(condition).flatMap((keys) => Object.keys(keys));
    expect(step.state).toBe("unknown");
    const request = requestOf(step, "Decrypt by EC2");
    expect(request?.outcome).toBe("unknown");
    expect(request?.why?.sentence).toBe(
      `Not decided: a condition asks for ${asked}, which only the real call has.`,
    );
    expect(request?.why?.places.map(({ documentId }) => documentId)).toEqual(["t1/k1/key"]);
  });

  test("stops where a Deny applies however it comes", () => {
    const condition = {
      StringNotEquals: {
        "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
        "aws:PrincipalAccount": account,
      },
    };
    expect(stepOf(ownVolume(), "attach-volume", denying(condition)).state).toBe("works");
    expect(stepOf(ownVolume(), "attach-volume", denying(undefined)).state).toBe("broken");
  });
});

describe("“deny everyone else” spares EC2's infrastructure role", () => {
  const guards = { ...crossAccount.guards, denyOthers: true };
  const key = generate(ownVolume({ guards })).find(({ kind }) => kind === "key");
  const resourcePolicy = JSON.parse(key?.text ?? "{}") as Policy;

  test.each([
    ["arn:aws:iam::111111111111:role/aws:ec2-infrastructure", "allowed"],
    ["arn:aws:iam::111111111111:role/aws:ec2-infrastructure/i-0123456789abcdef0", "allowed"],
    ["arn:aws:iam::111111111111:role/aws:ec2-infrastructure-not", "explicitly-denied"],
    ["arn:aws:iam::111111111111:role/team/aws:ec2-infrastructure", "explicitly-denied"],
  ])("%s: %s", (principalArn, outcome) => {
    const principal = `arn:aws:sts::${account}:assumed-role/aws:ec2-infrastructure/i-0123456789abcdef0`;
    const request = {
      principal,
      action: "kms:Decrypt",
      resource: `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
      context: { "aws:PrincipalArn": principalArn },
    };
    const grants = [{ granteePrincipal: principal, operations: ["Decrypt"] }];
    const context = requestContext(request);
    expect(authorize({ ...request, context }, { resourcePolicy, grants }).outcome).toBe(outcome);
  });
});
