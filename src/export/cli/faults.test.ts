import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { type Account, addKey, inForce, misplaced } from "#testing/fake-aws-account";
import { closeRooms, type Fault, openRooms, ScriptRoom } from "#testing/script-room";

beforeAll(openRooms);
afterAll(closeRooms);

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const role = "CadoResponseCrossAccountRole";
const roleArn = `arn:aws:iam::222222222222:role/${role}`;
const policyArn = `arn:aws:iam::222222222222:policy/Keyhole-${role}`;

/** A role, a policy and a key that exists; a key with a replica, both to be made; a policy that has five versions. */
const courses = {
  "a new role": () => {
    const documents = generate(crossAccount);
    const its = new ScriptRoom(crossAccount, documents);
    addKey(its.account, "eu-west-1", keyId, { policy: '{"Id":"former"}' });
    return { its, documents };
  },
  "new keys": () => {
    const scenario = crossAccountWithKey({
      type: "multi-region",
      replicaRegions: ["us-east-1"],
      naming: { by: "alias", alias: "alias/prod" },
    });
    const documents = generate(scenario);
    return { its: new ScriptRoom(scenario, documents, { keys: "new" }), documents };
  },
  "five versions": () => {
    const documents = generate(crossAccount);
    const its = new ScriptRoom(crossAccount, documents);
    addKey(its.account, "eu-west-1", keyId, { policy: '{"Id":"former"}' });
    const versions = Object.fromEntries(
      [1, 2, 3, 4, 5].map((number) => [`v${number}`, JSON.stringify({ Id: `${number}` })]),
    );
    its.account.policies[policyArn] = { defaultVersion: "v1", next: 6, versions };
    return { its, documents };
  },
};
type Course = keyof typeof courses;

/** What an account has, but for numbers that AWS does not give again, and keys that wait for their deletion. */
function lasting(account: Account): unknown {
  const { policies, keys, ...rest } = account;
  return {
    ...rest,
    inForce: inForce(account),
    versions: Object.values(policies).map(({ versions }) =>
      Object.values(versions)
        .map((text) => JSON.stringify(JSON.parse(text)))
        .sort(),
    ),
    keys: Object.entries(keys).filter(([, { state }]) => state !== "PendingDeletion"),
  };
}

type When = (number: number, words: readonly string[]) => boolean;

/** Lets one call fail; then runs again, or at once takes all back. */
async function survives(course: Course, fault: Fault, when: When, again: boolean) {
  const { its, documents } = courses[course]();
  const before = lasting(structuredClone(its.account));
  let waits = true;
  its.faultOf = (number, words) => {
    if (!waits || !when(number, words)) return undefined;
    waits = false;
    return fault;
  };
  await its.run("", "--apply");
  expect(waits).toBe(false);
  if (again) {
    const second = await its.run("", "--apply");
    expect([second.status, second.stderr]).toEqual([0, ""]);
    expect(misplaced(its.account, documents)).toEqual([]);
    const regions = Object.keys(its.account.keys).map((place) => place.split(" ")[0]);
    expect(new Set(regions).size).toBe(regions.length);
  }
  await its.run("-rollback", "--apply");
  expect(lasting(its.account)).toEqual(before);
}

it.each<[string, Course, string, boolean]>([
  ["a second run and the rollback know what is there", "new keys", "create-key", true],
  ["the rollback knows what is there", "a new role", "create-role", false],
  ["all versions come back", "five versions", "create-policy-version", false],
])("%s: %s, the answer to %s is lost", async (_then, course, operation, again) => {
  await survives(course, "lost", (_number, words) => words[1] === operation, again);
});

it.each([
  ["role", "create-role", false],
  ["role", "create-role", true],
  ["policy", "create-policy", true],
])(
  "the rollback keeps a %s that someone else made after a lost answer to %s; a second run in between: %s",
  async (what, operation, again) => {
    const { its } = courses["a new role"]();
    its.faultOf = (_number, words) => (words[1] === operation ? "lost" : undefined);
    await its.run("", "--apply");
    its.faultOf = () => undefined;
    const { roles, policies } = its.account;
    if (what === "role") roles[role] = { arn: roleArn, trust: "{}", attached: [] };
    else policies[policyArn] = { defaultVersion: "v1", next: 2, versions: { v1: "{}" } };
    const made = structuredClone({ roles, policies });
    if (what === "policy") delete made.roles[role];
    if (again) expect((await its.run("", "--apply")).status).toBe(0);
    const { status, stdout } = await its.run("-rollback", "--apply");
    for (const policy of Object.values(its.account.policies)) policy.next = 2;
    expect({ roles: its.account.roles, policies: its.account.policies }).toEqual(made);
    expect([status, stdout]).toEqual([0, expect.stringContaining("someone else made it")]);
  },
);

it("waits if AWS refuses so many requests", async () => {
  const { its, documents } = courses["a new role"]();
  let waits = true;
  its.faultOf = (_number, words) => {
    if (!waits || words[1] !== "create-role") return undefined;
    waits = false;
    return "throttled";
  };
  expect((await its.run("", "--apply")).stdout).toContain("refuses so many requests");
  expect(misplaced(its.account, documents)).toEqual([]);
});

// `npm run rollout` tries every call; here it would take minutes.
it.runIf(process.env.KEYHOLE_EVERY_FAULT)("at every call", { timeout: 1_200_000 }, async () => {
  for (const course of Object.keys(courses) as Course[]) {
    const { calls } = await courses[course]().its.run("", "--apply");
    for (const number of calls.keys())
      for (const fault of ["refused", "throttled", "lost"] as const)
        for (const again of [true, false])
          await survives(course, fault, (each) => each === number, again).catch((error) => {
            const call = calls[number]?.slice(0, 2).join(" ");
            throw new Error(`${course}: ${fault} at ${call} (${number}), again ${again}`, {
              cause: error,
            });
          });
  }
});
