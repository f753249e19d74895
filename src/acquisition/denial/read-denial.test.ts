import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDenial } from "./read-denial.ts";

const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** After the example "Amazon EC2 example two" of the KMS Developer Guide, with a denial's members. */
const createGrant = {
  eventSource: "kms.amazonaws.com",
  eventName: "CreateGrant",
  awsRegion: "us-east-1",
  sourceIPAddress: "AWS Internal",
  errorCode: "AccessDenied",
  errorMessage: "no identity-based policy allows the kms:CreateGrant action",
  userIdentity: {
    type: "AssumedRole",
    arn: role,
    invokedBy: "AWS Internal",
    sessionContext: {
      sessionIssuer: { arn: "arn:aws:iam::222222222222:role/x/CadoResponseCrossAccountRole" },
    },
  },
  requestParameters: {
    keyId: key,
    operations: ["Decrypt"],
    granteePrincipal: "222222222222:aws:ec2-infrastructure:i-81e2f56c",
    constraints: { encryptionContextSubset: { "aws:ebs:id": "vol-0123456789abcdef0" } },
  },
};

function denials(text: string) {
  const read = readDenial(text);
  if (!read.ok) throw new Error(read.message);
  return read.denials;
}

describe("a CloudTrail event", () => {
  test("CreateGrant by way of EC2 keeps grantee, operations and encryption context", () => {
    const [denial] = denials(JSON.stringify(createGrant));
    expect(denial?.request).toEqual({
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
        "kms:GranteePrincipal": "222222222222:aws:ec2-infrastructure:i-81e2f56c",
        "kms:GrantConstraintType": "EncryptionContextSubset",
        "kms:GrantIsForAWSResource": "true",
      },
    });
    expect(denial?.said).toContain("no identity-based policy");
    expect(denial?.cautions).toHaveLength(1);
  });

  test.each([
    ["invokedBy", { userIdentity: { arn: role, invokedBy: "ec2.amazonaws.com" } }],
    [
      "sourceIPAddress",
      { sourceIPAddress: "ec2.us-east-1.amazonaws.com", userIdentity: { arn: role } },
    ],
  ])("the service that called stands in %s", (_, members) => {
    const [denial] = denials(JSON.stringify({ ...createGrant, ...members }));
    expect(denial?.request.context).toMatchObject({
      "kms:ViaService": "ec2.us-east-1.amazonaws.com",
    });
  });

  test("a direct call has the caller's address, and makes grants of its own", () => {
    const direct = { ...createGrant, sourceIPAddress: "203.0.113.7", userIdentity: { arn: role } };
    const [denial] = denials(JSON.stringify(direct));
    expect(denial?.request.context).toMatchObject({
      "aws:SourceIp": "203.0.113.7",
      "kms:GrantIsForAWSResource": "false",
    });
    expect(denial?.request.context).not.toHaveProperty("kms:ViaService");
  });

  test("ReEncrypt is the two requests that KMS checks", () => {
    const other = key.replace("1234abcd", "99999999");
    const event = {
      ...createGrant,
      eventName: "ReEncrypt",
      requestParameters: {
        sourceKeyId: key,
        destinationKeyId: other,
        sourceEncryptionContext: { "aws:ebs:id": "vol-0123456789abcdef0" },
        destinationEncryptionContext: { "aws:ebs:id": "snap-0123456789abcdef0" },
      },
    };
    expect(
      denials(JSON.stringify(event)).map(({ request }) => [request.action, request.resource]),
    ).toEqual([
      ["kms:ReEncryptFrom", key],
      ["kms:ReEncryptTo", other],
    ]);
  });

  test("AssumeRole brings the external id", () => {
    const event = {
      ...createGrant,
      eventSource: "sts.amazonaws.com",
      eventName: "AssumeRole",
      requestParameters: { roleArn: "arn:aws:iam::222222222222:role/R", externalId: "case:4711" },
    };
    expect(denials(JSON.stringify(event))[0]?.request).toMatchObject({
      action: "sts:AssumeRole",
      resource: "arn:aws:iam::222222222222:role/R",
      context: { "sts:ExternalId": "case:4711" },
    });
  });

  test.each([
    ["a list", [createGrant, createGrant]],
    ["a Records file", { Records: [createGrant, createGrant] }],
    [
      "what lookup-events prints",
      { Events: [1, 2].map(() => ({ CloudTrailEvent: JSON.stringify(createGrant) })) },
    ],
  ])("%s is read event by event", (_, value) => {
    expect(denials(JSON.stringify(value))).toHaveLength(2);
  });

  test("a key id becomes an ARN of the account and region of the event", () => {
    const event = {
      ...createGrant,
      recipientAccountId: "222222222222",
      requestParameters: { keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" },
    };
    expect(denials(JSON.stringify(event))[0]?.request.resource).toBe(key);
  });
});

describe("an error message", () => {
  test("names principal, action and resource, and what AWS said", () => {
    const text = `An error occurred (AccessDeniedException) when calling the CreateGrant operation: User: ${role} is not authorized to perform: kms:CreateGrant on resource: ${key} because no identity-based policy allows the kms:CreateGrant action`;
    const [denial] = denials(text);
    expect(denial?.request).toMatchObject({
      principal: role,
      action: "kms:CreateGrant",
      resource: key,
    });
    expect(denial?.said).toBe("because no identity-based policy allows the kms:CreateGrant action");
  });

  test("without the key's ARN asks for it", () => {
    const text = `User: ${role} is not authorized to perform: kms:Decrypt on the resource associated with this ciphertext because the resource does not exist in this Region`;
    const [denial] = denials(text);
    expect(denial?.request).toMatchObject({ action: "kms:Decrypt", resource: "*" });
    expect(denial?.cautions[0]).toContain("enter its ARN");
  });
});

test("a decoded authorization message brings its condition keys", () => {
  const decoded = {
    allowed: false,
    explicitDeny: true,
    context: {
      principal: { arn: role },
      action: "kms:Decrypt",
      resource: key,
      conditions: {
        items: [
          { key: "kms:ViaService", values: { items: [{ value: "ec2.us-east-1.amazonaws.com" }] } },
        ],
      },
    },
  };
  const expected = { context: { "kms:ViaService": ["ec2.us-east-1.amazonaws.com"] } };
  expect(denials(JSON.stringify(decoded))[0]?.request).toMatchObject(expected);
  const printed = { DecodedMessage: JSON.stringify(decoded) };
  expect(denials(JSON.stringify(printed))[0]?.request).toMatchObject(expected);
});

describe("anything else says what it is not", () => {
  test.each([
    ["", "Paste a CloudTrail event or an AWS error message."],
    ["{", "This begins like JSON but is not: copy the whole event."],
    ["{}", "This JSON is no CloudTrail event: it has no eventSource and no eventName."],
    ["[]", "This JSON is no CloudTrail event: it has no eventSource and no eventName."],
    [
      JSON.stringify({
        ...createGrant,
        eventSource: "ec2.amazonaws.com",
        eventName: "AttachVolume",
      }),
      "ec2:AttachVolume is no call to KMS or STS: paste the KMS event that it caused.",
    ],
    ["Encoded authorization failure message: abc", "This message is encoded."],
    ["hello", "This is no CloudTrail event"],
  ])("%s", (text, message) => {
    const read = readDenial(text);
    expect(read.ok ? "" : read.message).toContain(message);
  });

  test("nothing makes it throw", () => {
    const event = fc.record(
      {
        eventSource: fc.constantFrom("kms.amazonaws.com", "sts.amazonaws.com"),
        eventName: fc.constantFrom("Decrypt", "CreateGrant", "ReEncrypt", "AssumeRole"),
        userIdentity: fc.jsonValue(),
        requestParameters: fc.jsonValue(),
        resources: fc.jsonValue(),
        awsRegion: fc.jsonValue(),
        sourceIPAddress: fc.jsonValue(),
      },
      { requiredKeys: ["eventSource", "eventName"] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          event.map((one) => JSON.stringify(one)),
        ),
        (text) => {
          readDenial(text);
        },
      ),
    );
    for (const open of ["[", '{"Events":[', '{"requestParameters":{"a":'])
      expect(readDenial(open.repeat(50_000)).ok).toBe(false);
    const deep = JSON.stringify({ CloudTrailEvent: '{"Events":['.repeat(20_000) });
    expect(readDenial(deep).ok).toBe(false);
  });
});
