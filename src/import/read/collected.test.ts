import { expect, test } from "vitest";
import { importText } from "../import-text.ts";

const role = "arn:aws:iam::222222222222:role/team/Response";
const boundary = "arn:aws:iam::222222222222:policy/Boundary";
const managed = "arn:aws:iam::222222222222:policy/Use";
const key = "arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const policy = (Sid: string, more = {}) => ({
  Version: "2012-10-17",
  Statement: [{ Sid, Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...more }],
});
const trust = policy("Trust", { Action: "sts:AssumeRole", Principal: "*" });

type Entry = Readonly<Record<string, unknown>>;
const answered = (command: string, about: string, answer: unknown, more = {}): Entry => ({
  ...{ ofAccount: "222222222222", command, about, level: null, answer },
  ...more,
});
const refused = (command: string, about: string, code: string): Entry => ({
  ...{ ofAccount: "222222222222", command, about, level: null, refused: code },
});
const read = (...answers: readonly Entry[]) =>
  importText(JSON.stringify({ keyholeCollect: 1, answers }));

const getRole = answered("iam get-role", role, {
  Role: {
    ...{ Path: "/team/", RoleName: "Response", Arn: role, AssumeRolePolicyDocument: trust },
    PermissionsBoundary: { PermissionsBoundaryArn: boundary },
  },
});
const attached = answered("iam list-attached-role-policies", role, {
  AttachedPolicies: [{ PolicyName: "Use", PolicyArn: managed }],
});
const version = (arn: string, sid: string) =>
  answered("iam get-policy-version", arn, {
    PolicyVersion: { Document: policy(sid), VersionId: "v3", IsDefaultVersion: true },
  });

/** What the import has of a bundle, in words. */
const cases: readonly [name: string, entries: readonly Entry[], found: readonly string[]][] = [
  ["a role's trust policy", [getRole], [`trust of ${role}`]],
  [
    "an inline policy",
    [
      answered("iam get-role-policy", role, {
        ...{ RoleName: "Response", PolicyName: "Inline", PolicyDocument: policy("Inline") },
      }),
    ],
    [`identity of ${role}`],
  ],
  ["an attached policy", [attached, version(managed, "Use")], [`identity of ${role}`]],
  [
    "a permissions boundary",
    [getRole, version(boundary, "Boundary")],
    [`trust of ${role}`, "identity of no role", `boundary of ${role}`],
  ],
  [
    "a key's policy, by the alias that was asked for",
    [
      answered("kms describe-key", "alias/prod", {
        KeyMetadata: { Arn: key, KeyManager: "CUSTOMER" },
      }),
      answered("kms list-aliases", key, { Aliases: [{ AliasName: "alias/other" }] }),
      answered("kms get-key-policy", key, {
        Policy: JSON.stringify(policy("Key", { Principal: "*" })),
      }),
    ],
    [`key of ${key} alias/prod 222222222222 eu-west-1`],
  ],
  [
    "the policy of an AWS managed key: nobody can edit it",
    [
      answered("kms describe-key", "alias/aws/ebs", {
        KeyMetadata: { Arn: key, KeyManager: "AWS" },
      }),
      answered("kms get-key-policy", key, {
        Policy: JSON.stringify(policy("Key", { Principal: "*" })),
      }),
    ],
    [],
  ],
  [
    "grants",
    [
      answered("kms list-grants", key, {
        Grants: [{ KeyId: key, GrantId: "a", GranteePrincipal: role, Operations: ["Decrypt"] }],
      }),
    ],
    [`grants of ${key}`],
  ],
  [
    "an SCP and an RCP, each with its account and level",
    (["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const).map((Type, index) =>
      answered(
        "organizations describe-policy",
        "p-1",
        {
          Policy: {
            PolicySummary: { Name: "Guard", Type },
            Content: JSON.stringify(policy("Guard")),
          },
        },
        { level: index + 1 },
      ),
    ),
    ["service-control of 222222222222 at 1", "resource-control of 222222222222 at 2"],
  ],
];

test.each(cases)("a bundle is read: %s", (_, entries, expected) => {
  const { format, policies, layers = [], problems } = read(...entries);
  expect(format).toBe("collected");
  expect(problems.filter(({ severity }) => severity === "error" && expected.length > 0)).toEqual(
    [],
  );
  expect([
    ...policies.map(({ kind, roles, key: of, account, region }) =>
      kind === "key"
        ? `key of ${of?.arn} ${of?.alias} ${account} ${region}`
        : `${kind} of ${roles[0]?.arn ?? "no role"}`,
    ),
    ...layers.map(({ kind, owner, level }) =>
      level === undefined ? `${kind} of ${owner}` : `${kind} of ${owner} at ${level}`,
    ),
  ]).toEqual(expected);
});

test("what AWS refused is named, and so is an account without credentials", () => {
  const { problems, policies } = read(
    getRole,
    refused("iam get-role-policy", role, "AccessDenied"),
    refused("sts get-caller-identity", "222222222222", "OtherAccount"),
  );
  expect(policies).toHaveLength(1);
  const texts = problems.map(({ message, place }) => `${message} ${place}`);
  expect(
    texts.some((text) => text.includes("ACCOUNT=PROFILE") && text.includes("222222222222")),
  ).toBe(true);
  expect(
    texts.some((text) => text.includes("get-role-policy") && text.includes("AccessDenied")),
  ).toBe(true);
});

test("a bundle with nothing but refusals is a bundle, and no list of accounts", () => {
  expect(read(refused("iam get-role", role, "AccessDenied")).format).toBe("collected");
});

test("a hostile bundle is read without an error thrown", () => {
  for (const answers of [
    null,
    1,
    [null, 1, "x", [], {}],
    [{ command: "iam get-role", answer: [] }],
  ])
    expect(importText(JSON.stringify({ keyholeCollect: 1, answers })).format).toBe("collected");
  const level = { level: 99 };
  const content = { PolicySummary: { Type: "SERVICE_CONTROL_POLICY" }, Content: "{" };
  expect(
    read(answered("organizations describe-policy", "p", { Policy: content }, level)).layers,
  ).toBeUndefined();
});

/** A role is whole if AWS answered every question about its identity policies. */
const inline = answered("iam get-role-policy", role, {
  ...{ RoleName: "Response", PolicyName: "Inline", PolicyDocument: policy("Inline") },
});
const noneAttached = answered("iam list-attached-role-policies", role, { AttachedPolicies: [] });
test.each<[name: string, entries: readonly Entry[], isWhole: boolean]>([
  ["inline and attached policies", [getRole, inline, attached, version(managed, "Use")], true],
  ["no policies at all", [getRole, noneAttached], true],
  [
    "its trust policy was refused",
    [refused("iam get-role", role, "AccessDenied"), noneAttached],
    true,
  ],
  ["no answer on attached policies", [getRole, inline], false],
  ["an attached policy without its text", [getRole, attached], false],
  [
    "an attached policy that was refused",
    [getRole, attached, refused("iam get-policy-version", managed, "AccessDenied")],
    false,
  ],
  [
    "the list of inline policies was refused",
    [getRole, noneAttached, refused("iam list-role-policies", role, "AccessDenied")],
    false,
  ],
  [
    "an inline policy was refused",
    [getRole, noneAttached, refused("iam get-role-policy", role, "AccessDenied")],
    false,
  ],
  [
    "an inline policy that is none",
    [
      getRole,
      noneAttached,
      answered("iam get-role-policy", role, { PolicyName: "a", PolicyDocument: "x" }),
    ],
    false,
  ],
])("a bundle says whether it has all of a role: %s", (_, entries, isWhole) => {
  const { wholeRoles = [] } = read(...entries);
  expect(wholeRoles.map(({ arn }) => arn)).toEqual(isWhole ? [role] : []);
});
