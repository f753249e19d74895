import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { runProbes } from "../index.ts";

const preset = presets.find(({ id }) => id === "cross-account");
if (!preset) throw new Error("no such preset");
const { scenario } = preset;

/** The probes that are open once a statement is added to a document, and were not before. */
function opened(documentId: string, statement: object): readonly string[] {
  const generated = generate(scenario);
  const isOpen = ({ state }: { state: string }) => state === "open" || state === "knowingly-open";
  const before = new Set(
    runProbes(scenario, generated)
      .filter(isOpen)
      .map(({ id }) => id),
  );
  const documents = generated.map((document) => {
    if (document.id !== documentId) return document;
    const policy = JSON.parse(document.text) as { Statement: object[] };
    policy.Statement.push({ Effect: "Allow", ...statement });
    return { ...document, text: JSON.stringify(policy) };
  });
  return runProbes(scenario, documents)
    .filter((probe) => isOpen(probe) && !before.has(probe.id))
    .map(({ kind, state }) => `${kind} ${state}`);
}

const anyUse = { Action: "kms:*", Resource: "*" };
const assume = { Action: "sts:AssumeRole" };
const decrypt = { Action: "kms:Decrypt" };

describe("what an edit lets in by name is tried", () => {
  test.each([
    [
      "t1/k1/key",
      { Principal: { AWS: "arn:aws:iam::555555555555:root" }, ...anyUse },
      "stranger open",
    ],
    ["t1/k1/key", { Principal: { AWS: "555555555555" }, ...anyUse }, "stranger open"],
    [
      "t1/k1/key",
      { Principal: { AWS: "arn:aws:iam::111111111111:role/Intern" }, ...anyUse },
      "other-platform-role open",
    ],
    [
      "t1/k1/key",
      { Principal: { AWS: "arn:aws:iam::222222222222:user/bob" }, ...anyUse },
      "named knowingly-open",
    ],
    [
      "t1/trust",
      { Principal: { AWS: "arn:aws:iam::555555555555:root" }, ...assume },
      "stranger-assumes open",
    ],
    [
      "t1/trust",
      { Principal: { AWS: "arn:aws:iam::222222222222:root" }, ...assume },
      "stranger-assumes open",
    ],
    [
      "platform/identity",
      { ...assume, Resource: "arn:aws:iam::222222222222:role/Admin" },
      "assumes-other-role open",
    ],
    [
      "t1/identity",
      { ...decrypt, Resource: "arn:aws:kms:ap-southeast-2:222222222222:key/*" },
      "other-region open",
    ],
    [
      "t1/identity",
      {
        ...decrypt,
        Resource: "arn:aws:kms:eu-west-1:222222222222:key/99999999-0000-0000-0000-000000000000",
      },
      "other-key",
    ],
    [
      "t1/identity",
      {
        ...decrypt,
        Resource: "*",
        Condition: { StringEquals: { "kms:ViaService": "lambda.eu-west-1.amazonaws.com" } },
      },
      "other-service open",
    ],
  ])("%s %j opens %s", (documentId, statement, probe) => {
    expect(opened(documentId, statement).join()).toContain(probe);
  });
});

test("an external id that fits every value is no external id", () => {
  const guarded = { ...scenario, guards: { ...scenario.guards, externalId: "a-secret" } };
  const documents = generate(guarded).map((document) => ({
    ...document,
    text: document.text.replace(
      /"StringEquals": \{\s*"sts:ExternalId": "a-secret"/,
      '"StringLike": { "sts:ExternalId": "*"',
    ),
  }));
  const probe = runProbes(guarded, documents).find(({ kind }) => kind === "confused-deputy");
  expect(probe?.state).toBe("open");
});
