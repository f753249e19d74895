import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { newKey, newTarget, presets, type Scenario, withTarget } from "#scenario";
import { type KeyholeState, loadDocumentWork } from "#state";
import { browser } from "#testing/fake-browser";
import { contentOf } from "./work.ts";

beforeAll(loadDocumentWork);

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const many = (scenario: Scenario): Scenario => ({
  ...scenario,
  targets: Array.from({ length: 3_000 }, (_, index) => ({
    ...newTarget(scenario),
    id: `t${index}`,
    account: `${300_000_000_000 + index}`,
    keys: [{ ...newKey(scenario), id: `k${index}` }],
  })),
});

/** All states that undo and redo show from the present one, which is shown again afterwards. */
const allStates = (get: () => KeyholeState) => {
  const seen = (can: "canUndo" | "canRedo", go: "undo" | "redo", back: "undo" | "redo") => {
    const states = [contentOf(get())];
    while (get()[can]) {
      get()[go]();
      states.push(contentOf(get()));
    }
    for (let step = 1; step < states.length; step += 1) get()[back]();
    return states;
  };
  return { past: seen("canUndo", "undo", "redo"), future: seen("canRedo", "redo", "undo") };
};

describe("undo after a reload", () => {
  it("leads through every state as before it, and redo back again", async () => {
    const command = fc.oneof(
      fc.record({ account: fc.stringMatching(/^[0-9]{0,12}$/) }),
      fc.record({ edit: fc.constantFrom("t1/trust", "t1/identity"), text: fc.string() }),
      fc.record({ preset: fc.constantFrom(...presets.map(({ id }) => id)) }),
      fc.record({ draft: fc.string() }),
      fc.constantFrom("undo", "reload", "startOver", "discardAllEdits"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
        const tab = browser().tab();
        let keyhole = await tab.open();
        const reload = async () => {
          await tab.wait(2_500);
          tab.leave();
          keyhole = await tab.open();
        };
        for (const one of commands) {
          const { usePreset: choosePreset, ...now } = keyhole.getState();
          if (one === "reload") await reload();
          else if (typeof one === "string") now[one as "undo" | "startOver" | "discardAllEdits"]();
          else if ("account" in one) now.answer(account(one.account));
          else if ("edit" in one) now.edit(one.edit, one.text);
          else if ("preset" in one) choosePreset(one.preset);
          else now.draft("platform.account", one.draft);
          await tab.wait(10);
        }
        const before = allStates(keyhole.getState);
        await reload();
        expect(allStates(keyhole.getState)).toEqual(before);
        await reload();
        expect(allStates(keyhole.getState)).toEqual(before);
      }),
      { numRuns: 15 },
    );
  });

  it("still redoes what was undone before it", async () => {
    const tab = browser().tab();
    const one = await tab.open();
    one.getState().answer(account("333333333333"));
    one.getState().answer(account("444444444444"));
    one.getState().undo();
    one.getState().undo();
    tab.leave();
    const other = await tab.open();
    expect(other.getState()).toMatchObject({ canUndo: false, canRedo: true });
    other.getState().redo();
    other.getState().redo();
    expect(other.getState().scenario.targets[0]?.account).toBe("444444444444");
  });

  it("has the steps of large work in little room", async () => {
    const tab = browser().tab();
    const one = await tab.open();
    one.getState().answer(many);
    for (let step = 0; step < 20; step += 1)
      one.getState().answer((now) => ({
        ...now,
        targets: now.targets.with(step, { ...newTarget(now), id: `t${step}` }),
      }));
    tab.leave();
    expect(tab.page.sessionStorage.getItem("keyhole.1.history")?.length).toBeLessThan(10_000);
    const other = await tab.open();
    for (let step = 0; step < 20; step += 1) other.getState().undo();
    expect(other.getState().scenario.targets[10]?.account).toBe("300000000010");
    expect(other.getState().canUndo).toBe(true);
  });

  it("forgets the oldest steps if they take too much room", async () => {
    const tab = browser().tab();
    const one = await tab.open();
    for (const letter of "abcdefgh")
      one.getState().edit("t1/trust", letter.repeat(100_000), letter);
    tab.leave();
    expect(tab.page.sessionStorage.getItem("keyhole.1.history")?.length).toBeLessThan(510_000);
    const other = await tab.open();
    let steps = 0;
    for (; other.getState().canUndo; steps += 1) other.getState().undo();
    expect(steps).toBe(4);
    expect(other.getState().edits["t1/trust"]?.text[0]).toBe("d");
  });
});

describe("a stored history", () => {
  const stored = async (change: (text: string) => string) => {
    const tab = browser().tab();
    const one = await tab.open();
    one.getState().answer(account("333333333333"));
    one.getState().answer(account("444444444444"));
    tab.leave();
    const { sessionStorage } = tab.page;
    const text = sessionStorage.getItem("keyhole.1.history") ?? "";
    sessionStorage.setItem("keyhole.1.history", change(text));
    return tab.open();
  };

  it.each([
    ["no JSON", () => "{"],
    ["of another copy", (text: string) => text.replace(/"copy":"[^"]*"/, '"copy":"x"')],
    ["without steps", (text: string) => text.replace('"past"', '"passed"')],
    ["far too long", (text: string) => text.replace("{", `{"x":"${"x".repeat(1_000_000)}",`)],
  ])("that is %s is none", async (_what, change) => {
    expect((await stored(change)).getState()).toMatchObject({ canUndo: false, canRedo: false });
  });

  it("whose steps do not fit ends undo there, and the work stays", async () => {
    const keyhole = await stored((text) => text.replace('"targets",0', '"targets",7'));
    keyhole.getState().undo();
    expect(keyhole.getState().canUndo).toBe(false);
    expect(keyhole.getState().scenario.targets[0]?.account).toBe("444444444444");
  });

  it("gives only work that the page can show", async () => {
    const keyhole = await stored((text) =>
      text.replace(/"past":.*,"future"/, '"past":[[[["scenario"],{"targets":"x"}]]],"future"'),
    );
    keyhole.getState().undo();
    expect(keyhole.getState().scenario.targets).toEqual([]);
  });
});
