import { afterAll, beforeAll, expect, it } from "vitest";
import { generate } from "#generator";
import { crossAccount, crossAccountWithKey } from "#testing/example-scenario";
import { type Account, addKey, inForce, misplaced } from "#testing/fake-aws-account";
import { closeRooms, type Fault, openRooms, ScriptRoom } from "#testing/script-room";

beforeAll(openRooms);
afterAll(closeRooms);

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const policyArn = "arn:aws:iam::222222222222:policy/Keyhole-CadoResponseCrossAccountRole";

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

/** Lets one call fail; then runs again, or at once takes all back. */
async function survives(course: Course, fault: Fault, number: number, again: boolean) {
  const { its, documents } = courses[course]();
  const before = lasting(structuredClone(its.account));
  its.faultOf = (each) => (each === number ? fault : undefined);
  await its.run("", "--apply");
  its.faultOf = () => undefined;
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

/** The number of the first call of an operation. */
async function numberOf(course: Course, operation: string): Promise<number> {
  const { calls } = await courses[course]().its.run("", "--apply");
  return calls.findIndex(([, each]) => each === operation);
}

it.each<[Course, Fault, string]>([
  ["a new role", "lost", "create-role"],
  ["new keys", "lost", "create-key"],
  ["new keys", "refused", "create-key"],
  ["new keys", "lost", "replicate-key"],
  ["five versions", "lost", "create-policy-version"],
])(
  "%s: a second run and the rollback know what is there if %s is the answer to %s",
  async (course, fault, operation) => {
    const number = await numberOf(course, operation);
    await survives(course, fault, number, true);
    await survives(course, fault, number, false);
  },
);

it("waits if AWS refuses so many requests", async () => {
  const { its, documents } = courses["a new role"]();
  const number = await numberOf("a new role", "create-role");
  its.faultOf = (each) => (each === number ? "throttled" : undefined);
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
          await survives(course, fault, number, again).catch((error) => {
            const call = calls[number]?.slice(0, 2).join(" ");
            throw new Error(`${course}: ${fault} at ${call} (${number}), again ${again}`, {
              cause: error,
            });
          });
  }
});
