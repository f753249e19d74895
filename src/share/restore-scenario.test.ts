import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultScenario, type Scenario, validateScenario } from "#scenario";
import {
  otherUsersArbitrary,
  ownRulesArbitrary,
  scenarioWithStatesArbitrary,
} from "#testing/arbitrary";
import { restoreScenario } from "./restore-scenario.ts";

const [target] = defaultScenario.targets;
const [key] = target?.keys ?? [];
const rule = { id: "r1", who: "others", principals: [], actions: ["kms:Decrypt"], onlyWhen: [] };
const withTargets = (...targets: unknown[]) => ({ ...defaultScenario, targets });

describe("a scenario from outside", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(
        scenarioWithStatesArbitrary(),
        ownRulesArbitrary(),
        otherUsersArbitrary(),
        (answers, mustNever, otherUsers) => {
          const scenario = { ...answers, mustNever, otherUsers };
          expect(restoreScenario(JSON.parse(JSON.stringify(scenario)))).toEqual({
            scenario,
            dropped: [],
          });
        },
      ),
    );
  });

  it.each([
    ["no object", 7, "otherUsers.1"],
    ["another kind", { kind: "lambda" }, "otherUsers.1.kind"],
    ["a service of another kind", { kind: "karpenter", service: "rds" }, "otherUsers.1"],
    ["an account that is no text", { kind: "backup", account: 1 }, "otherUsers.1.account"],
    ["a member that nobody knows", { kind: "backup", region: "eu-west-1" }, "otherUsers.1.region"],
  ])("another user of the keys with %s is dropped whole", (_, raw, lost) => {
    const user = typeof raw === "object" ? { id: "u1", account: "", role: "", ...raw } : raw;
    const { scenario, dropped } = restoreScenario({ ...defaultScenario, otherUsers: [user] });
    expect(scenario.otherUsers).toBeUndefined();
    expect(dropped).toContain(lost);
  });

  it.each<[string, unknown, Scenario["ec2Permissions"], readonly string[]]>([
    ["written by Keyhole", { kind: "written" }, { kind: "written" }, []],
    ["complete", { kind: "complete" }, { kind: "complete" }, []],
    [
      "complete for two roles, one of them twice",
      { kind: "complete", of: ["platform", "t1", "t1"] },
      { kind: "complete", of: ["platform", "t1"] },
      [],
    ],
    ["of another kind", { kind: "vendor" }, undefined, ["ec2Permissions.kind"]],
    ["no object", 7, undefined, ["ec2Permissions"]],
    [
      "with roles that Keyhole writes",
      { kind: "written", of: ["t1"] },
      { kind: "written" },
      ["ec2Permissions.of"],
    ],
  ])("the permissions of EC2, %s", (_, raw, expected, lost) => {
    const { scenario, dropped } = restoreScenario({ ...defaultScenario, ec2Permissions: raw });
    expect(scenario.ec2Permissions).toEqual(expected);
    expect(dropped).toEqual(lost);
  });

  const broken: [what: string, raw: unknown, dropped: string[]][] = [
    ["no object", 7, ["the answers"]],
    ["another partition", { ...defaultScenario, partition: "aws-moon" }, ["partition"]],
    [
      "a number for a text",
      withTargets({ ...target, account: 222222222222 }),
      ["targets.t1.account"],
    ],
    [
      "a text past 2,048 characters",
      withTargets({ ...target, role: "r".repeat(2_049) }),
      ["targets.t1.role"],
    ],
    [
      "an account’s name past 100 characters",
      withTargets({ ...target, name: "n".repeat(101) }),
      ["targets.t1.name"],
    ],
    [
      "a text for a flag",
      { ...defaultScenario, guards: { ...defaultScenario.guards, denyOthers: "yes" } },
      ["guards.denyOthers"],
    ],
    ["a list for an object", { ...defaultScenario, platform: [] }, ["platform"]],
    ["an object for a list", { ...defaultScenario, targets: {} }, ["targets"]],
    ["a target that is none", withTargets(target, null, "t"), ["targets.2", "targets.3"]],
    ["an ill-formed id", withTargets({ ...target, id: "t1/../x" }), ["targets.1.id"]],
    ["the platform's name for an id", withTargets({ ...target, id: "platform" }), ["targets.1.id"]],
    ["a target id twice", withTargets(target, { ...target, keys: [] }), ["targets.2.id"]],
    [
      "a key id twice, in another target",
      withTargets(target, { ...target, id: "t2" }),
      ["targets.t2.keys.1.id"],
    ],
    [
      "another way of naming",
      withTargets({ ...target, keys: [{ ...key, naming: { by: "heart" } }] }),
      ["targets.t1.keys.k1.naming.by"],
    ],
    [
      "a member of another naming",
      withTargets({ ...target, keys: [{ ...key, naming: { by: "every", keyId: "x" } }] }),
      ["targets.t1.keys.k1.naming.keyId"],
    ],
    [
      "a grant answer that is none",
      withTargets({ ...target, keys: [{ ...key, createGrant: "maybe" }] }),
      ["targets.t1.keys.k1.createGrant"],
    ],
    [
      "administrators that are no texts",
      withTargets({ ...target, keys: [{ ...key, administrators: ["a", 1] }] }),
      ["targets.t1.keys.k1.administrators"],
    ],
    ...(
      [
        ["no object", 7, ["mustNever.1"]],
        ["no id", { ...rule, id: undefined }, ["mustNever.1"]],
        ["nobody to be about", { ...rule, who: "these", principals: [] }, ["mustNever.1"]],
        ["a principal that is none", { ...rule, principals: ["*"] }, ["mustNever.1"]],
        ["an action of another service", { ...rule, actions: ["s3:*"] }, ["mustNever.1"]],
        ["no action", { ...rule, actions: [] }, ["mustNever.1"]],
        [
          "a number for an action",
          { ...rule, actions: ["kms:*", 1] },
          ["mustNever.1.actions", "mustNever.1"],
        ],
        [
          "another condition",
          { ...rule, onlyWhen: [{ by: "moon" }] },
          ["mustNever.1.onlyWhen.1.by", "mustNever.1"],
        ],
        [
          "a region that does not exist",
          { ...rule, onlyWhen: [{ by: "region", regions: ["moon-1"] }] },
          ["mustNever.1"],
        ],
        ["a member that is unknown", { ...rule, mood: 1 }, ["mustNever.1.mood", "mustNever.1"]],
      ] as const
    ).map(([what, one, dropped]): [string, unknown, string[]] => [
      `a rule with ${what}`,
      { ...defaultScenario, mustNever: [one] },
      [...dropped],
    ]),
    ["a rule twice", { ...defaultScenario, mustNever: [rule, rule] }, ["mustNever.2"]],
    [
      "another way for the platform role’s policy",
      { ...defaultScenario, platformNaming: { by: "heart", tagKey: "a" } },
      ["platformNaming.by", "platformNaming.tagKey"],
    ],
    ["a list for that way", { ...defaultScenario, platformNaming: [] }, ["platformNaming"]],
    [
      "a member of another way",
      {
        ...defaultScenario,
        platformNaming: { by: "alias", aliasPrefix: "alias/x", tagKey: "a" },
      },
      ["platformNaming.tagKey"],
    ],
    [
      "a member that nobody knows",
      { ...defaultScenario, answerOfNextYear: 1 },
      ["answerOfNextYear"],
    ],
    [
      "a member with a special name",
      JSON.parse(
        JSON.stringify(defaultScenario).replace(
          "{",
          '{"__proto__":{"method":"x"},"constructor":1,',
        ),
      ),
      ["__proto__", "constructor"],
    ],
  ];
  it.each(broken)("with %s: names it and goes on", (_what, raw, dropped) => {
    expect(restoreScenario(raw).dropped).toEqual(dropped);
  });

  it("gives a new id only to what has none", () => {
    const { scenario } = restoreScenario(
      withTargets(target, { ...target, id: "t1" }, { ...target, id: "?" }, { ...target, id: "t2" }),
    );
    expect(scenario.targets.map(({ id }) => id)).toEqual(["t1", "t3", "t4", "t2"]);
  });

  it("misses nothing that an older version did not have", () => {
    expect(restoreScenario({}).dropped).toEqual([]);
  });

  it("is one that the rest of the program can take, whatever it was", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({ targets: fc.array(fc.record({ id: fc.string(), keys: fc.array(fc.object()) })) }),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const { scenario } = restoreScenario(raw);
        validateScenario(scenario);
        expect(restoreScenario(scenario)).toEqual({ scenario, dropped: [] });
        expect(idsOf(scenario)).toEqual([...new Set(idsOf(scenario))]);
      }),
    );
  });

  const idsOf = (scenario: Scenario) =>
    scenario.targets.flatMap(({ id, keys }) => [id, ...keys.map((one) => `key ${one.id}`)]);
});
