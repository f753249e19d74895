import { gzipSync, strToU8 } from "fflate";
import { describe, expect, test } from "vitest";
import { presets } from "#scenario";
import { readDenial } from "../read/read-denial.ts";
import { unzipped } from "./unzipped.ts";

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
  eventTime: event.eventTime,
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

/** A value as Athena prints a struct, or a list of them: names in small letters. */
const athena = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(athena).join(", ")}]`
    : typeof value === "object" && value !== null
      ? `{${Object.entries(value)
          .map(([name, one]) => `${name.toLowerCase()}=${athena(one)}`)
          .join(", ")}}`
      : String(value);
const athenaCells = Object.entries(event).map(([name, value]): [string, string] => [
  name.toLowerCase(),
  name === "requestParameters" ? JSON.stringify(value) : value === null ? "" : athena(value),
]);
const table = (cells: readonly (readonly [string, string])[], separator = ",") =>
  [0, 1]
    .map((row) =>
      cells.map((cell) => `"${(cell[row] ?? "").replaceAll('"', '""')}"`).join(separator),
    )
    .join("\n");
const varChar = (cells: readonly string[]) => ({
  Data: cells.map((value) => (value === "" ? {} : { VarCharValue: value })),
});

/** The event in the Open Cybersecurity Schema Framework 1.1.0, as Security Lake stores it. */
const ocsf = {
  activity_id: 2,
  class_uid: 6003,
  class_name: "API Activity",
  metadata: { product: { name: "CloudTrail", vendor_name: "AWS" }, uid: event.eventID },
  time: 1779085018000,
  api: {
    operation: "Decrypt",
    service: { name: "kms.amazonaws.com" },
    request: { uid: "1", data: JSON.stringify(event.requestParameters) },
    response: { error: "AccessDenied", message: event.errorMessage, data: null },
  },
  actor: {
    user: {
      type: "AssumedRole",
      uid: role,
      uid_alt: "AROAEXAMPLE:import",
      account: { uid: "222222222222" },
    },
    session: { issuer, is_mfa: false },
    invoked_by: event.userIdentity.invokedBy,
  },
  cloud: { region: "us-east-1", provider: "AWS" },
  src_endpoint: { domain: event.sourceIPAddress },
  resources: [{ uid: key, type: "AWS::KMS::Key", owner: { account: { uid: "222222222222" } } }],
  unmapped: { recipientAccountId: "222222222222" },
};
const earlierOcsf = {
  ...ocsf,
  class_uid: 3005,
  api: { ...ocsf.api, request: { uid: "1" } },
  actor: {
    ...ocsf.actor,
    user: {
      type: "AssumedRole",
      uuid: role,
      uid: "AROAEXAMPLE:import",
      account_uid: "222222222222",
    },
  },
  resources: [{ uid: key, type: "AWS::KMS::Key", account_uid: "222222222222" }],
  unmapped: {
    recipientAccountId: "222222222222",
    "requestParameters.encryptionContext.aws:ebs:id": "vol-0a",
    "requestParameters.encryptionAlgorithm": "SYMMETRIC_DEFAULT",
  },
};
const ocsfCells = Object.entries(ocsf).map(([name, value]): [string, string] => [
  name,
  athena(name === "api" ? { ...ocsf.api, request: null } : value),
]);

/** A value as Python prints it. */
const python = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([name, one]) => `'${name}': ${python(one)}`)
      .join(", ")}}`;
  if (value === null) return "None";
  if (typeof value !== "string") return value === true ? "True" : String(value);
  return value.includes("'") ? JSON.stringify(value) : `'${value}'`;
};
const pythonTime = "datetime.datetime(2026, 5, 18, 6, 16, 58, tzinfo=tzlocal())";

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
  "a CSV file of Athena": table(athenaCells),
  "a table of Athena, copied": table(athenaCells, "\t"),
  "a CSV file of some columns of Athena": table([
    ...athenaCells.filter(([name]) => !/eventsource|version|response|readonly/.test(name)),
  ]),
  "get-query-results of Athena": JSON.stringify({
    ResultSet: {
      Rows: [0, 1].map((row) => varChar(athenaCells.map((cell) => cell[row] ?? ""))),
      ResultSetMetadata: { ColumnInfo: [] },
    },
  }),
  "API Activity of Security Lake": JSON.stringify(ocsf),
  "API Activity of Security Lake, JSON lines": `${JSON.stringify(ocsf)}\n`,
  "API Activity of an earlier version": JSON.stringify([earlierOcsf]),
  "API Activity in Python": python(ocsf),
  "a print of Python": python({ ...event, readOnly: true, managementEvent: false }),
  "a print of Python with a time": python(event).replace(`'${event.eventTime}'`, pythonTime),
  "a print of lookup_events": `{'Events': [{'EventId': '${event.eventID}', 'EventTime': ${pythonTime}, 'Resources': [], 'CloudTrailEvent': '${line}'}], 'ResponseMetadata': {'RetryAttempts': 0}}`,
  "a log line with a print of Python": `INFO:root:denied [1/2]: ${python({ Records: [event] })}`,
  "a print of JavaScript": python(event)
    .replaceAll("True", "true")
    .replaceAll("None", "null")
    .replaceAll(/'([a-zA-Z]+)':/g, "$1:"),
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
const withoutTime = (read: typeof expected) =>
  JSON.parse(JSON.stringify(read, (name, value) => (name === "time" ? undefined : value)));

describe("an event is the same event in every wrapper", () => {
  test("the event itself is read", () => {
    expect(expected).toMatchObject({ ok: true, from: "cloudtrail", skipped: [] });
    expect(expected.ok && expected.denials).toHaveLength(1);
  });

  test.each(Object.entries(wrappers))("%s", (_, text) => {
    // Python prints the zone as a name: the time is not known.
    const isTimeKnown = !text.includes("'eventTime': datetime");
    expect(readDenial(text, scenario)).toEqual(isTimeKnown ? expected : withoutTime(expected));
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

  test("a row of a CSV file of Security Lake keeps caller, call and key", () => {
    const read = readDenial(table(ocsfCells), scenario);
    expect(read.ok && read.denials[0]?.request).toMatchObject({
      principal: role,
      action: "kms:Decrypt",
      resource: key,
    });
  });

  test("an event that a tool stored twice is one event", () => {
    const read = readDenial(`${line}\n${line}`, scenario);
    expect(read.ok && read.denials).toHaveLength(1);
  });
});

test.each([
  ["compressed", gzipSync(strToU8(line), { mtime: 0 })],
  ["stored", gzipSync(strToU8(line.slice(0, 200)), { level: 0, mtime: 0 })],
  ["empty", gzipSync(new Uint8Array(), { mtime: 0 })],
])("gzip (%s) that is cut anywhere is broken", (_, bytes) => {
  expect(unzipped(bytes, 1_000_000)).toHaveProperty("text");
  const whole = Array.from(bytes.keys()).filter(
    (cut) => cut > 1 && unzipped(bytes.subarray(0, cut), 1_000_000) !== "broken",
  );
  expect(whole).toEqual([]);
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
    ["printed events", "{'eventSource': 'kms',".repeat(100_000)],
    ["rows", `eventsource,eventname\n${'"""\n'.repeat(500_000)}`],
    ["small objects", '{"a":1}'.repeat(500_000)],
    [
      "printed maps",
      JSON.stringify({ eventsource: "a", eventname: "b", useridentity: "{a=".repeat(100_000) }),
    ],
  ])("megabytes of %s are answered", (_, text) => {
    expect(readDenial(text, scenario).ok).toBe(false);
  });
});
