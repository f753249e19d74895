import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Scenario, withTarget } from "#scenario";
import { home } from "#testing/fake-browser";

const failing = vi.hoisted(() => ({ decoders: false, restore: false }));

vi.mock("#share", async (original) => {
  const share = await original<typeof import("#share")>();
  const failed = <Rest extends unknown[], T>(action: (...rest: Rest) => T) =>
    ((...rest) => {
      if (failing.decoders) throw new TypeError("Cannot convert object to primitive value");
      return action(...rest);
    }) as (...rest: Rest) => T;
  return {
    ...share,
    decodeState: failed(share.decodeState),
    decodeFile: failed(share.decodeFile),
  };
});
vi.mock("./storage/restore-saved.ts", async (original) => {
  const module = await original<typeof import("./storage/restore-saved.ts")>();
  return {
    restoreSaved: (raw: unknown) => {
      if (failing.restore) throw new TypeError("Cannot convert object to primitive value");
      return module.restoreSaved(raw);
    },
  };
});

// Test files may share loaded modules: these are loaded again with the failing ones in them, and given up afterwards.
let browser: typeof import("#testing/fake-browser").browser;
let fileTextOf: typeof import("#state").fileTextOf;
beforeAll(async () => {
  vi.resetModules();
  const state = await import("#state");
  ({ fileTextOf } = state);
  ({ browser } = await import("#testing/fake-browser"));
  await state.loadDocumentWork();
});
afterAll(() => {
  vi.resetModules();
});
afterEach(() => {
  Object.assign(failing, { decoders: false, restore: false });
});

const hostile = "1.cross-account.goucq1bKVLKqViox1C8pKi0uUbKKrlYqyQ8uKcrMS1eyMqyNra0FAA";
const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));

/** A browser with a kept piece of work, whose tab is closed. */
const withWork = async () => {
  const all = browser();
  const one = all.tab();
  (await one.open()).getState().answer(account("333333333333"));
  await one.wait();
  one.leave();
  return { ...all, one };
};

describe("a decoder that throws", () => {
  it("leaves a page that says so and the user's work, also after a reload", async () => {
    const { tab } = await withWork();
    failing.decoders = true;
    const one = tab(`${home}#1.same-account`);
    for (let visit = 0; visit < 3; visit += 1) {
      const { notice, scenario } = (await one.open()).getState();
      expect(notice).toMatchObject({ tone: "problem", keep: "1.same-account" });
      expect(notice?.title).toBe("This link was not opened");
      expect(scenario.targets[0]?.account).toBe("333333333333");
      one.leave();
    }
    failing.decoders = false;
    const opened = (await one.open()).getState();
    expect(opened.notice?.title).toBe("Opened from a link");
    expect(opened.scenario.targets[0]?.account).toBe("111111111111");
  });

  it("is no matter for a link that made one throw: the page opens and says what is wrong", async () => {
    const keyhole = await browser().tab(`${home}#${hostile}`).open();
    expect(keyhole.getState().notice?.tone).toBe("problem");
  });

  it("is not mentioned again once the user has dismissed it", async () => {
    failing.decoders = true;
    const one = browser().tab(`${home}#${hostile}`);
    (await one.open()).getState().dismissNotice();
    one.leave();
    expect((await one.open()).getState().notice).toBeNull();
  });

  it("leaves an open page as it was: for a pasted link, a file, and the way back", async () => {
    const { tab } = browser();
    const one = tab();
    const keyhole = await one.open();
    keyhole.getState().answer(account("333333333333"));
    keyhole.getState().edit("t1/trust", "mine");
    const file = await fileTextOf(keyhole.getState());
    keyhole.getState().usePreset("same-account");
    await one.wait();
    const before = keyhole.getState();
    failing.decoders = true;
    const opened = [
      () => one.paste(hostile),
      () => keyhole.getState().openFile(file),
      () => one.go(-2),
    ];
    for (const open of opened) {
      await open();
      expect(keyhole.getState()).toMatchObject({ scenario: before.scenario, edits: before.edits });
      expect(keyhole.getState().notice?.tone).toBe("problem");
      keyhole.getState().dismissNotice();
    }
  });
});

describe("a stored copy that throws", () => {
  it("leaves a page that says so; it is not deleted, and opens when it can", async () => {
    const { one, local, tab } = await withWork();
    const text = local.getItem(local.key(0) ?? "");
    failing.restore = true;
    for (const next of [one, tab()]) {
      const keyhole = await next.open();
      expect(keyhole.getState().notice?.title).toBe("Your earlier work could not be opened");
      next.leave();
    }
    expect(local.getItem(local.key(0) ?? "")).toBe(text);
    failing.restore = false;
    const again = (await one.open()).getState();
    expect(again.scenario.targets[0]?.account).toBe("333333333333");
    expect(again).toMatchObject({ notice: null, canUndo: true });
  });

  it("stays beside what is made meanwhile", async () => {
    const { local, tab } = await withWork();
    failing.restore = true;
    const next = tab();
    (await next.open()).getState().answer(account("444444444444"));
    await next.wait();
    expect(local.length).toBe(2);
  });
});
