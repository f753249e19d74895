import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "#generator";
import type { Scenario } from "#scenario";
import { crossAccountWithKey } from "#testing/example-scenario";
import { addKey } from "#testing/fake-aws-account";
import { closeRooms, openRooms, ScriptRoom } from "#testing/script-room";

beforeAll(openRooms);
afterAll(closeRooms);

const role = "CadoResponseCrossAccountRole";

it("revokes the grants of the import alone, after a dry run, and finds nothing the second time", async () => {
  const scenario = crossAccountWithKey({ naming: { by: "alias", alias: "alias/prod" } });
  const room = new ScriptRoom(scenario, generate(scenario));
  const { account } = room;
  addKey(account, "eu-west-1", "prod", {
    grants: [
      { id: "g-role", grantee: `arn:aws:iam::222222222222:role/${role}` },
      { id: "g-path", grantee: `arn:aws:iam::222222222222:role/team/${role}` },
      {
        id: "g-retired-by-role",
        grantee: "arn:aws:sts::222222222222:assumed-role/aws:ec2-infrastructure/i-1",
        retiring: `arn:aws:sts::222222222222:assumed-role/${role}/import`,
      },
      {
        id: "g-volume",
        grantee: "arn:aws:sts::222222222222:assumed-role/aws:ec2-infrastructure/i-2",
      },
      { id: "g-like", grantee: `arn:aws:iam::222222222222:role/${role}2` },
      { id: "g-elsewhere", grantee: `arn:aws:iam::333333333333:role/${role}` },
    ],
  });
  account.aliases["eu-west-1 alias/prod"] = "prod";

  const dry = await room.run("-take-back");
  expect(dry).toMatchObject({ status: 0, stderr: "", changes: [] });
  expect(dry.stdout).toContain("would revoke grant g-role");
  expect(dry.stdout).toContain("KMS would allow it");

  expect(await room.run("-take-back", "--apply")).toMatchObject({ status: 0, stderr: "" });
  const left = account.keys["eu-west-1 prod"]?.grants?.map(({ id }) => id);
  expect(left).toEqual(["g-volume", "g-like", "g-elsewhere"]);
  expect(await room.run("-take-back", "--apply")).toMatchObject({ status: 0, changes: [] });
});

it("deletes temporary keys before their aliases, and none that has another alias", async () => {
  const scenario: Scenario = crossAccountWithKey({ type: "aws-managed" });
  const { account: platform, region, aliasPrefix } = scenario.platform;
  const room = new ScriptRoom(scenario, generate(scenario), {}, platform);
  const { account } = room;
  for (const id of ["left", "shared", "other"]) addKey(account, region, id);
  const alias = (name: string, id: string) => {
    account.aliases[`${region} ${name}`] = id;
  };
  alias(`${aliasPrefix}1`, "left");
  alias(`${aliasPrefix}2`, "shared");
  alias("alias/payroll", "shared");
  alias("alias/other", "other");

  expect(await room.run("-take-back")).toMatchObject({ status: 0, stderr: "", changes: [] });
  const { status, stderr, changes } = await room.run("-take-back", "--apply");
  expect(`${status} ${stderr}`).toBe("0 ");
  expect(changes.map(([, operation]) => operation)).toEqual([
    "schedule-key-deletion",
    "delete-alias",
  ]);
  const states = ["left", "shared", "other"].map((id) => account.keys[`${region} ${id}`]?.state);
  expect(states).toEqual(["PendingDeletion", "Enabled", "Enabled"]);
  expect(Object.keys(account.aliases)).not.toContain(`${region} ${aliasPrefix}1`);
  expect(await room.run("-take-back", "--apply")).toMatchObject({ status: 0, changes: [] });
});
