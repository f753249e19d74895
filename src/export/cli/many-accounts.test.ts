import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generate } from "#generator";
import { AccountsRoom } from "#testing/accounts-room";
import { crossAccount } from "#testing/example-scenario";
import { inForce, misplaced } from "#testing/fake-aws-account";
import { organizationOf } from "#testing/organization";

// `npm run rollout` takes a thousand accounts, which is minutes; KEYHOLE_ACCOUNTS says another number.
const count = process.env.KEYHOLE_EVERY_FAULT ? Number(process.env.KEYHOLE_ACCOUNTS ?? 1000) : 2;
// A list of a thousand roles takes more policies than AWS attaches to the platform's role: the scripts refuse that.
const scenario = {
  ...organizationOf(crossAccount, count, 1),
  platformNaming: { by: "tag" as const, tagKey: "forensics", tagValue: "import" },
};
const documents = generate(scenario);
const its = new AccountsRoom(scenario, documents);
const before = lasting();

beforeAll(() => its.open());
afterAll(() => its.close());

/** What every account has, less the numbers of versions. */
function lasting() {
  return [...its.accounts].map(([id, account]) =>
    structuredClone({
      ...{ id, roles: account.roles, keys: account.keys },
      policies: inForce(account),
    }),
  );
}

/** How many accounts have all their policies in place, some of them, and none. */
function progress() {
  const states = [...its.accounts.values()].map((account) => {
    const own = documents.filter((each) => each.account === account.account);
    const left = misplaced(account, own).length;
    return left === 0 ? "all" : left === own.length ? "none" : "some";
  });
  const number = (which: string) => states.filter((state) => state === which).length;
  return { all: number("all"), some: number("some"), none: number("none") };
}

/** Runs until so many more changes are made, and presses Ctrl-C as often as said. */
async function runUntil(changes: number, presses: number, ...args: string[]) {
  const { ended, pressCtrlC } = its.start(...args);
  let left = changes;
  its.onChange = () => {
    left -= 1;
    if (left <= 0 && left > -presses) pressCtrlC();
  };
  const end = await ended;
  its.onChange = () => undefined;
  return end;
}

// Each goes on where the one before it ended.
describe(`${count} accounts`, { timeout: 1_800_000 }, () => {
  const parallel = count > 10 ? "--parallel=8" : "--parallel=1";
  const perAccount = 4;

  it("a first Ctrl-C begins no more accounts, and leaves none half done", async () => {
    const stopped = await runUntil(perAccount * Math.ceil(count / 3), 1, "--apply", parallel);
    expect(stopped.stdout + stopped.stderr).toContain("No more accounts are begun.");
    expect(stopped.stdout).toMatch(/ done, 0 failed, [1-9]\d* not begun/);
    expect(stopped.status).toBe(1);
    expect(progress()).toMatchObject({ some: 0 });
    expect(progress().none).toBeGreaterThan(0);
  });

  it("a second ends the run at once", async () => {
    // Presses that follow at once are one signal: the second that counts comes after its message.
    const ended = await runUntil(perAccount * Math.floor(count / 3) + 2, 6, "--apply", parallel);
    expect([ended.status, ended.stderr]).toEqual([130, expect.stringContaining("Ended.")]);
  });

  it("the next run does the rest, and nothing twice", async () => {
    const resumed = await its.start("--apply", parallel).ended;
    expect(resumed.stdout).toContain(`${count + 1} done, 0 failed, 0 not begun`);
    expect(progress()).toEqual({ all: count + 1, some: 0, none: 0 });
    for (const changes of its.changes.values()) expect(changes.length).toBe(new Set(changes).size);
  });

  it("a rollback that was stopped is ended by the next, and all is as before", async () => {
    const third = perAccount * Math.ceil(count / 3);
    const back = await runUntil(third, 1, "--rollback", "--apply", parallel);
    expect(back.status).toBe(1);
    const whole = await its.start("--rollback", "--apply", parallel).ended;
    expect(whole.stdout).toContain(`${count + 1} done, 0 failed, 0 not begun`);
    expect(lasting()).toEqual(before);
  });
});
