import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { answerOf } from "./fake-aws.ts";
import { type Account, keysIn } from "./fake-aws-account.ts";
import type { Fault } from "./script-room.ts";

/** What the endpoint knows of a request. */
interface Call {
  readonly service: string;
  /** As the AWS CLI calls it: `create-role`. */
  readonly operation: string;
  readonly region: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** IAM, STS and KMS on the loopback interface, for the real AWS CLI (`AWS_ENDPOINT_URL`). */
export interface AwsEndpoint {
  readonly url: string;
  /** The calls so far, such as `iam create-role`. */
  readonly calls: string[];
  /** What goes wrong with a call. */
  faultOf: (call: string, number: number) => Fault | undefined;
  close(): void;
}

/** Starts an endpoint that answers for the account, whatever the credentials. */
export async function startAwsEndpoint(account: Account): Promise<AwsEndpoint> {
  const endpoint = {
    url: "",
    calls: [] as string[],
    faultOf: (): Fault | undefined => undefined,
    close: () => server.close(),
  } as AwsEndpoint & { url: string };
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  endpoint.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return endpoint;

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const call = callOf(request, await text(request));
    const name = `${call.service} ${call.operation}`;
    const fault = endpoint.faultOf(name, endpoint.calls.length);
    endpoint.calls.push(name);
    if (fault === "refused") return refuse(response, call, "AccessDenied", "no");
    if (fault === "throttled") return refuse(response, call, "Throttling", "Rate exceeded");
    const { status, output } = answerOf(account, wordsOf(call));
    if (fault === "lost") return response.destroy();
    if (status !== 0) {
      const [, code = "", message = ""] = /\(([^)]*)\)[^:]*: (.*)/s.exec(output) ?? [];
      return refuse(response, call, code, message);
    }
    const result = resultOf(account, call, output);
    if (call.service === "kms") {
      response.setHeader("content-type", "application/x-amz-json-1.1");
      return response.end(JSON.stringify(result));
    }
    const action = titled(call.operation);
    response.setHeader("content-type", "text/xml");
    return response.end(
      `<${action}Response><${action}Result>${xml(result)}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`,
    );
  }
}

function callOf(request: IncomingMessage, body: string): Call {
  const [, region = "", service = ""] =
    /Credential=[^/]*\/\d+\/([^/]*)\/([^/]*)\//.exec(request.headers.authorization ?? "") ?? [];
  const target = String(request.headers["x-amz-target"] ?? "");
  if (target !== "")
    return {
      service,
      operation: kebab(target.split(".")[1] ?? ""),
      region,
      parameters: JSON.parse(body),
    };
  const { Action = "", Version: _, ...parameters } = Object.fromEntries(new URLSearchParams(body));
  return { service, operation: kebab(Action), region, parameters };
}

/** The words of the AWS CLI for a request. A read asks for something that `answerOf` knows. */
function wordsOf({ service, operation, region, parameters }: Call): readonly string[] {
  const options = Object.entries(parameters).flatMap(([name, value]) => {
    if (typeof value === "object") return [`--${kebab(name)}=${JSON.stringify(value)}`];
    if (value === "true" || value === true) return [`--${kebab(name)}`];
    return value === "false" || value === false ? [] : [`--${kebab(name)}=${value}`];
  });
  const query = queries[operation];
  return [
    service,
    operation,
    ...(service === "kms" ? [`--region=${region}`] : []),
    ...options,
    ...(query === undefined ? [] : [`--query=${query}`, "--output=json"]),
  ];
}

const queries: Readonly<Record<string, string>> = {
  "get-caller-identity": "Account",
  "get-role": "Role.AssumeRolePolicyDocument",
  "get-account-summary": "SummaryMap.[AttachedPoliciesPerRoleQuota,AssumeRolePolicySizeQuota]",
  "get-policy": "Policy.DefaultVersionId",
  "get-policy-version": "PolicyVersion.Document",
  "list-policy-versions": "Versions[?!IsDefaultVersion].[VersionId]",
  "list-attached-role-policies": "AttachedPolicies[].[PolicyArn]",
  "describe-key": "KeyMetadata.Arn",
  "get-key-policy": "Policy",
  "list-keys": "Keys[].[KeyArn]",
  "list-resource-tags": "Tags[?TagKey=='keyhole-made-for'].TagValue",
  "create-key": "KeyMetadata.Arn",
};

/** What AWS answers, as much of it as the scripts ask for. */
function resultOf(account: Account, { operation, region, parameters }: Call, output: string) {
  const said = output === "" ? undefined : JSON.parse(output);
  const policy = account.policies[String(parameters.PolicyArn)];
  switch (operation) {
    case "get-caller-identity":
      return { Account: said, Arn: `arn:aws:iam::${said}:user/x`, UserId: "x" };
    case "get-role": {
      const role = account.roles[String(parameters.RoleName)];
      return {
        Role: {
          Arn: role?.arn,
          AssumeRolePolicyDocument: encodeURIComponent(role?.trust ?? ""),
          ...(role?.description === undefined ? {} : { Description: role.description }),
        },
      };
    }
    case "get-account-summary": {
      const entry = Object.entries({
        AttachedPoliciesPerRoleQuota: account.quotas?.attached,
        AssumeRolePolicySizeQuota: account.quotas?.trust,
      }).map(([key, value]) => ({ key, value }));
      return { SummaryMap: { entry } };
    }
    case "get-policy":
      return {
        Policy: {
          DefaultVersionId: policy?.defaultVersion,
          ...(policy?.description === undefined ? {} : { Description: policy.description }),
        },
      };
    case "get-policy-version": {
      const document = policy?.versions[String(parameters.VersionId)] ?? "";
      return { PolicyVersion: { Document: encodeURIComponent(document) } };
    }
    case "list-policy-versions": {
      const member = Object.keys(policy?.versions ?? {}).map((VersionId) => ({
        VersionId,
        IsDefaultVersion: VersionId === policy?.defaultVersion,
      }));
      return { Versions: { member }, IsTruncated: false };
    }
    case "list-attached-role-policies": {
      const attached = account.roles[String(parameters.RoleName)]?.attached ?? [];
      return {
        AttachedPolicies: { member: attached.map((PolicyArn) => ({ PolicyArn })) },
        IsTruncated: false,
      };
    }
    case "describe-key":
    case "create-key": {
      const key = Object.values(account.keys).find(({ arn }) => arn === said);
      return {
        KeyMetadata: {
          Arn: said,
          KeyId: key?.id,
          AWSAccountId: account.account,
          KeyManager: key?.manager,
          KeyState: key?.state,
        },
      };
    }
    case "get-key-policy":
      return { Policy: said, PolicyName: "default" };
    case "list-keys":
      return {
        Keys: keysIn(account, region).map(({ id, arn }) => ({ KeyId: id, KeyArn: arn })),
        Truncated: false,
      };
    case "list-resource-tags": {
      const name = String(parameters.KeyId).split("/").at(-1);
      return { Tags: account.keys[`${region} ${name}`]?.tags ?? [], Truncated: false };
    }
    default:
      return {};
  }
}

function refuse(response: ServerResponse, call: Call, code: string, message: string) {
  response.statusCode = 400;
  if (call.service === "kms") return response.end(JSON.stringify({ __type: code, message }));
  return response.end(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escaped(message)}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
}

function xml(value: unknown): string {
  if (typeof value !== "object" || value === null) return escaped(String(value ?? ""));
  return Object.entries(value)
    .map(([name, member]) =>
      (Array.isArray(member) ? member : [member])
        .map((one) => `<${name}>${xml(one)}</${name}>`)
        .join(""),
    )
    .join("");
}

function escaped(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** `GetRole` is `get-role`. */
function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}

function titled(operation: string): string {
  return operation.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
