import { gzipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { readDenial } from "../read/read-denial.ts";

const scenario = presets[0].scenario;
const role = "arn:aws:sts::222222222222:assumed-role/CadoResponseCrossAccountRole/import";
const issuer = "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole";
const key = "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** A denied Decrypt through EC2, as CloudTrail writes it. */
const event = {
  eventVersion: "1.11",
  userIdentity: {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:import",
    arn: role,
    accountId: "222222222222",
    sessionContext: { sessionIssuer: { type: "Role", arn: issuer, accountId: "222222222222" } },
    invokedBy: "ec2-frontend-api.amazonaws.com",
  },
  eventTime: "2026-05-18T06:16:58Z",
  eventSource: "kms.amazonaws.com",
  eventName: "Decrypt",
  awsRegion: "us-east-1",
  sourceIPAddress: "ec2-frontend-api.amazonaws.com",
  errorCode: "AccessDenied",
  errorMessage: `User: ${role} is not authorized to perform: kms:Decrypt on resource: ${key} because no identity-based policy allows the kms:Decrypt action`,
  requestParameters: {
    encryptionContext: { "aws:ebs:id": "vol-0a" },
    encryptionAlgorithm: "SYMMETRIC_DEFAULT",
  },
  responseElements: null,
  resources: [{ accountId: "222222222222", type: "AWS::KMS::Key", ARN: key }],
  eventID: "11111111-2222-3333-4444-555555555555",
  recipientAccountId: "222222222222",
};
const line = JSON.stringify(event);
const lines = JSON.stringify(event, null, 2);

const base64 = (bytes: Uint8Array | string) => Buffer.from(bytes).toString("base64");
const zipped = (value: unknown) => base64(gzipSync(strToU8(JSON.stringify(value))));
const batch = {
  messageType: "DATA_MESSAGE",
  owner: "222222222222",
  logGroup: "trail",
  logEvents: [{ id: "1", timestamp: 1, message: line }],
};

/** The event with other names, as a table's column names have them. */
const lowerCase = Object.fromEntries(
  Object.entries(event).map(([name, value]) => [
    name.toLowerCase(),
    typeof value === "object" ? JSON.stringify(value) : value,
  ]),
);
const dotted = {
  eventSource: event.eventSource,
  eventName: event.eventName,
  awsRegion: event.awsRegion,
  sourceIPAddress: event.sourceIPAddress,
  errorCode: event.errorCode,
  errorMessage: event.errorMessage,
  "userIdentity.type": "AssumedRole",
  "userIdentity.arn": role,
  "userIdentity.accountId": "222222222222",
  "userIdentity.invokedBy": event.userIdentity.invokedBy,
  "userIdentity.sessionContext.sessionIssuer.arn": issuer,
  "requestParameters.encryptionContext.aws:ebs:id": "vol-0a",
  "requestParameters.encryptionAlgorithm": "SYMMETRIC_DEFAULT",
  "resources{}.ARN": key,
};
const elastic = {
  "@timestamp": "2026-05-18T06:16:58Z",
  event: {
    provider: "kms.amazonaws.com",
    action: "Decrypt",
    outcome: "failure",
    id: event.eventID,
  },
  cloud: { region: "us-east-1", account: { id: "222222222222" } },
  source: { address: event.sourceIPAddress },
  aws: {
    cloudtrail: {
      error_code: "AccessDenied",
      error_message: event.errorMessage,
      user_identity: {
        type: "AssumedRole",
        arn: role,
        invoked_by: event.userIdentity.invokedBy,
        session_context: { session_issuer: { arn: issuer } },
      },
      request_parameters:
        "{encryptionContext={aws:ebs:id=vol-0a}, encryptionAlgorithm=SYMMETRIC_DEFAULT}",
      resources: [{ arn: key, account_id: "222222222222", type: "AWS::KMS::Key" }],
      recipient_account_id: "222222222222",
    },
  },
};
const wazuh = {
  timestamp: "2026-05-18T06:17:00.000+0000",
  rule: { level: 3, description: "AWS Cloudtrail: kms.amazonaws.com - Decrypt." },
  agent: { id: "000", name: "manager" },
  decoder: { name: "json" },
  data: {
    integration: "aws",
    aws: { log_info: { s3bucket: "trail" }, source: "cloudtrail", ...event },
  },
  location: "Wazuh-AWS",
};

const wrappers: Readonly<Record<string, string>> = {
  "one event": lines,
  "JSON lines": `${line}\n`,
  "a line with CRLF and a byte order mark": `\uFEFF${line}\r\n`,
  "a line after a log line's prefix": `[WARN] 2026-05-18T06:16:58Z ip-10-0-0-1 trail[42]: ${line}`,
  "a quoted value in a log line": `level=error event="${line.replaceAll('"', '\\"')}" retry=[1]`,
  "a file of S3": JSON.stringify({ Records: [event] }),
  "a file of S3, gzip in base64": zipped({ Records: [event] }),
  "lookup-events": JSON.stringify({
    Events: [
      {
        EventId: event.eventID,
        EventName: "Decrypt",
        EventSource: "kms.amazonaws.com",
        Username: "import",
        CloudTrailEvent: line,
      },
    ],
  }),
  "lookup-events, its text output": `EVENTS\tAKIA\t${line}\tDecrypt\tkms.amazonaws.com`,
  EventBridge: JSON.stringify({
    "detail-type": "AWS API Call via CloudTrail",
    source: "aws.kms",
    detail: event,
  }),
  "a notification of SNS": JSON.stringify({
    Type: "Notification",
    MessageId: "1",
    Message: JSON.stringify({ detail: event }),
  }),
  "a message of SQS with one of SNS": JSON.stringify({
    Messages: [{ MessageId: "1", Body: JSON.stringify({ Type: "Notification", Message: line }) }],
  }),
  "SQS to Lambda": JSON.stringify({
    Records: [{ messageId: "1", body: line, eventSource: "aws:sqs" }],
  }),
  "SNS to Lambda": JSON.stringify({
    Records: [{ EventSource: "aws:sns", Sns: { Message: line } }],
  }),
  "a subscription to Lambda": JSON.stringify({ awslogs: { data: zipped(batch) } }),
  "a subscription's data alone": zipped(batch),
  "a subscription batch": JSON.stringify(batch),
  Kinesis: JSON.stringify({
    Records: [{ eventID: "shard:1", eventSource: "aws:kinesis", kinesis: { data: zipped(batch) } }],
  }),
  Firehose: JSON.stringify({ records: [{ recordId: "1", data: base64(line) }] }),
  "get-query-results of Logs Insights": JSON.stringify({
    results: [
      [
        { field: "@timestamp", value: "2026-05-18 06:16:58.000" },
        { field: "@message", value: line },
        { field: "@ptr", value: "Cl8K" },
      ],
    ],
  }),
  "Logs Insights as JSON": JSON.stringify([
    { "@timestamp": "2026-05-18 06:16:58.000", "@message": event },
  ]),
  "Logs Insights as CSV": `@timestamp,@message\n2026-05-18 06:16:58.000,"${line.replaceAll('"', '""')}"\n`,
  "fields of Logs Insights": JSON.stringify([dotted]),
  "rows of CloudTrail Lake": JSON.stringify({
    QueryResultRows: [[{ eventTime: "2026" }, { eventJson: line }]],
  }),
  "columns of Athena": JSON.stringify([lowerCase]),
  Splunk: `${JSON.stringify({ preview: false, result: { _time: "2026", sourcetype: "aws:cloudtrail", _raw: line } })}\n`,
  "Splunk's event collector": JSON.stringify({ time: 1, sourcetype: "aws:cloudtrail", event }),
  "Splunk's fields": JSON.stringify({ result: dotted }),
  Wazuh: JSON.stringify(wazuh),
  "Wazuh with the whole log": JSON.stringify({
    ...wazuh,
    full_log: JSON.stringify({ integration: "aws", aws: event }),
  }),
  Elastic: JSON.stringify({ _index: "logs", _source: elastic }),
  "Elastic with the original": JSON.stringify({
    _source: { ...elastic, event: { ...elastic.event, original: line } },
  }),
};

const expected = readDenial(lines, scenario);

describe("an event is the same event in every wrapper", () => {
  test("the event itself is read", () => {
    expect(expected).toMatchObject({ ok: true, from: "cloudtrail", skipped: [] });
    expect(expected.ok && expected.denials).toHaveLength(1);
  });

  test.each(Object.entries(wrappers))("%s", (_, text) => {
    expect(readDenial(text, scenario)).toEqual(expected);
  });

  const copies = Object.entries({
    "lines of JSON": `${line}\n${line.replace(event.eventID, "2")}\n`,
    "one after the other": `${lines}\n${lines.replace(event.eventID, "2")}`,
    "with commas between": `${line},\n${line.replace(event.eventID, "2")},`,
    "with text between": `first: ${line} then: ${line.replace(event.eventID, "2")} end`,
    "a list that is cut off": `{"Records":[${line},${line.replace(event.eventID, "2")},{"eventVersion":"1.1`,
  });
  test.each(copies)("two events, %s", (_, text) => {
    const read = readDenial(text, scenario);
    expect(read.ok && read.denials.map(({ request }) => request.resource)).toEqual([key, key]);
  });

  test("an event that a tool stored twice is one event", () => {
    const read = readDenial(`${line}\n${line}`, scenario);
    expect(read.ok && read.denials).toHaveLength(1);
  });
});

describe("a paste that is too much is refused with a reason", () => {
  const bomb = base64(gzipSync(new Uint8Array(40_000_000), { level: 1 }));
  let cycle = line;
  for (let round = 0; round < 12; round += 1) cycle = base64(JSON.stringify({ data: cycle }));
  const cases: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
    "a gzip bomb": [JSON.stringify({ awslogs: { data: bomb } }), /over 20 MiB when unpacked/],
    "base64 in base64 in base64": [cycle, /wrapped more than 6 times/],
    "gzip that is cut off": [zipped(batch).slice(0, 300), /gzip in base64 but is not complete/],
    "deep JSON": [`${"[".repeat(100_000)}${"]".repeat(100_000)}`, /nested deeper/],
    "deep JSON after a prefix": [`x: ${'{"a":'.repeat(100_000)}`, /nested deeper/],
    "over 5 MiB": [" x".repeat(3_000_000), /over 5 MiB/],
  };
  test.each(Object.entries(cases))("%s", (_, [text, message]) => {
    const read = readDenial(text, scenario);
    expect(read.ok ? "" : read.message).toMatch(message);
  });

  test.each<[string, string]>([
    ["opening brackets", '{"'.repeat(1_000_000)],
    ["quoted brackets", '{\\"'.repeat(1_000_000)],
    ["CSV brackets", '{""'.repeat(1_000_000)],
    ["lists", "[1,".repeat(1_000_000)],
    ["small objects", '{"a":1}'.repeat(500_000)],
    [
      "printed maps",
      JSON.stringify({ eventsource: "a", eventname: "b", useridentity: "{a=".repeat(100_000) }),
    ],
  ])("megabytes of %s are answered", (_, text) => {
    expect(readDenial(text, scenario).ok).toBe(false);
  });
});
