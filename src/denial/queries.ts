import { awsCommand } from "#policy";
import type { CallToFind, Query } from "./explained.ts";

/** What the queries narrow to. */
interface Sought {
  readonly calls: readonly CallToFind[];
  readonly partition: string;
  readonly region: string | undefined;
  readonly keyArn: string | undefined;
}

/**
 * Queries for the denied calls, ready to run in the caller's account: `lookup-events` takes one attribute only, so the
 * rest is filtered in its output. Source: CloudTrail User Guide, "Working with CloudTrail event history", "CloudTrail Lake
 * queries"; Athena User Guide, "Querying CloudTrail logs".
 */
export function queriesFor({ calls, partition, region, keyArn }: Sought): readonly Query[] {
  const names = [...new Set(calls.map(({ action }) => action.slice(action.indexOf(":") + 1)))];
  const list = names.map((name) => `'${name}'`).join(", ");
  const ofRegion = (column: string) => (region ? `\n  AND ${column} = '${region}'` : "");
  const ofKey = (column: string) =>
    keyArn ? `\n  AND (${column} IS NULL OR ${column} LIKE '%${keyArn}%')` : "";
  return [
    {
      where: "CloudTrail console",
      text: `${consoleUrl(partition, region)}\nEvent history: Event source is kms.amazonaws.com. Show the column “Error code”, and open the events ${names.join(", ")} with AccessDenied.`,
    },
    {
      where: "AWS CLI",
      text: awsCommand("cloudtrail", "lookup-events", {
        ...(region ? { region } : {}),
        "lookup-attributes": "AttributeKey=EventSource,AttributeValue=kms.amazonaws.com",
        // A literal of JMESPath in back quotes: the shell's single quotes then need no escape.
        query: 'Events[?contains(CloudTrailEvent, `"AccessDenied"`)].CloudTrailEvent',
        output: "json",
      }),
    },
    {
      where: "CloudTrail Lake",
      text: `SELECT eventTime, eventName, userIdentity.arn, errorMessage, eventID\nFROM EVENT_DATA_STORE_ID\nWHERE eventSource = 'kms.amazonaws.com'\n  AND errorCode LIKE 'AccessDenied%'\n  AND eventName IN (${list})${ofRegion("awsRegion")}${ofKey("errorMessage")}\nORDER BY eventTime DESC`,
    },
    {
      where: "Athena",
      text: `SELECT eventtime, eventname, useridentity.arn, errormessage, eventid\nFROM cloudtrail_logs\nWHERE eventsource = 'kms.amazonaws.com'\n  AND errorcode LIKE 'AccessDenied%'\n  AND eventname IN (${list})${ofRegion("awsregion")}${ofKey("errormessage")}\nORDER BY eventtime DESC`,
    },
  ];
}

function consoleUrl(partition: string, region = "us-east-1"): string {
  const domains: Readonly<Record<string, string>> = {
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  const domain = domains[partition] ?? "console.aws.amazon.com";
  return `https://${region}.${domain}/cloudtrailv2/home?region=${region}#/events?EventSource=kms.amazonaws.com`;
}
