import type { Remote } from "comlink";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { generate } from "#generator";
import { defaultScenario } from "#scenario";
import { createFakeLocks } from "#testing/fake-locks";
import { type Checker, CheckerFailed, createChecker } from "./checker.ts";
import { type StartHost, startInPage } from "./connection.ts";
import { type Remote as Answers, serve } from "./entry.ts";

const subject = { scenario: defaultScenario, documents: generate(defaultScenario) };
const request = { principal: "*", action: "kms:Decrypt", resource: "*" };

const open: Checker[] = [];
function checkerBy(start: StartHost): Checker {
  const checker = createChecker(start);
  open.push(checker);
  return checker;
}
afterEach(() => {
  for (const checker of open.splice(0)) checker.close();
});

/** How many times a host answers before it hangs. */
const pingsOf = { "hangs from the start": 0, "hangs after a ping": 1, "hangs later": 2 };
type Silent = keyof typeof pingsOf;

/** Jobs that are never done. No `then`: it is no promise. */
const silentJobs = new Proxy(
  {},
  { get: (_, name) => (name === "then" ? undefined : () => new Promise<never>(() => {})) },
);

/** Hosts that do what is said of each, the last one for ever; `started` counts them. */
function hosts(
  ...kinds: ("works" | "cannot load" | "jobs cannot load" | Silent | "still loads")[]
) {
  const closed: number[] = [];
  let started = 0;
  const start: StartHost = (lose) => {
    const kind = kinds[Math.min(started, kinds.length - 1)];
    const number = started;
    started += 1;
    const close = () => void closed.push(number);
    if (kind === "works") return startInPage(async () => ({ serve }), lose);
    if (kind === "cannot load")
      return startInPage(() => Promise.reject(new TypeError("Failed to fetch")), lose);
    const silent = new Promise<never>(() => {});
    if (kind === "jobs cannot load") {
      const start = () => Promise.reject(new TypeError("Failed to fetch"));
      return { remote: { ping: async () => true, start } as unknown as Remote<Answers>, close };
    }
    let pings = kind === undefined || kind === "still loads" ? 0 : pingsOf[kind];
    const ping = () => (pings-- > 0 || kind === "still loads" ? Promise.resolve(true) : silent);
    const start = () => (kind === "hangs later" ? Promise.resolve(silentJobs) : silent);
    return { remote: { ping, start } as unknown as Remote<Answers>, close };
  };
  return { start, closed, started: () => started };
}

describe.each(["cannot load", "jobs cannot load"] as const)("a checker that %s", (kind) => {
  it("is started again once, then every call fails; the next call starts it again", async () => {
    const { start, started } = hosts(kind, kind, "works");
    const checker = checkerBy(start);
    const both = [checker.verify(subject), checker.ask(subject, request)];
    for (const answer of both) await expect(answer).rejects.toBeInstanceOf(CheckerFailed);
    expect(started()).toBe(2);
    expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
    expect(started()).toBe(3);
  });
});

describe("a checker that does not answer", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] }));
  afterEach(() => void vi.useRealTimers());
  const seconds = async (count: number) => {
    for (let second = 0; second < count; second += 1) {
      await vi.advanceTimersByTimeAsync(1_000);
      await Promise.resolve();
    }
  };

  it.each(Object.keys(pingsOf) as Silent[])(
    "%s: it is closed and started again within 5 seconds of its last sign, and the call is answered",
    async (kind) => {
      const { start, closed, started } = hosts(kind, "works");
      const answer = checkerBy(start).verify(subject);
      await seconds(pingsOf[kind] + 5);
      expect(closed).toEqual([0]);
      expect(started()).toBe(2);
      expect((await answer)?.steps.length).toBeGreaterThan(0);
    },
  );

  it("fails if the second one does not answer either", async () => {
    const { start, closed } = hosts("hangs from the start");
    const failing = expect(checkerBy(start).verify(subject)).rejects.toBeInstanceOf(CheckerFailed);
    await seconds(10);
    await failing;
    expect(closed).toEqual([0, 1]);
  });

  it("is waited for while its jobs are still loading and it says so", async () => {
    const { start, started } = hosts("still loads");
    const checker = checkerBy(start);
    checker.verify(subject).catch(() => undefined);
    await seconds(60);
    expect(started()).toBe(1);
  });

  it("is not asked for signs of life while no call is under way", async () => {
    const { start, started } = hosts("works");
    const checker = checkerBy(start);
    await checker.verify(subject);
    await seconds(2);
    expect(vi.getTimerCount()).toBe(0);
    expect(started()).toBe(1);
  });

  const order = { format: "json", options: {}, ignored: {}, date: "2026-01-01" } as const;
  const watch = { signal: new AbortController().signal, onProgress: () => {} };
  const calls: Partial<Record<keyof Checker, (checker: Checker) => Promise<unknown>>> = {
    exportFiles: (checker) => checker.exportFiles(subject, order, watch),
    fixAll: (checker) => checker.fixAll(subject, "t1/identity", "via-service-format"),
    importText: (checker) => checker.importText("{}"),
    readTargets: (checker) => checker.readTargets([]),
    compareWithLeast: (checker) => checker.compareWithLeast(defaultScenario, "t1/identity", []),
    merge: (checker) => checker.merge(subject, [], watch),
    consequence: (checker) => checker.consequence(subject),
    explainedRules: (checker) => checker.explainedRules("json-syntax"),
    auditPlatform: (checker) => checker.auditPlatform("datadog"),
    replay: (checker) => checker.replay(subject, [], watch),
    write: (checker) => checker.write(defaultScenario, watch),
    verifyAccounts: (checker) => checker.verifyAccounts(subject, watch),
  };

  it.each(Object.entries(calls))(
    "is noticed within 5 seconds in %s, gone before or in the middle",
    async (_, call) => {
      for (const kind of ["hangs from the start", "hangs later"] as const) {
        const { start, started } = hosts(kind);
        call(checkerBy(start)).catch(() => undefined);
        await seconds(pingsOf[kind] + 5);
        expect(started()).toBe(2);
      }
    },
  );

  it("is waited for while it shows signs of life in a job without a break, and no longer", async () => {
    let show = () => {};
    let started = 0;
    const start: StartHost = () => {
      started += 1;
      let pings = 1;
      const remote = {
        ping: () => (pings-- > 0 ? Promise.resolve(true) : new Promise(() => {})),
        start: async (beat: () => void) => {
          show = beat;
          return silentJobs;
        },
      };
      return { remote: remote as unknown as Remote<Answers>, close: () => {} };
    };
    checkerBy(start)
      .importText("{}")
      .catch(() => undefined);
    for (let times = 0; times < 10; times += 1) {
      await seconds(3);
      show();
    }
    expect(started).toBe(1);
    await seconds(5);
    expect(started).toBe(2);
  });
});

it("starts a worker that the browser has ended again at once, in the middle of a job too", async () => {
  const locks = createFakeLocks();
  vi.stubGlobal("navigator", { locks: locks.of({}) });
  const busy = {};
  let started = 0;
  let isWaitedFor = () => {};
  const begun = new Promise<void>((resolve) => {
    isWaitedFor = resolve;
  });
  const checker = checkerBy((lose) => {
    started += 1;
    if (started > 1) return startInPage(async () => ({ serve }), lose);
    void locks.of(busy).request("checker", {}, () => new Promise(() => {}));
    const jobs = {
      ...silentJobs,
      exportFiles: () => {
        isWaitedFor();
        return new Promise(() => {});
      },
    };
    const remote = { ping: async () => true, start: async () => jobs };
    return { remote: remote as unknown as Remote<Answers>, lock: "checker", close: () => {} };
  });
  const order = { format: "json", options: {}, ignored: {}, date: "2026-01-01" } as const;
  const watch = { signal: new AbortController().signal, onProgress: () => {} };
  const files = checker.exportFiles(subject, order, watch);
  await begun;
  locks.end(busy);
  expect((await files)?.length).toBeGreaterThan(0);
  expect(started).toBe(2);
  vi.unstubAllGlobals();
});

it("works without a lock where the browser refuses locks", async () => {
  const refuse = async () => {
    throw new DOMException("request() is not allowed in this context", "SecurityError");
  };
  vi.stubGlobal("navigator", { locks: { request: refuse } });
  const checker = checkerBy((lose) => ({
    ...startInPage(async () => ({ serve }), lose),
    lock: "checker",
  }));
  expect((await checker.verify(subject))?.steps.length).toBeGreaterThan(0);
  vi.unstubAllGlobals();
});

it("sends a new worker the whole subject", async () => {
  let lose = () => {};
  const checker = checkerBy((gone) => {
    lose = gone;
    return startInPage(async () => ({ serve }), gone);
  });
  const before = await checker.verify(subject);
  lose();
  expect(await checker.verify(subject)).toEqual(before);
});
