import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { fillPlaceholders } from "./fill-placeholders.ts";
import type { ImportedPolicy } from "./imported.ts";
import { matchPolicies } from "./match.ts";

const scenarioOf = (id: string) =>
  (presets.find((preset) => preset.id === id) as { scenario: Scenario }).scenario;
const scenario = scenarioOf("cross-account");
const documents = generate(scenario);

const policy = (more: Partial<ImportedPolicy>): ImportedPolicy => ({
  id: "p",
  kind: "identity",
  title: "A policy",
  text: "{}",
  roles: [],
  boundaryOf: [],
  unresolved: [],
  ...more,
});

const root = (account: string) =>
  JSON.stringify({
    Statement: {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: "kms:*",
      Resource: "*",
    },
  });

describe("the document that an imported policy belongs to", () => {
  it.each<[string, Partial<ImportedPolicy>, string | undefined]>([
    [
      "a role's ARN",
      {
        roles: [
          { name: "CadoResponseRole", arn: "arn:aws:iam::111111111111:role/CadoResponseRole" },
        ],
      },
      "platform/identity",
    ],
    ["a role's name alone", { roles: [{ name: "CadoResponseCrossAccountRole" }] }, "t1/identity"],
    [
      "a role's name in its account",
      { roles: [{ name: "CadoResponseRole" }], account: "111111111111" },
      "platform/identity",
    ],
    [
      "that name in another account",
      { roles: [{ name: "CadoResponseRole" }], account: "333333333333" },
      undefined,
    ],
    [
      "an ARN of another account",
      {
        roles: [
          { name: "CadoResponseRole", arn: "arn:aws:iam::333333333333:role/CadoResponseRole" },
        ],
      },
      undefined,
    ],
    [
      "an ARN that a template leaves open",
      {
        roles: [
          { name: "CadoResponseRole", arn: "arn:aws:iam::${AWS::AccountId}:role/CadoResponseRole" },
        ],
      },
      "platform/identity",
    ],
    [
      "a trust policy's role",
      { kind: "trust", roles: [{ name: "CadoResponseCrossAccountRole" }] },
      "t1/trust",
    ],
    ["nothing", {}, undefined],
    [
      "AWS's own policy",
      {
        roles: [{ name: "CadoResponseRole" }],
        managedPolicyArn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
      },
      undefined,
    ],
    ["a permissions boundary", { boundaryOf: [{ name: "CadoResponseRole" }] }, undefined],
    [
      "a key's ARN",
      {
        kind: "key",
        key: { arn: "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab" },
      },
      "t1/k1/key",
    ],
    [
      "a key's id",
      { kind: "key", key: { id: "1234abcd-12ab-34cd-56ef-1234567890ab" } },
      "t1/k1/key",
    ],
    [
      "another key's id",
      {
        kind: "key",
        key: { id: "ffffffff-12ab-34cd-56ef-1234567890ab" },
        text: root("222222222222"),
      },
      undefined,
    ],
    [
      "the only key of the account that it names",
      { kind: "key", text: root("222222222222") },
      "t1/k1/key",
    ],
    ["a key policy of another account", { kind: "key", text: root("333333333333") }, undefined],
    [
      "a key in another region",
      { kind: "key", text: root("222222222222"), region: "us-east-1" },
      undefined,
    ],
  ])("%s", (_, more, expected) => {
    const [match] = matchPolicies([policy(more)], scenario, documents);
    expect(match?.best?.documentId).toBe(expected);
    // Whatever it is of, the user can choose among all of its kind.
    const ofKind = documents.filter(({ kind }) => kind === (more.kind ?? "identity"));
    expect([...(match?.documentIds ?? [])].sort()).toEqual(ofKind.map(({ id }) => id).sort());
  });

  it("takes one policy for a key: the one that names it, and none of several that do not", () => {
    const unnamed = policy({ kind: "key", text: root("222222222222") });
    const named = policy({ kind: "key", key: { id: "1234abcd-12ab-34cd-56ef-1234567890ab" } });
    const found = (...all: readonly ImportedPolicy[]) =>
      matchPolicies(all, scenario, documents).map(({ best }) => best !== undefined);
    expect(found(unnamed)).toEqual([true]);
    expect(found(unnamed, unnamed)).toEqual([false, false]);
    expect(found(unnamed, named, named)).toEqual([false, true, false]);
  });

  it("says that a document was taken only of a policy that is of it by name", () => {
    const trust = policy({ kind: "trust", roles: [{ name: "CadoResponseCrossAccountRole" }] });
    const another = policy({ kind: "trust", roles: [{ name: "Auditor" }] });
    const found = matchPolicies([trust, another, trust], scenario, documents);
    expect(found.map(({ isLate }) => isLate)).toEqual([undefined, undefined, true]);
  });

  it("tells a replica's policy from the primary's by region", () => {
    const multi = scenarioOf("multi-region");
    const keyArn = (region: string) =>
      `arn:aws:kms:${region}:222222222222:key/mrk-1234abcd12ab34cd56ef1234567890ab`;
    const best = (region: string) =>
      matchPolicies(
        [policy({ kind: "key", key: { arn: keyArn(region) }, region })],
        multi,
        generate(multi),
      )[0]?.best?.documentId;
    expect(best("us-east-1")).toBe("t1/k1/key");
    expect(best("eu-west-1")).toBe("t1/k1/replica/eu-west-1");
  });
});

it("fills in what a template leaves to CloudFormation, and nothing else", () => {
  const unresolved = ["${AWS::AccountId}", "${AWS::Region}", "${Platform}"].map((placeholder) => ({
    path: [],
    expression: placeholder,
    placeholder,
    message: "",
  }));
  const imported = policy({
    kind: "key",
    text: '{"A":"arn:aws:iam::${AWS::AccountId}:root ${AWS::Region} ${Platform} ${aws:username}"}',
    unresolved,
  });
  const key = documents.find(({ kind }) => kind === "key");
  if (!key) throw new Error("no key policy");
  const filled = fillPlaceholders(imported, key, scenario);
  expect(filled.text).toBe(
    '{"A":"arn:aws:iam::222222222222:root eu-west-1 ${Platform} ${aws:username}"}',
  );
  expect(filled.unresolved.map(({ placeholder }) => placeholder)).toEqual(["${Platform}"]);
});
