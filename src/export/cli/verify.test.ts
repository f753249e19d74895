import { execFile, spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as textOf } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { compareAnswers, dryRunCalls } from "#evidence";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { verifyScript } from "./verify-script.ts";

const preset = presets.find(({ id }) => id === "same-account")?.scenario as Scenario;
/** With two keys: AWS is asked one thing about each. */
const scenario: Scenario = {
  ...preset,
  targets: preset.targets.map((target) => ({
    ...target,
    keys: target.keys.flatMap((key) => [
      key,
      { ...key, id: "k2", naming: { by: "arn", keyId: "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1" } },
    ]),
  })),
};
const guarded = generate(scenario);
/** Without the condition on EC2: so that a direct call may be made at all. */
const documents = guarded.map((one) => ({
  ...one,
  text: one.text
    .replaceAll("kms:ViaService", "aws:RequestedRegion")
    .replaceAll("ec2.eu-west-1.amazonaws.com", "eu-west-1"),
}));
const runs = dryRunCalls(scenario, documents);
const why = (id: RegExp, from = runs) => from.notAsked.find((one) => id.test(one.id))?.why;

test("asks the calls that KMS can dry-run, and names the others", () => {
  expect(new Set(runs.calls.map(({ operation }) => operation))).toEqual(
    new Set(["GenerateDataKeyWithoutPlaintext"]),
  );
  expect(why(/^kms:Decrypt .*:role\//)).toContain("ciphertext");
  expect(why(/^kms:DescribeKey/)).toContain("no dry run");
  expect(why(/^kms:Decrypt .*ec2-infrastructure/)).toContain("EC2 makes it");
  const byDesign = dryRunCalls(scenario, guarded);
  expect(byDesign.calls).toEqual([]);
  expect(why(/^kms:GenerateDataKeyWithoutPlaintext/, byDesign)).toContain("kms:ViaService");
});

test("what AWS says is set beside the direct call, and only a decision counts", () => {
  const answer = (code: string) =>
    compareAnswers(
      JSON.stringify({ keyholeVerify: 1, calls: runs.calls.map(({ id }) => ({ id, code })) }),
      scenario,
      documents,
    );
  const agrees = (code: string) => {
    const compared = answer(code);
    return compared.ok && new Set(compared.calls.map((one) => one.agrees));
  };
  expect(agrees("DryRunOperationException")).toEqual(new Set([true]));
  expect(agrees("AccessDeniedException")).toEqual(new Set([false]));
  expect(agrees("NotFoundException")).toEqual(new Set([undefined]));
  const nothing = answer("");
  expect(nothing.ok && nothing.calls).toEqual([]);
  for (const text of ["", "[]", "{", '{"keyholeVerify":2}'])
    expect(compareAnswers(text, scenario, documents).ok).toBe(false);
});

// To start it would take a second.
const hasAws = spawnSync("sh", ["-c", "command -v aws"]).status === 0;

/** What KMS answers to a dry run, whatever Keyhole decides. Source: KMS Developer Guide, “Testing your permissions”. */
const kmsAnswers = {
  allowed: [412, "DryRunOperationException"],
  denied: [400, "AccessDeniedException"],
} as const;
/** Every second call is refused. */
const isAllowed = (call: number) => call % 2 === 0;

test.skipIf(!hasAws)(
  "verify.sh asks by the real AWS CLI as the role, changes nothing, and prints what the page reads: allowed and denied",
  async () => {
    expect(runs.calls.length).toBe(2);
    const asked: unknown[] = [];
    const server = createServer(async (request, response) => {
      const body = await textOf(request);
      const target = String(request.headers["x-amz-target"] ?? "");
      if (target.startsWith("TrentService.")) {
        const [status, code] = kmsAnswers[isAllowed(asked.length) ? "allowed" : "denied"];
        asked.push({ target, ...JSON.parse(body) });
        response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
        response.end(JSON.stringify({ __type: code, message: "…" }));
        return;
      }
      const action = new URLSearchParams(body).get("Action");
      const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/keyhole-verify";
      response.writeHead(200, { "content-type": "text/xml" });
      response.end(
        action === "AssumeRole"
          ? `<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials><AccessKeyId>ASIAROLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser><Arn>${session}</Arn><AssumedRoleId>a:b</AssumedRoleId></AssumedRoleUser></AssumeRoleResult></AssumeRoleResponse>`
          : `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${session}</Arn><UserId>a</UserId><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const output = await new Promise<{ stdout: string; stderr: string }>((ended, failed) => {
      const run = execFile(
        "bash",
        ["-s"],
        {
          env: {
            ...process.env,
            AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
            AWS_SECRET_ACCESS_KEY: "secret",
            AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
            // No region is configured.
            AWS_CONFIG_FILE: "/dev/null",
            AWS_MAX_ATTEMPTS: "1",
          },
        },
        (error, stdout, stderr) => (error ? failed(error) : ended({ stdout, stderr })),
      );
      run.stdin?.end(verifyScript(runs));
    });
    expect(output.stderr).toBe("");
    expect(asked).toEqual(
      runs.calls.map(({ operation, keyArn, encryptionContext }) =>
        expect.objectContaining({
          target: `TrentService.${operation}`,
          KeyId: keyArn,
          DryRun: true,
          EncryptionContext: encryptionContext,
        }),
      ),
    );
    const compared = compareAnswers(output.stdout, scenario, documents);
    expect(compared.ok && compared.calls.map(({ awsAllows }) => awsAllows)).toEqual(
      runs.calls.map((_, call) => isAllowed(call)),
    );
  },
);
