import type { Step } from "#acquisition";
import { parseArn, roleOfSession } from "#policy";

/** An event of CloudTrail, as `Records` of a log file have it. */
export type LoggedEvent = Readonly<Record<string, unknown>>;

type Request = Step["requests"][number]["request"];

/**
 * The events that CloudTrail would log of a run's calls: the reverse of what reads them. Two checks of one call, such as
 * those of CreateAlias, are one event. After the KMS Developer Guide, “Logging AWS KMS API calls with CloudTrail”, and the
 * CloudTrail User Guide, “AWS STS”.
 */
export function eventsOfRun(steps: readonly Step[]): readonly LoggedEvent[] {
  const calls = steps.flatMap(({ requests }) => {
    const open = requests
      .map(({ request }) => request)
      .filter(({ action }) => /^(?:kms|sts):/.test(action));
    const together: Request[][] = [];
    for (const request of open) {
      const call = together.find(
        ([first, second]) => first && !second && isOneCall(first, request),
      );
      if (call) call.push(request);
      else together.push([request]);
    }
    return together;
  });
  return calls.map(eventOf);
}

/** The events that CloudTrail would log of single requests: one for each. */
export function eventsOfRequests(requests: readonly Request[]): readonly LoggedEvent[] {
  return requests.map((request, index) => eventOf([request], index));
}

function isOneCall(first: Request, second: Request): boolean {
  const names = `${first.action} ${second.action}`;
  const isPair =
    /^kms:(?:CreateAlias kms:CreateAlias|DeleteAlias kms:DeleteAlias|ReEncrypt\w+ kms:ReEncrypt\w+)$/.test(
      names,
    );
  return isPair && first.resource !== second.resource
    ? regionOf(first) === regionOf(second)
    : isPair && first.action !== second.action;
}

function regionOf({ resource, context = {} }: Request): string {
  return parseArn(resource)?.region || String(context["aws:RequestedRegion"] ?? "");
}

function eventOf(requests: readonly Request[], index: number): LoggedEvent {
  const [first] = requests;
  if (!first) throw new Error("an event needs a request");
  const { principal, action, context = {} } = first;
  const [service = "", call = ""] = action.split(":");
  const name = call.replace(/^ReEncrypt(?:From|To)$/, "ReEncrypt");
  const via = context["kms:ViaService"];
  const account = parseArn(principal)?.account ?? "";
  const sender = via ? senderOf(String(via)) : undefined;
  const resources = requests
    .toSorted((one) => (one.action === "kms:ReEncryptFrom" ? -1 : 1))
    .filter(({ resource }) => resource !== "*")
    .map(({ resource }) => ({ ARN: resource, accountId: account }));
  return {
    eventVersion: "1.11",
    userIdentity: {
      ...identityOf(principal, account),
      ...(sender ? { invokedBy: sender } : {}),
    },
    eventTime: new Date(Date.UTC(2026, 4, 18) + index * 1_000).toISOString().replace(".000", ""),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: regionOf(first),
    sourceIPAddress: sender ?? "192.0.2.10",
    userAgent: sender ?? "aws-cli/2",
    requestParameters: Object.assign({}, ...requests.map(parametersOf)),
    responseElements: null,
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
    readOnly: /^(?:Decrypt|Describe|Generate|List|ReEncrypt)/.test(name),
    ...(resources.length > 0 ? { resources } : {}),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: account,
  };
}

/** The host that CloudTrail names for a service that calls: EC2's is that of its API. */
function senderOf(viaService: string): string {
  const service = viaService.split(".", 1)[0] ?? "";
  return service === "ec2" ? "ec2-frontend-api.amazonaws.com" : `${service}.amazonaws.com`;
}

/** A log file of CloudTrail with these events. */
export function logText(events: readonly LoggedEvent[]): string {
  return JSON.stringify({ Records: events });
}

function identityOf(principal: string, account: string) {
  const arn = parseArn(principal);
  const role = roleOfSession(arn);
  if (role !== undefined)
    return {
      type: "AssumedRole",
      principalId: "AROAEXAMPLE:session",
      arn: principal,
      accountId: account,
      sessionContext: {
        sessionIssuer: {
          type: "Role",
          arn: `arn:${arn?.partition}:iam::${account}:role/${role}`,
          accountId: account,
        },
      },
    };
  const name = arn?.resource.split("/").at(-1) ?? "";
  return {
    type: "AssumedRole",
    principalId: "AROAEXAMPLE:import",
    arn: `arn:${arn?.partition}:sts::${account}:assumed-role/${name}/import`,
    accountId: account,
    sessionContext: { sessionIssuer: { type: "Role", arn: principal, accountId: account } },
  };
}

function parametersOf({ action, resource, context = {} }: Request) {
  const name = action.slice(action.indexOf(":") + 1);
  const encryptionContext = Object.fromEntries(
    Object.entries(context).flatMap(([key, value]) =>
      key.startsWith("kms:EncryptionContext:") ? [[key.slice(22), value]] : [],
    ),
  );
  const side = name === "ReEncryptFrom" ? "source" : "destination";
  switch (name) {
    case "AssumeRole":
      return {
        roleArn: resource,
        roleSessionName: "import",
        ...(context["sts:ExternalId"] ? { externalId: context["sts:ExternalId"] } : {}),
      };
    case "CreateGrant":
      return {
        keyId: resource,
        granteePrincipal: context["kms:GranteePrincipal"],
        retiringPrincipal: context["kms:RetiringPrincipal"],
        operations: context["kms:GrantOperations"],
        constraints: { encryptionContextSubset: encryptionContext },
      };
    case "ReEncryptFrom":
    case "ReEncryptTo":
      return { [`${side}KeyId`]: resource, [`${side}EncryptionContext`]: encryptionContext };
    case "CreateKey":
      return { multiRegion: context["kms:MultiRegion"] === "true" };
    case "ReplicateKey":
      return { keyId: resource, replicaRegion: context["kms:ReplicaRegion"] };
    case "CreateAlias":
    case "DeleteAlias":
      return resource.includes(":alias/")
        ? { aliasName: parseArn(resource)?.resource }
        : { targetKeyId: resource };
    case "ListAliases":
      return {};
    default:
      return { keyId: resource, encryptionContext };
  }
}
