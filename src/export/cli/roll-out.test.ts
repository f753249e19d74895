import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "#generator";
import { type Key, platformRole } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { type Account, addKey, emptyAccount, inForce, misplaced } from "#testing/fake-aws-account";
import { closeRooms, openRooms, ScriptRoom } from "#testing/script-room";
import type { ExportOptions } from "../options.ts";

beforeAll(openRooms);
afterAll(closeRooms);

/** Runs a script that has nothing to complain about. */
async function quietly(its: ScriptRoom, name: "" | "-rollback", ...args: string[]) {
  const run = await its.run(name, ...args);
  expect(run.stderr).toBe("");
  expect(run.status).toBe(0);
  return run;
}

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
/** As a console writes it: with spaces before colons, what is no ASCII, quotes and a line break at the end. */
const formerKeyPolicy = `{\n  "Version" : "2012-10-17",\n  "Statement" : [ { "Sid" : "é \\"$HOME\\" 'x'  \`y\`" } ]\n}\n`;
const role = "CadoResponseCrossAccountRole";
const roleArn = `arn:aws:iam::222222222222:role/${role}`;
const policyArn = `arn:aws:iam::222222222222:policy/Keyhole-${role}`;

const former = { policy: formerKeyPolicy };

describe("in an account that has the key and no role", () => {
  const documents = generate(crossAccount);
  const its = new ScriptRoom(crossAccount, documents);
  addKey(its.account, "eu-west-1", keyId, former);
  const before = structuredClone(its.account);

  it("without --apply only looks, and says what it would do", async () => {
    const run = await quietly(its, "");
    expect(run.changes).toEqual([]);
    expect(its.account).toEqual(before);
    expect(existsSync(its.backup)).toBe(false);
    expect(run.stdout).toContain(`would create role ${role}`);
    expect(run.stdout).toContain("would replace the policy of key");
    expect(run.stdout).toContain(`    -      "Sid":"é \\"$HOME\\" 'x'  \`y\`"`);
    expect(run.stdout).toContain("Nothing was changed.");
  });

  it("with --apply rolls out", async () => {
    const run = await quietly(its, "", "--apply");
    expect(misplaced(its.account, documents)).toEqual([]);
    expect(run.stdout).not.toContain("would");
  });

  it("a second time changes nothing", async () => {
    const run = await quietly(its, "", "--apply");
    expect(run.changes).toEqual([]);
  });

  it("keeps the key's former policy, to the byte, for nobody else to read", async () => {
    const [name = ""] = readdirSync(its.backup).filter((each) => each.startsWith("key."));
    expect(name).toBe(`key.eu-west-1.${keyId}.1`);
    expect(readFileSync(join(its.backup, name), "utf8")).toBe(formerKeyPolicy);
    expect(statSync(join(its.backup, name)).mode & 0o777).toBe(0o600);
  });

  it("with --rollback restores what was there before", async () => {
    const look = await quietly(its, "-rollback");
    expect(look.changes).toEqual([]);
    expect(look.stdout).toContain(`would delete role ${role}`);
    await quietly(its, "-rollback", "--apply");
    expect(its.account).toEqual(before);
    expect(existsSync(its.backup)).toBe(false);
    expect((await its.run("-rollback", "--apply")).stdout).toContain("There is no backup");
  });
});

describe("in an account that has everything, otherwise", () => {
  const documents = generate(crossAccount);
  const its = new ScriptRoom(crossAccount, documents, { targetRoles: "existing" });
  addKey(its.account, "eu-west-1", keyId, former);
  its.account.roles[role] = {
    arn: roleArn,
    trust: JSON.stringify({ Statement: [{ Sid: "Former" }] }),
    attached: ["arn:aws:iam::aws:policy/ReadOnlyAccess"],
  };
  const versions = Object.fromEntries(
    [1, 2, 10, 9, 11].map((number) => [`v${number}`, JSON.stringify({ Id: `${number}` })]),
  );
  its.account.policies[policyArn] = { defaultVersion: "v1", next: 12, versions };
  const before = structuredClone(its.account);

  it("replaces it, and makes room by deleting the oldest version but the one to go back to", async () => {
    await quietly(its, "", "--apply");
    expect(misplaced(its.account, documents)).toEqual([]);
    expect(Object.keys(its.account.policies[policyArn]?.versions ?? {})).not.toContain("v2");
    expect(Object.keys(its.account.policies[policyArn]?.versions ?? {})).toContain("v1");
    expect(its.account.roles[role]?.attached).toHaveLength(2);
  });

  it("keeps each state that others made since, the first one too", async () => {
    addKey(its.account, "eu-west-1", keyId, { policy: '{"Id":"someone else"}' });
    await quietly(its, "", "--apply");
    const kept = (number: number) =>
      readFileSync(join(its.backup, `key.eu-west-1.${keyId}.${number}`), "utf8");
    expect(kept(1)).toBe(formerKeyPolicy);
    expect(kept(2)).toBe('{"Id":"someone else"}');
  });

  it("rolls back to the first", async () => {
    await quietly(its, "-rollback", "--apply");
    expect(inForce(its.account)).toEqual(inForce(before));
    expect(JSON.parse(its.account.roles[role]?.trust ?? "")).toEqual({
      Statement: [{ Sid: "Former" }],
    });
    expect(its.account.roles[role]?.attached).toEqual(before.roles[role]?.attached);
    expect(its.account.keys).toEqual(before.keys);
  });
});

describe("stops before any change", () => {
  const documents = generate(crossAccount);
  const existing = { targetRoles: "existing" } as const;
  const elsewhere = { [role]: { arn: `${roleArn}x`, trust: "{}", attached: [] } };
  const aws = emptyAccount("222222222222");
  addKey(aws, "eu-west-1", keyId, { manager: "AWS" });
  it.each<[string, Partial<Account>, ExportOptions, string]>([
    [
      "with another account’s credentials",
      { account: "333333333333" },
      {},
      "for account 333333333333;",
    ],
    ["without the key", { keys: {} }, {}, "there is no key arn:aws:kms"],
    ["where AWS does not answer", { denied: true }, existing, "(AccessDenied)"],
    ["without a role that should exist", {}, existing, `there is no role ${role}`],
    [
      "where the role has another path",
      { roles: elsewhere },
      existing,
      "but the policies name arn",
    ],
    ["where the key is AWS’s", { keys: aws.keys }, {}, "is managed by AWS"],
  ])("%s", async (_when, members, options, message) => {
    const its = new ScriptRoom(crossAccount, documents, options);
    addKey(its.account, "eu-west-1", keyId, former);
    Object.assign(its.account, members);
    const run = await its.run("", "--apply");
    expect(run.status).not.toBe(0);
    expect(run.stderr).toContain(message);
    expect(run.changes).toEqual([]);
  });

  it("when called otherwise", async () => {
    const its = new ScriptRoom(crossAccount, documents);
    for (const args of [["--aply"], ["--apply", "now"]]) {
      const run = await its.run("", ...args);
      expect(run.status).toBe(2);
      expect(run.calls).toEqual([]);
    }
  });
});

describe("keys", () => {
  it("are listed by the user where a policy is for several, else left alone", async () => {
    const scenario = crossAccountWithKey({ naming: { by: "every" } });
    const documents = generate(scenario);
    const its = new ScriptRoom(scenario, documents);
    const other = keyId.replace("1234abcd", "4321abcd");
    addKey(its.account, "eu-west-1", keyId, former);
    addKey(its.account, "eu-west-1", other, former);
    const first = await quietly(its, "", "--apply");
    expect(first.stdout).toContain("222222222222-keys-1.txt lists no key");
    expect(first.changes.map(([, operation]) => operation)).not.toContain("put-key-policy");
    const list = join(its.folder, "cli", "222222222222-keys-1.txt");
    const comment = readFileSync(list, "utf8");
    expect(comment).toMatch(/^# each customer managed key/);
    for (const wrong of ["alias/x", "$(touch canary)", "4321abcd-0000-0000-0000-1234567890ab"]) {
      writeFileSync(list, `${comment}${wrong}\n`);
      const run = await its.run("", "--apply");
      expect(run.status).not.toBe(0);
      expect(run.changes).toEqual([]);
    }
    expect(readdirSync(join(its.folder, "elsewhere"))).toEqual([]);
    // Written elsewhere: with carriage returns, and no line break at the end.
    writeFileSync(list, `${comment}${keyId}\r\n\r\n${other}`);
    await quietly(its, "", "--apply");
    const expected = documents
      .filter(({ kind }) => kind === "key")
      .map(({ text }) => JSON.parse(text));
    for (const { policy } of Object.values(its.account.keys))
      expect([JSON.parse(policy)]).toEqual(expected);
    await quietly(its, "-rollback", "--apply");
    for (const { policy } of Object.values(its.account.keys)) expect(policy).toBe(formerKeyPolicy);
  });

  it.each([
    [2, "succeeds", 0],
    [99, "gives up", 1],
  ])("wait for KMS to see a new role: after %d refusals it %s", async (malformed, _so, status) => {
    const its = new ScriptRoom(crossAccount, generate(crossAccount));
    addKey(its.account, "eu-west-1", keyId, former);
    its.account.malformed = malformed;
    const run = await its.run("", "--apply");
    expect(run.status).toBe(status);
    expect(misplaced(its.account, generate(crossAccount))).toHaveLength(status);
    expect(run.stderr.includes("MalformedPolicyDocumentException")).toBe(status > 0);
  });
});

describe("new keys", () => {
  const alias = { naming: { by: "alias", alias: "alias/prod" } } as const;

  it("are made once, with their policy, spec and alias, and replicated", async () => {
    const scenario = crossAccountWithKey({
      type: "multi-region",
      replicaRegions: ["us-east-1"],
      ...alias,
    });
    const its = new ScriptRoom(scenario, generate(scenario), { keys: "new" });
    const before = structuredClone(its.account);
    const look = await quietly(its, "");
    expect(look.stdout).toContain("would replicate the key to us-east-1");
    const run = await quietly(its, "", "--apply");
    const { keys, aliases } = its.account;
    expect(Object.values(keys).map(({ id }) => id)).toEqual([
      expect.stringMatching(/^mrk-/),
      aliases["eu-west-1 alias/prod"],
    ]);
    expect(aliases["us-east-1 alias/prod"]).toBe(aliases["eu-west-1 alias/prod"]);
    const [made] = run.changes.filter(([, operation]) => operation === "create-key");
    expect(made).toEqual(
      expect.arrayContaining([
        "--multi-region",
        "--key-spec=SYMMETRIC_DEFAULT",
        "--description=Encrypts EBS volumes",
      ]),
    );
    expect((await its.run("", "--apply")).changes).toEqual([]);
    await quietly(its, "-rollback", "--apply");
    const after = its.account;
    expect(Object.values(after.keys).map((key) => key.state)).toEqual([
      "PendingDeletion",
      "PendingDeletion",
    ]);
    expect({ ...after, keys: {} }).toEqual(before);
  });

  it("carry the tag that they are found by", async () => {
    const scenario = crossAccountWithKey({
      naming: { by: "tag", tagKey: "team owner", tagValue: "Ärzte @ 1" },
    });
    const its = new ScriptRoom(scenario, generate(scenario), { keys: "new" });
    await quietly(its, "", "--apply");
    expect(Object.values(its.account.keys)[0]?.tags).toContainEqual({
      TagKey: "team owner",
      TagValue: "Ärzte @ 1",
    });
  });

  it.each<[string, Partial<Key>, string, number]>([
    [
      "of imported material wait for it before they are replicated",
      { type: "multi-region", origin: "imported", replicaRegions: ["us-east-1"] },
      "import the primary's key material, then run this again",
      1,
    ],
    [
      "in a custom key store are left to its owner",
      { origin: "custom-key-store" },
      "give it alias/prod, then run this again",
      0,
    ],
  ])("%s", async (_what, members, message, made) => {
    const scenario = crossAccountWithKey({ ...members, ...alias });
    const its = new ScriptRoom(scenario, generate(scenario), { keys: "new" });
    expect((await quietly(its, "", "--apply")).stdout).toContain(message);
    expect(Object.keys(its.account.keys)).toHaveLength(made);
  });
});

it("rolls out and back any scenario", async () => {
  await fc.assert(
    fc.asyncProperty(scenarioArbitrary(), async (scenario) => {
      const documents = generate(scenario);
      const [target] = scenario.targets;
      const its = new ScriptRoom(scenario, documents, {}, target?.account);
      for (const { attachTo, region = "", name } of documents)
        if (attachTo.to === "key" && name.startsWith("alias/")) {
          addKey(its.account, region, `of ${name}`.replace(/\W/g, "-"), former);
          its.account.aliases[`${region} ${name}`] = `of ${name}`.replace(/\W/g, "-");
        } else if (attachTo.to === "key" && attachTo.keyArn)
          addKey(its.account, region, attachTo.keyArn.split("/")[1] ?? "", former);
      const platform = platformRole(scenario);
      if (platform && platform.account === target?.account)
        its.account.roles[platform.name] = { arn: platform.arn, trust: "{}", attached: [] };
      const before = structuredClone(its.account);
      await quietly(its, "", "--apply");
      expect(misplaced(its.account, documents)).toEqual([]);
      expect((await its.run("", "--apply")).changes).toEqual([]);
      await quietly(its, "-rollback", "--apply");
      expect(its.account).toEqual(before);
    }),
    { numRuns: 3 },
  );
});
