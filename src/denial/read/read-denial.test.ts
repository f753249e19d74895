import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { hostileDenials } from "#testing/hostile-denials";
import { readDenial } from "./read-denial.ts";

const scenario = presets[0].scenario;
const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const createGrant = {
  eventSource: "kms.amazonaws.com",
  eventName: "CreateGrant",
  awsRegion: "us-east-1",
  sourceIPAddress: "ec2-frontend-api.amazonaws.com",
  errorCode: "AccessDenied",
  userIdentity: { type: "AssumedRole", arn: role, invokedBy: "ec2-frontend-api.amazonaws.com" },
  requestParameters: { keyId: key, operations: ["Decrypt"] },
};
const { errorCode: _, ...allowed } = createGrant;
const describeKey = { ...allowed, eventName: "DescribeKey", requestParameters: { keyId: key } };

function read(value: unknown) {
  return readDenial(typeof value === "string" ? value : JSON.stringify(value), scenario);
}

function denials(text: string) {
  const found = read(text);
  if (!found.ok) throw new Error(found.message);
  return found.denials;
}

describe("where events come from", () => {
  const line = JSON.stringify(createGrant);
  test.each<[string, unknown, number]>([
    ["one event", createGrant, 1],
    ["one, copied with the comma after it", `${JSON.stringify(createGrant, null, 2)},\n`, 1],
    ["a list", [createGrant, createGrant], 2],
    ["a log file", { Records: [createGrant, createGrant] }, 2],
    [
      "aws cloudtrail lookup-events",
      { Events: [1, 2].map(() => ({ EventName: "CreateGrant", CloudTrailEvent: line })) },
      2,
    ],
    ["aws logs filter-log-events", { events: [{ timestamp: 1, message: line }] }, 1],
    [
      "EventBridge",
      { "detail-type": "AWS API Call via CloudTrail", source: "aws.kms", detail: createGrant },
      1,
    ],
  ])("%s", (_name, value, number) => {
    const found = read(value);
    expect(found).toMatchObject({ ok: true, from: "cloudtrail" });
    expect(found.ok && found.denials).toHaveLength(number);
  });
});

describe("what was not denied", () => {
  const throttled = { ...describeKey, errorCode: "ThrottlingException" };
  const dryRun = { ...createGrant, errorCode: "DryRunOperationException" };

  test("is left out and counted, so that the denied call is seen", () => {
    const many = Array.from({ length: 300 }, () => describeKey);
    const found = read({ Records: [...many, throttled, createGrant, dryRun] });
    if (!found.ok) throw new Error(found.message);
    expect(found.denials.map(({ request }) => request.action)).toEqual(["kms:CreateGrant"]);
    expect(found.skipped).toEqual([
      "302 events were not denied and are left out: 300 succeeded, 1 ended in ThrottlingException, 1 ended in DryRunOperationException.",
    ]);
  });

  test.each([["AccessDenied"], ["AccessDeniedException"], ["Client.UnauthorizedOperation"]])(
    "%s is a denial",
    (errorCode) => {
      expect(read({ ...createGrant, errorCode }).ok).toBe(true);
    },
  );

  test.each<[unknown, string]>([
    [describeKey, "kms:DescribeKey succeeded: only a denied call can be explained."],
    [
      throttled,
      "kms:DescribeKey ended in ThrottlingException: only a denied call can be explained.",
    ],
    [
      [describeKey, throttled],
      "2 events were not denied and are left out: 1 succeeded, 1 ended in ThrottlingException.",
    ],
  ])("alone is no denial", (value, message) => {
    expect(read(value)).toEqual({ ok: false, message });
  });

  test("denied calls that are of no use are said once each, and more than are shown are counted", () => {
    const attach = { ...createGrant, eventSource: "ec2.amazonaws.com", eventName: "AttachVolume" };
    const grants = Array.from({ length: 130 }, () => createGrant);
    const found = read([attach, attach, ...grants]);
    expect(found.ok && found.denials).toHaveLength(100);
    expect(found.ok && found.skipped).toEqual([
      "ec2:AttachVolume is not a call to KMS or STS. Paste the KMS event that it caused. (2 events)",
      "30 more denied requests. Only the first 100 are shown.",
    ]);
  });
});

test("a decoded authorization message has its condition keys", () => {
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
    ["{", "This begins like JSON but is not complete. Copy the whole event."],
    ["{}", "This JSON is not a CloudTrail event: it has no eventSource and no eventName."],
    ["[]", "This list has no events."],
    [
      JSON.stringify({
        ...createGrant,
        eventSource: "ec2.amazonaws.com",
        eventName: "AttachVolume",
      }),
      "ec2:AttachVolume is not a call to KMS or STS. Paste the KMS event that it caused.",
    ],
    ["Encoded authorization failure message: abc", "This message is encoded."],
    ["hello", "This is neither a CloudTrail event"],
  ])("%s", (text, message) => {
    const found = read(text);
    expect(found.ok ? "" : found.message).toContain(message);
  });

  test("nothing makes it throw", () => {
    const event = fc.record(
      {
        eventSource: fc.constantFrom("kms.amazonaws.com", "sts.amazonaws.com"),
        eventName: fc.constantFrom(
          ...["Decrypt", "CreateGrant", "CreateAlias", "CreateKey", "ReEncrypt", "AssumeRole"],
        ),
        errorCode: fc.constant("AccessDenied"),
        errorMessage: fc.jsonValue(),
        userIdentity: fc.jsonValue(),
        requestParameters: fc.jsonValue(),
        resources: fc.jsonValue(),
        awsRegion: fc.jsonValue(),
        sourceIPAddress: fc.jsonValue(),
      },
      { requiredKeys: ["eventSource", "eventName", "errorCode"] },
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          event.map((one) => JSON.stringify(one)),
        ),
        (text) => {
          read(text);
        },
      ),
    );
    for (const open of ["[", '{"Events":[', '{"requestParameters":{"a":'])
      expect(read(open.repeat(50_000)).ok).toBe(false);
    const deep = JSON.stringify({ CloudTrailEvent: '{"Events":['.repeat(20_000) });
    expect(read(deep).ok).toBe(false);
  });

  // How long that takes is measured by read-denial.bench.ts.
  test.each(hostileDenials)("a megabyte of $name is answered", ({ text, ok = false }) => {
    expect(read(text).ok).toBe(ok);
  });
});
