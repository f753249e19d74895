import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { readDenial } from "./read-denial.ts";

const scenario = presets[0].scenario;
const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const otherKey = key.replace("1234abcd", "99999999");
const volume = { "aws:ebs:id": "vol-0123456789abcdef0" };
const infrastructure =
  "arn:aws:sts::222222222222:assumed-role/aws:ec2-infrastructure/i-0c9d812c0cfa2790f";

/**
 * A CreateGrant of AttachVolume as CloudTrail writes it, with a denial's members. After events of ec2-frontend-api in the
 * ECS Developer Guide ("Managing AWS KMS keys for Fargate ephemeral storage") and in a published AWS lab.
 */
const createGrant = {
  eventVersion: "1.11",
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:import",
    arn: role,
    accountId: "222222222222",
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        arn: "arn:aws:iam::222222222222:role/x/CadoResponseCrossAccountRole",
        accountId: "222222222222",
        userName: "CadoResponseCrossAccountRole",
      },
      attributes: { creationDate: "2026-05-18T04:14:33Z", mfaAuthenticated: "false" },
    },
    invokedBy: "ec2-frontend-api.amazonaws.com",
  },
  eventTime: "2026-05-18T06:16:58Z",
  eventSource: "kms.amazonaws.com",
  eventName: "CreateGrant",
  awsRegion: "us-east-1",
  sourceIPAddress: "ec2-frontend-api.amazonaws.com",
  userAgent: "ec2-frontend-api.amazonaws.com",
  errorCode: "AccessDenied",
  errorMessage: `User: ${role} is not authorized to perform: kms:CreateGrant on resource: ${key} because no identity-based policy allows the kms:CreateGrant action`,
  requestParameters: {
    constraints: { encryptionContextSubset: volume },
    retiringPrincipal: "ec2.us-east-1.amazonaws.com",
    operations: ["Decrypt"],
    keyId: key,
    granteePrincipal: infrastructure,
  },
  responseElements: null,
  resources: [{ accountId: "222222222222", type: "AWS::KMS::Key", ARN: key }],
  eventType: "AwsApiCall",
  recipientAccountId: "222222222222",
  vpcEndpointId: "AWS Internal",
};

function denials(event: object) {
  const read = readDenial(JSON.stringify(event), scenario);
  if (!read.ok) throw new Error(read.message);
  return read.denials;
}

function denied(members: object) {
  const [denial] = denials({ ...createGrant, ...members });
  if (!denial) throw new Error("nothing read");
  return denial;
}

/** The event with another caller or sender. */
const by = (identity: object, members: object = {}) => ({
  userIdentity: { type: "AssumedRole", arn: role, accountId: "222222222222", ...identity },
  ...members,
});

describe("a CloudTrail event", () => {
  test("CreateGrant through EC2 keeps grantee, operations and encryption context", () => {
    const denial = denied({});
    expect(denial.request).toMatchObject({
      principal: role,
      action: "kms:CreateGrant",
      resource: key,
      context: {
        "aws:PrincipalArn": "arn:aws:iam::222222222222:role/x/CadoResponseCrossAccountRole",
        "aws:RequestedRegion": "us-east-1",
        "kms:ViaService": "ec2.us-east-1.amazonaws.com",
        "kms:EncryptionContext:aws:ebs:id": "vol-0123456789abcdef0",
        "kms:EncryptionContextKeys": ["aws:ebs:id"],
        "kms:GrantOperations": ["Decrypt"],
        "kms:GranteePrincipal": infrastructure,
        "kms:RetiringPrincipal": "ec2.us-east-1.amazonaws.com",
        "kms:GrantConstraintType": "EncryptionContextSubset",
        "kms:GrantIsForAWSResource": "true",
      },
    });
    expect(denial.request.context).not.toHaveProperty("aws:SourceVpce");
    expect(denial.said).toContain("no identity-based policy");
    expect(denial.cautions).toEqual([]);
  });

  test.each<[sender: string, invokedBy: string | undefined, address: string, service: string]>([
    ["EC2's API", "ec2-frontend-api.amazonaws.com", "ec2-frontend-api.amazonaws.com", "ec2"],
    ["EC2's API, in the address alone", undefined, "ec2-frontend-api.amazonaws.com", "ec2"],
    ["EC2", "ec2.amazonaws.com", "ec2.amazonaws.com", "ec2"],
    ["EC2 with its region", undefined, "ec2.us-east-1.amazonaws.com", "ec2"],
    ["EC2 in China", "ec2.amazonaws.com.cn", "ec2.amazonaws.com.cn", "ec2"],
    ["EBS", "ebs.amazonaws.com", "ebs.amazonaws.com", "ec2"],
    [
      "EBS's caller of KMS",
      "prod.kms-caller.ebs.us-east-1.amazonaws.com",
      "prod.kms-caller.ebs.us-east-1.amazonaws.com",
      "ec2",
    ],
    ["AWS Internal", "AWS Internal", "AWS Internal", "ec2"],
    ["S3", "s3.amazonaws.com", "s3.amazonaws.com", "s3"],
    ["RDS", "rds.amazonaws.com", "AWS Internal", "rds"],
  ])("sent by %s", (_, invokedBy, sourceIPAddress, service) => {
    const identity = invokedBy === undefined ? {} : { invokedBy };
    expect(denied(by(identity, { sourceIPAddress })).request.context).toMatchObject({
      "kms:ViaService": `${service}.us-east-1.amazonaws.com`,
      "kms:GrantIsForAWSResource": "true",
    });
  });

  test("what is guessed of the sender is said", () => {
    const internal = by({ invokedBy: "AWS Internal" }, { sourceIPAddress: "AWS Internal" });
    expect(denied(internal).cautions).toEqual([expect.stringContaining("Assumed: EC2")]);
    const s3 = by({ invokedBy: "s3.amazonaws.com" });
    expect(denied(s3).cautions).toEqual([expect.stringContaining("s3.us-east-1.amazonaws.com")]);
  });

  test("a direct call has the caller's address, and creates grants itself", () => {
    const { request } = denied(by({}, { sourceIPAddress: "203.0.113.7" }));
    expect(request.context).toMatchObject({
      "aws:SourceIp": "203.0.113.7",
      "kms:GrantIsForAWSResource": "false",
    });
    expect(request.context).not.toHaveProperty("kms:ViaService");
  });

  test("a call through a VPC endpoint has no aws:SourceIp", () => {
    const members = { sourceIPAddress: "10.0.0.7", vpcEndpointId: "vpce-0123456789abcdef0" };
    const { request } = denied(by({}, members));
    expect(request.context).toMatchObject({
      "aws:SourceVpce": "vpce-0123456789abcdef0",
      "aws:VpcSourceIp": "10.0.0.7",
    });
    expect(request.context).not.toHaveProperty("aws:SourceIp");
  });

  test("a service that calls for itself is the caller", () => {
    const service = { type: "AWSService", invokedBy: "ebs.amazonaws.com" };
    const denial = denied({ userIdentity: service, errorMessage: undefined });
    expect(denial.request.principal).toBe("ebs.amazonaws.com");
    expect(denial.request.context).not.toHaveProperty("kms:ViaService");
    expect(denial.cautions).toEqual([expect.stringContaining("called KMS for itself")]);
  });
});

describe("who and on what, where the event leaves it to its message", () => {
  const message = (action: string, resource: string) =>
    `User: ${role} is not authorized to perform: ${action} on resource: ${resource} because no resource-based policy allows the ${action} action`;
  const decrypt = {
    eventName: "Decrypt",
    errorMessage: message("kms:Decrypt", otherKey),
    resources: undefined,
  };
  const trusted = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";

  test.each<[string, object, object]>([
    ["no parameters", { ...decrypt, requestParameters: null }, { resource: otherKey }],
    [
      "an alias for a key",
      { ...decrypt, requestParameters: { keyId: "alias/prod" } },
      { resource: otherKey, context: { "kms:RequestAlias": "alias/prod" } },
    ],
    [
      "a caller of another account",
      {
        ...decrypt,
        requestParameters: null,
        userIdentity: {
          type: "AWSAccount",
          principalId: "AROAEXAMPLE:import",
          accountId: "222222222222",
        },
      },
      { principal: role, resource: otherKey },
    ],
    [
      "AssumeRole without parameters",
      {
        eventSource: "sts.amazonaws.com",
        eventName: "AssumeRole",
        requestParameters: null,
        resources: undefined,
        errorMessage: message("sts:AssumeRole", trusted),
      },
      { action: "sts:AssumeRole", resource: trusted },
    ],
    [
      "S3's own event",
      {
        eventSource: "s3.amazonaws.com",
        eventName: "GetObject",
        errorMessage: message("kms:Decrypt", otherKey),
      },
      { action: "kms:Decrypt", resource: otherKey },
    ],
  ])("%s", (_, members, request) => {
    expect(denied(members).request).toMatchObject(request);
  });

  test("a caller given by account alone is the import's role there, and that is said", () => {
    const userIdentity = { type: "AWSAccount", accountId: "222222222222" };
    const denial = denied({ userIdentity, errorMessage: "Access denied" });
    expect(denial.request.principal).toBe(trusted);
    expect(denial.cautions).toContain(
      "The event has only the caller’s account. Assumed: the caller is CadoResponseCrossAccountRole.",
    );
    const stranger = { userIdentity: { type: "AWSAccount", accountId: "333333333333" } };
    expect(() => denied({ ...stranger, errorMessage: "Access denied" })).toThrow(
      /only the account/,
    );
  });

  test("a key id becomes an ARN of the account and region of the event", () => {
    const requestParameters = { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" };
    const members = { requestParameters, resources: undefined, errorMessage: undefined };
    expect(denied(members).request.resource).toBe(key);
  });

  test("a key that nothing names is asked for", () => {
    const requestParameters = { keyId: "alias/somebody-else" };
    const denial = denied({ requestParameters, resources: undefined, errorMessage: undefined });
    expect(denial).toMatchObject({ lacksKey: true, request: { resource: "*" } });
    expect(denial.cautions).toEqual([
      "The event names the key only as alias/somebody-else. Enter its ARN.",
    ]);
  });
});

describe("what one call is checked for", () => {
  const asked = (members: object) =>
    denials({ ...createGrant, errorMessage: undefined, ...members }).map(({ request }) => [
      request.action,
      request.resource,
    ]);

  test("ReEncrypt: the source and the destination", () => {
    const event = {
      eventName: "ReEncrypt",
      requestParameters: {
        sourceKeyId: key,
        destinationKeyId: otherKey,
        sourceEncryptionContext: volume,
        destinationEncryptionContext: { "aws:ebs:id": "snap-0123456789abcdef0" },
      },
    };
    expect(asked(event)).toEqual([
      ["kms:ReEncryptFrom", key],
      ["kms:ReEncryptTo", otherKey],
    ]);
    const [denied, other] = denials({
      ...createGrant,
      ...event,
      errorMessage: `User: ${role} is not authorized to perform: kms:ReEncryptTo on resource: ${otherKey}`,
    });
    expect(denied?.request.action).toBe("kms:ReEncryptTo");
    expect(denied?.said).toContain("kms:ReEncryptTo");
    expect(other?.said).toBeUndefined();
    expect(other?.cautions).toContain(
      "AWS checks this of the same call; it denied kms:ReEncryptTo.",
    );
  });

  test("CreateAlias: the alias and its key", () => {
    const requestParameters = { aliasName: "alias/CadoResponse-KMS-Alias-1", targetKeyId: key };
    expect(asked({ eventName: "CreateAlias", requestParameters, resources: undefined })).toEqual([
      ["kms:CreateAlias", "arn:aws:kms:us-east-1:222222222222:alias/CadoResponse-KMS-Alias-1"],
      ["kms:CreateAlias", key],
    ]);
  });

  test("DeleteAlias: the alias, and the key where the event lists it", () => {
    const requestParameters = { aliasName: "alias/CadoResponse-KMS-Alias-1" };
    expect(asked({ eventName: "DeleteAlias", requestParameters })).toEqual([
      ["kms:DeleteAlias", "arn:aws:kms:us-east-1:222222222222:alias/CadoResponse-KMS-Alias-1"],
      ["kms:DeleteAlias", key],
    ]);
  });

  test.each<[name: string, parameters: object, context: object]>([
    [
      "CreateKey",
      { keySpec: "RSA_4096", keyUsage: "SIGN_VERIFY", origin: "EXTERNAL", multiRegion: true },
      {
        "kms:KeySpec": "RSA_4096",
        "kms:KeyUsage": "SIGN_VERIFY",
        "kms:KeyOrigin": "EXTERNAL",
        "kms:MultiRegion": "true",
      },
    ],
    [
      "CreateKey",
      { tags: [{ tagKey: "team", tagValue: "forensics" }], bypassPolicyLockoutSafetyCheck: true },
      {
        "kms:KeySpec": "SYMMETRIC_DEFAULT",
        "kms:KeyUsage": "ENCRYPT_DECRYPT",
        "kms:KeyOrigin": "AWS_KMS",
        "kms:MultiRegion": "false",
        "kms:BypassPolicyLockoutSafetyCheck": "true",
        "aws:RequestTag/team": "forensics",
        "aws:TagKeys": ["team"],
      },
    ],
    [
      "ReplicateKey",
      { keyId: key, replicaRegion: "us-west-2" },
      { "kms:ReplicaRegion": "us-west-2" },
    ],
    [
      "Encrypt",
      { keyId: key, encryptionAlgorithm: "RSAES_OAEP_SHA_256" },
      { "kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_256" },
    ],
  ])("%s carries its parameters", (eventName, requestParameters, context) => {
    const members = { eventName, requestParameters, errorMessage: undefined };
    expect(denied(members).request.context).toMatchObject(context);
  });

  test("CreateKey and ListAliases name no key, and none is asked for", () => {
    for (const eventName of ["CreateKey", "ListAliases"]) {
      const denial = denied({ eventName, requestParameters: {}, errorMessage: undefined });
      expect(denial.request).toMatchObject({ resource: "*", resourceAccount: "222222222222" });
      expect(denial.lacksKey).toBe(false);
      expect(denial.cautions).toEqual([]);
    }
  });

  test("AssumeRole has the external id", () => {
    const roleArn = "arn:aws:iam::222222222222:role/R";
    const requestParameters = { roleArn, externalId: "case:4711" };
    const members = {
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      requestParameters,
    };
    expect(denied(members).request).toMatchObject({
      action: "sts:AssumeRole",
      resource: roleArn,
      context: { "sts:ExternalId": "case:4711" },
    });
  });
});
