import { execFile, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as textOf } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { importText } from "#import";
import { crossAccountWithKey } from "#testing/example-scenario";
import { collectScript } from "./collect-script.ts";

const script = collectScript(crossAccountWithKey({ naming: { by: "alias", alias: "alias/prod" } }));
const account = "222222222222";
const role = "CadoResponseCrossAccountRole";
const roleArn = `arn:aws:iam::${account}:role/${role}`;
const managed = `arn:aws:iam::${account}:policy/Use`;
const boundary = `arn:aws:iam::${account}:policy/Boundary`;
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/${keyId}`;
const policy = (Sid: string, more = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Sid, Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...more }],
});
const version = (sid: string) => ({
  PolicyVersion: { Document: policy(sid), VersionId: "v3", IsDefaultVersion: true },
});

/**
 * What AWS has of account 222222222222, by command and one of its parameters, in the form of the AWS CLI.
 * Source: AWS CLI Command Reference, the examples of each command.
 */
const answers: Readonly<Record<string, unknown>> = {
  "sts get-caller-identity": { Account: account, Arn: roleArn, UserId: "a" },
  "iam get-role": {
    Role: {
      ...{ Path: "/", RoleName: role, Arn: roleArn },
      AssumeRolePolicyDocument: policy("Trust", { Action: "sts:AssumeRole", Principal: "*" }),
      PermissionsBoundary: {
        PermissionsBoundaryType: "Policy",
        PermissionsBoundaryArn: boundary,
      },
    },
  },
  "iam list-role-policies": { PolicyNames: ["Inline"], IsTruncated: false },
  "iam get-role-policy": {
    ...{ RoleName: role, PolicyName: "Inline", PolicyDocument: policy("Inline") },
  },
  "iam list-attached-role-policies": {
    AttachedPolicies: [{ PolicyName: "Use", PolicyArn: managed }],
    IsTruncated: false,
  },
  [`iam get-policy ${managed}`]: {
    Policy: { PolicyName: "Use", Arn: managed, DefaultVersionId: "v3" },
  },
  [`iam get-policy ${boundary}`]: {
    Policy: { PolicyName: "Boundary", Arn: boundary, DefaultVersionId: "v3" },
  },
  [`iam get-policy-version ${managed}`]: version("Use"),
  [`iam get-policy-version ${boundary}`]: version("Boundary"),
  "kms describe-key alias/prod": {
    KeyMetadata: { KeyId: keyId, Arn: keyArn, KeyManager: "CUSTOMER" },
  },
  [`kms get-key-policy ${keyId}`]: {
    Policy: JSON.stringify(policy("Key", { Principal: "*" }), null, 2),
    PolicyName: "default",
  },
  [`kms list-aliases ${keyId}`]: { Aliases: [{ AliasName: "alias/prod", TargetKeyId: keyId }] },
  [`organizations list-parents ${account}`]: {
    Parents: [{ Id: "ou-ab12-11111111", Type: "ORGANIZATIONAL_UNIT" }],
  },
  "organizations list-parents ou-ab12-11111111": { Parents: [{ Id: "r-ab12", Type: "ROOT" }] },
  "organizations list-policies-for-target r-ab12": { Policies: [{ Id: "p-guard", Name: "Guard" }] },
  "organizations list-policies-for-target ou-ab12-11111111": { Policies: [] },
  [`organizations list-policies-for-target ${account}`]: { Policies: [] },
  "organizations describe-policy p-guard": {
    Policy: {
      PolicySummary: { Id: "p-guard", Name: "Guard", Type: "SERVICE_CONTROL_POLICY" },
      Content: JSON.stringify(policy("Guard", { Effect: "Deny" })),
    },
  },
};

/** The answer to a call with these parameters; none to list-grants and to what is of another account: AWS refuses it. */
function answerTo(command: string, parameters: readonly string[]): unknown {
  if (parameters.includes("RESOURCE_CONTROL_POLICY")) return { Policies: [] };
  const named = parameters.find((one) => Object.hasOwn(answers, `${command} ${one}`));
  return answers[named === undefined ? command : `${command} ${named}`];
}

const found = [
  `trust Trust policy of role ${role}`,
  `identity Inline policy Inline of role ${role}`,
  "identity Permissions boundary Boundary of role CadoResponseCrossAccountRole",
  `identity Managed policy Use of role ${role}`,
  `key Key policy of ${keyId}`,
].sort();

/** What the import reads of the bundle that the script printed. */
function expectWhole(bundle: string) {
  const { format, policies, layers = [], problems } = importText(bundle, "bundle.json");
  expect(format).toBe("collected");
  expect(policies.map(({ kind, title }) => `${kind} ${title}`).sort()).toEqual(found);
  expect(layers.map(({ kind, owner, level }) => [kind, owner, level])).toEqual([
    ["boundary", roleArn, undefined],
    ["service-control", account, 1],
  ]);
  const said = problems.map(({ message, place }) => `${message} ${place}`).join("\n");
  expect(said).toContain("kms list-grants");
  expect(said).toContain("AccessDeniedException");
  expect(said).toContain("111111111111");
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "keyhole-collect-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

test("collect.sh reads only, goes on where AWS refuses, and prints what the import reads", () => {
  const room = folder();
  const calls = join(room, "calls");
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const texts: Readonly<Record<string, string>> = {
    "sts get-caller-identity": account,
    "iam list-role-policies": "Inline",
  };
  // An `aws` that answers by command and resource, and refuses everything else.
  const cases = Object.entries(answers).map(([name, answer]) => {
    const [service, operation, about] = name.split(" ");
    const says = texts[`${service} ${operation}`] ?? JSON.stringify(answer, null, 4);
    return `${quoted(`${service} ${operation} `)}*${about === undefined ? "" : quoted(`=${about} `)}*) echo ${quoted(says)} ;;`;
  });
  writeFileSync(
    join(room, "aws"),
    `#!/bin/sh\necho "$*" >>${quoted(calls)}\ncase "$* " in\n*RESOURCE_CONTROL_POLICY*) echo '{"Policies": []}' ;;\n${cases.join("\n")}\n*) echo "An error occurred (AccessDeniedException) when calling it" >&2; exit 254 ;;\nesac\n`,
  );
  chmodSync(join(room, "aws"), 0o755);
  const { status, stdout } = spawnSync("bash", ["-s"], {
    input: script,
    encoding: "utf8",
    env: { PATH: `${room}:${process.env.PATH}`, LC_ALL: "C.UTF-8" },
  });
  expect(status).toBe(0);
  for (const call of readFileSync(calls, "utf8").trim().split("\n"))
    expect(call).toMatch(/^\w+ (?:list|get|describe)-/);
  expectWhole(stdout);
});

test("collect.sh refuses arguments that it does not know, before it asks AWS", () => {
  const { status, stdout, stderr } = spawnSync("bash", ["-s", "--", "--apply"], {
    input: script,
    encoding: "utf8",
  });
  expect([status, stdout]).toEqual([2, ""]);
  expect(stderr).toContain("usage");
});

// The real AWS CLI takes most of a second a call: `npm run rollout` tries it, where one is installed.
const isAsked =
  process.env.KEYHOLE_EVERY_FAULT !== undefined && spawnSync("aws", ["--version"]).status === 0;

test.runIf(isAsked)(
  "collect.sh does the same by the real AWS CLI",
  async () => {
    const server = createServer(async (request, response) => {
      const body = await textOf(request);
      const target = String(request.headers["x-amz-target"] ?? "");
      const query = new URLSearchParams(body);
      const action = target === "" ? (query.get("Action") ?? "") : (target.split(".")[1] ?? "");
      const service = target.startsWith("Trent")
        ? "kms"
        : target !== ""
          ? "organizations"
          : action === "GetCallerIdentity"
            ? "sts"
            : "iam";
      const operation = action.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase();
      const parameters = target === "" ? [...query.values()] : Object.values(JSON.parse(body));
      const answer = answerTo(`${service} ${operation}`, parameters.map(String));
      if (target !== "") {
        response.writeHead(answer ? 200 : 400, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify(answer ?? { __type: "AccessDeniedException", message: "no" }));
        return;
      }
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(
        `<${action}Response><${action}Result>${xml(answer)}</${action}Result></${action}Response>`,
      );
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const stdout = await new Promise<string>((ended, failed) => {
      const env = {
        ...{ ...process.env, HOME: folder(), AWS_ENDPOINT_URL: `http://127.0.0.1:${port}` },
        ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "secret" },
        ...{ AWS_MAX_ATTEMPTS: "1", AWS_EC2_METADATA_DISABLED: "true" },
      };
      const run = execFile("bash", ["-s"], { env }, (error, output) =>
        error ? failed(error) : ended(output),
      );
      run.stdin?.end(script);
    });
    expectWhole(stdout);
  },
  120_000,
);

/** A value in the form of IAM's query API: documents are URL-encoded. */
function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join("");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .map(([name, inner]) => {
      const text = /Document$/.test(name) ? encodeURIComponent(JSON.stringify(inner)) : xml(inner);
      return `<${name}>${text}</${name}>`;
    })
    .join("");
}
