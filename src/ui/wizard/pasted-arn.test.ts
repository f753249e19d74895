import { describe, expect, it } from "vitest";
import { defaultScenario, type Scenario, withKey, withTarget } from "#scenario";
import { readRoleArn } from "./pasted-arn.ts";
import { readKeyArn } from "./pasted-key-arn.ts";

const keyId = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const multiRegionId = "mrk-0f1e2d3c4b5a69788796a5b4c3d2e1f0";
const inOwnAccount = withTarget(defaultScenario, "t1", (target) => ({
  ...target,
  account: "999999999999",
}));

function pasted(scenario: Scenario, text: string) {
  const found = readKeyArn(scenario, "t1", "k1", text);
  if (found?.outcome !== "filled") return found;
  const target = found.change(scenario).targets[0];
  const { type, region, naming } = target?.keys[0] ?? {};
  return { account: target?.account, type, region, naming };
}

describe("a pasted key ARN", () => {
  it.each([
    [
      `arn:aws:kms:eu-west-2:333333333333:key/${keyId}`,
      { type: "customer-managed", naming: { by: "arn", keyId } },
    ],
    [
      ` arn:aws:kms:eu-west-2:333333333333:key/${multiRegionId}\n`,
      { type: "multi-region", naming: { by: "arn", keyId: multiRegionId } },
    ],
    ["arn:aws:kms:eu-west-2:333333333333:alias/aws/ebs", { type: "aws-managed" }],
    [
      "arn:aws:kms:eu-west-2:333333333333:alias/volumes",
      { type: "customer-managed", naming: { by: "alias", alias: "alias/volumes" } },
    ],
  ])("%s answers account, region, type and name", (arn, answers) => {
    expect(pasted(defaultScenario, arn)).toMatchObject({
      account: "333333333333",
      region: "eu-west-2",
      ...answers,
    });
  });

  it.each([
    [`arn:aws-cn:kms:cn-north-1:333333333333:key/${keyId}`, /Change the partition first/],
    [`arn:aws:kms:eu-west-9:333333333333:key/${keyId}`, /no region eu-west-9/],
    [`arn:aws:kms:eu-west-2:3333:key/${keyId}`, /3333 is not an account id/],
    ["arn:aws:kms:eu-west-2:333333333333:grant/1", /neither a key nor an alias/],
  ])("%s is refused with the reason", (arn, why) => {
    expect(pasted(defaultScenario, arn)).toEqual({
      outcome: "refused",
      why: expect.stringMatching(why),
    });
  });

  it("of another account asks the user, who can choose either account", () => {
    const found = readKeyArn(
      inOwnAccount,
      "t1",
      "k1",
      `arn:aws:kms:eu-west-2:333333333333:key/${keyId}`,
    );
    expect(found?.outcome).toBe("ask");
    const accounts =
      found?.outcome === "ask"
        ? found.choices.map(({ change }) => change(inOwnAccount).targets[0]?.account)
        : [];
    expect(accounts).toEqual(["333333333333", "999999999999"]);
  });

  it("does not move the target's other keys to another account without asking", () => {
    const two = withTarget(defaultScenario, "t1", (target) => ({
      ...target,
      keys: [...target.keys, ...target.keys.map((key) => ({ ...key, id: "k2" }))],
    }));
    expect(pasted(two, `arn:aws:kms:eu-west-2:333333333333:key/${keyId}`)).toMatchObject({
      outcome: "ask",
    });
  });

  it("of a multi-Region key changes the origin, because a custom key store cannot contain it", () => {
    const stored = withKey(defaultScenario, "k1", (key) => ({
      ...key,
      origin: "custom-key-store",
    }));
    const arn = `arn:aws:kms:eu-west-2:333333333333:key/${multiRegionId}`;
    const found = readKeyArn(stored, "t1", "k1", arn);
    const changed = found?.outcome === "filled" ? found.change(stored) : stored;
    expect(changed.targets[0]?.keys[0]?.origin).toBe("kms");
  });

  it.each(["", "alias/volumes", keyId, "arn:aws:s3:::bucket"])("%j is not recognised", (text) => {
    expect(pasted(defaultScenario, text)).toBeUndefined();
  });
});

describe("a pasted role ARN", () => {
  const write = (now: Scenario, account: string, role: string) =>
    withTarget(now, "t1", (target) => ({ ...target, account, role }));

  it.each([
    ["222222222222", "filled"],
    ["", "filled"],
    ["333333333333", "filled"],
    ["999999999999", "ask"],
  ])("with account %j answered: %s", (account, outcome) => {
    const arn = "arn:aws:iam::333333333333:role/team/CadoResponseRole";
    const found = readRoleArn(defaultScenario, { account, write }, arn);
    expect(found?.outcome).toBe(outcome);
    if (found?.outcome === "filled")
      expect(found.change(defaultScenario).targets[0]).toMatchObject({
        account: "333333333333",
        role: "team/CadoResponseRole",
      });
  });

  it("of a user is refused", () => {
    const arn = "arn:aws:iam::333333333333:user/me";
    expect(readRoleArn(defaultScenario, { account: "", write }, arn)?.outcome).toBe("refused");
  });
});
