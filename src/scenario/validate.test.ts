import { describe, expect, it, test } from "vitest";
import {
  blankKey,
  defaultScenario,
  type Guards,
  type Key,
  newKey,
  newTarget,
  type Platform,
  type PlatformNaming,
  presets,
  type Scenario,
  type Target,
  validateScenario,
} from "./index.ts";

const real: Scenario = {
  ...defaultScenario,
  platform: { ...defaultScenario.platform, account: "123456789012" },
  targets: [
    {
      id: "t1",
      account: "210987654321",
      role: "CadoResponseCrossAccountRole",
      keys: [
        {
          ...blankKey,
          id: "k1",
          region: "us-east-1",
          naming: { by: "arn", keyId: "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee" },
        },
      ],
    },
  ],
};

const platform = (change: Partial<Platform>): Scenario => ({
  ...real,
  platform: { ...real.platform, ...change },
});
const target = (change: Partial<Target>): Scenario => ({
  ...real,
  targets: real.targets.map((one) => ({ ...one, ...change })),
});
const key = (change: Partial<Key>): Scenario =>
  target({ keys: real.targets[0]?.keys.map((one) => ({ ...one, ...change })) ?? [] });
const guards = (change: Partial<Guards>): Scenario => ({
  ...real,
  guards: { ...real.guards, ...change },
});
const named = (platformNaming: PlatformNaming, base = real): Scenario => ({
  ...base,
  platformNaming,
});
const [oneTarget] = real.targets;
const [oneKey] = oneTarget?.keys ?? [];
if (!oneTarget || !oneKey) throw new Error("the scenario has a key");

test("answers that can be used have no problems", () => {
  expect(validateScenario(real)).toEqual([]);
});

describe("a problem names its question and says what to change", () => {
  const naming = "targets.t1.keys.k1.naming";
  const byTag = "platformNaming.tag";
  const byAlias = "platformNaming.aliasPrefix";
  const cases: readonly [string, Scenario, string, "error" | "warning", RegExp][] = [
    ["no tag", named({ by: "tag", tagKey: "", tagValue: "x" }), byTag, "error", /Enter the tag/],
    ["a tag pattern", named({ by: "tag", tagKey: "a", tagValue: "*" }), byTag, "error", /letters/],
    [
      "AWS’s tag",
      named({ by: "tag", tagKey: "AWS:x", tagValue: "" }),
      byTag,
      "error",
      /reserved for AWS/,
    ],
    [
      "a tag that a key has otherwise",
      named(
        { by: "tag", tagKey: "Scope", tagValue: "dfir" },
        key({ naming: { by: "tag", tagKey: "scope", tagValue: "other" } }),
      ),
      byTag,
      "error",
      /another value/,
    ],
    ["no prefix", named({ by: "alias", aliasPrefix: "" }), byAlias, "error", /Begin with alias/],
    ["any alias", named({ by: "alias", aliasPrefix: "alias/" }), byAlias, "error", /longer/],
    [
      "a star",
      named({ by: "alias", aliasPrefix: "alias/a*" }),
      byAlias,
      "error",
      /Begin with alias/,
    ],
    ["no account", platform({ account: "" }), "platform.account", "error", /Enter the account id/],
    [
      "dashes in an account",
      platform({ account: "1234-5678-9012" }),
      "platform.account",
      "error",
      /12 digits/,
    ],
    [
      "the example account",
      platform({ account: "111111111111" }),
      "platform.account",
      "warning",
      /example/,
    ],
    [
      "a region that is none",
      platform({ region: "eu-west-9" }),
      "platform.region",
      "error",
      /no region eu-west-9/,
    ],
    [
      "a region of another partition",
      platform({ region: "cn-north-1" }),
      "platform.region",
      "error",
      /aws-cn/,
    ],
    [
      "a role's ARN of another account",
      platform({ role: "arn:aws:iam::999999999999:role/R" }),
      "platform.role",
      "error",
      /999999999999/,
    ],
    [
      "a user's ARN",
      platform({ role: "arn:aws:iam::123456789012:user/R" }),
      "platform.role",
      "error",
      /not the ARN of a role/,
    ],
    [
      "a role of 65 characters",
      platform({ role: "R".repeat(65) }),
      "platform.role",
      "error",
      /at most 64/,
    ],
    [
      "a role with a space",
      platform({ role: "Cado Response" }),
      "platform.role",
      "error",
      /letters, digits/,
    ],
    [
      "a prefix of AWS's own",
      platform({ aliasPrefix: "alias/aws/x" }),
      "platform.aliasPrefix",
      "error",
      /AWS managed keys/,
    ],
    [
      "a prefix with a wildcard",
      platform({ aliasPrefix: "alias/*" }),
      "platform.aliasPrefix",
      "error",
      /letters, digits/,
    ],
    [
      "a role that the platform does not assume",
      target({ role: "Reader" }),
      "targets.t1.role",
      "warning",
      /CadoResponse or DarktraceForensics/,
    ],
    [
      "another account without role",
      target({ role: "" }),
      "targets.t1.role",
      "error",
      /Enter the role/,
    ],
    ["a target without keys", target({ keys: [] }), "targets.t1.keys", "error", /Add a key/],
    ["no target", { ...real, targets: [] }, "targets", "error", /Add the account/],
    [
      "the same target twice",
      { ...real, targets: [oneTarget, { ...oneTarget, id: "t2", keys: [] }] },
      "targets.t2.account",
      "error",
      /already in the list/,
    ],
    [
      "the same key twice",
      target({ keys: [oneKey, { ...oneKey, id: "k2" }] }),
      "targets.t1.keys.k2.naming",
      "error",
      /already in the list/,
    ],
    [
      "every key and one of them",
      target({ keys: [oneKey, { ...oneKey, id: "k2", naming: { by: "every" } }] }),
      "targets.t1.keys.k2.naming",
      "error",
      /Every key/,
    ],
    [
      "a key id that is none",
      key({ naming: { by: "arn", keyId: "1234" } }),
      naming,
      "error",
      /UUID/,
    ],
    [
      "a multi-Region id on another type",
      key({ naming: { by: "arn", keyId: `mrk-${"a".repeat(32)}` } }),
      naming,
      "error",
      /Change the type/,
    ],
    [
      "a multi-Region key with a UUID",
      key({ type: "multi-region" }),
      naming,
      "error",
      /begins with mrk-/,
    ],
    [
      "AWS's alias as the key's",
      key({ naming: { by: "alias", alias: "alias/aws/ebs" } }),
      naming,
      "error",
      /AWS managed/,
    ],
    [
      "an alias without alias/",
      key({ naming: { by: "alias", alias: "prod" } }),
      naming,
      "error",
      /alias\//,
    ],
    [
      "a tag with a wildcard",
      key({ naming: { by: "tag", tagKey: "team*", tagValue: "" } }),
      naming,
      "error",
      /letters, digits/,
    ],
    [
      "a multi-Region key in a custom key store",
      key({ type: "multi-region", origin: "custom-key-store", naming: { by: "every" } }),
      "targets.t1.keys.k1.origin",
      "error",
      /cannot be multi-Region/,
    ],
    [
      "an asymmetric key",
      key({ spec: "asymmetric" }),
      "targets.t1.keys.k1.spec",
      "error",
      /only symmetric keys/,
    ],
    ["an HMAC key", key({ spec: "hmac" }), "targets.t1.keys.k1.spec", "error", /HMAC/],
    [
      "a replica where the primary is",
      key({ type: "multi-region", naming: { by: "every" }, replicaRegions: ["us-east-1"] }),
      "targets.t1.keys.k1.replicaRegions",
      "error",
      /has the primary/,
    ],
    [
      "an AWS managed key of another account",
      key({ type: "aws-managed" }),
      "targets.t1.keys.k1.type",
      "warning",
      /temporary key/,
    ],
    [
      "an administrator that is a group",
      key({ administrators: ["arn:aws:iam::210987654321:group/Ops"] }),
      "targets.t1.keys.k1.administrators",
      "error",
      /user or role/,
    ],
    [
      "an organization id that is none",
      guards({ organizationId: "my-org" }),
      "guards.organizationId",
      "error",
      /o-/,
    ],
    [
      "an external id with a space",
      guards({ externalId: "a b" }),
      "guards.externalId",
      "error",
      /letters, digits/,
    ],
    [
      "no CreateGrant where a volume is attached",
      { ...real, method: "create-volume", createGrant: "withhold" },
      "createGrant",
      "warning",
      /EBS direct/,
    ],
  ];
  test.each(cases)("%s", (_, scenario, path, severity, message) => {
    const found = validateScenario(scenario).filter((problem) => problem.path === path);
    expect(found.map((problem) => problem.severity)).toContain(severity);
    expect(found.map((problem) => problem.message).join(" ")).toMatch(message);
  });
});

test("presets have no errors", () => {
  for (const { id, scenario } of presets)
    expect([id, validateScenario(scenario).filter(({ severity }) => severity === "error")]).toEqual(
      [id, []],
    );
});

test("a new target or key never takes an id that is in use", () => {
  let scenario: Scenario = real;
  for (let count = 0; count < 5; count += 1) {
    const added = { ...newTarget(scenario), keys: [newKey(scenario)] };
    scenario = { ...scenario, targets: [added, ...scenario.targets.slice(0, 3)] };
    const ids = scenario.targets.flatMap(({ id, keys }) => [id, ...keys.map((one) => one.id)]);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

describe("a thousand accounts", () => {
  const many = (count: number, change: (target: Target, index: number) => Target): Scenario => ({
    ...real,
    targets: Array.from({ length: count }, (_, index) =>
      change(
        {
          ...oneTarget,
          id: `t${index + 1}`,
          account: `${100_000_000_000 + index}`,
          keys: [{ ...oneKey, id: `k${index + 1}` }],
        },
        index,
      ),
    ),
  });

  it("have no problems where each has its own account and role", () => {
    expect(validateScenario(many(1_000, (one) => one))).toEqual([]);
  });

  it("are told where an account and role, or a key, comes again, and only there", () => {
    const again = [7, 500, 999];
    const scenario = many(1_000, (one, index) =>
      again.includes(index) ? { ...one, account: "100000000003" } : one,
    );
    expect(validateScenario(scenario).map(({ path }) => path)).toEqual([
      ...again.map((index) => `targets.t${index + 1}.account`),
      ...again.map((index) => `targets.t${index + 1}.keys.k${index + 1}.naming`),
    ]);
  });

  it("may have several roles in one account", () => {
    const scenario = many(2, (one, index) => ({
      ...one,
      account: "100000000003",
      role: `CadoResponseRole${index}`,
      keys: one.keys.map((key) => ({ ...key, region: index === 0 ? "us-east-1" : "us-east-2" })),
    }));
    expect(validateScenario(scenario)).toEqual([]);
  });
});

test.each([
  ["a role that AWS does not make", { kind: "karpenter" }, "otherUsers.u1.role"],
  ["a service", { kind: "service", role: "App" }, "otherUsers.u1.service"],
  ["a whole account id", { kind: "backup", account: "12" }, "otherUsers.u1.account"],
  [
    "the account of its role",
    { kind: "karpenter", role: "arn:aws:iam::333333333333:role/Karpenter" },
    "otherUsers.u1.role",
  ],
] as const)("another user of the keys without %s is not complete", (_, answers, path) => {
  const user = { id: "u1", account: "", role: "", ...answers };
  const problems = validateScenario({ ...defaultScenario, otherUsers: [user] });
  expect(problems.filter(({ severity }) => severity === "error").map((one) => one.path)).toEqual([
    path,
  ]);
});
