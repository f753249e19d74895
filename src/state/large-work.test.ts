import { beforeAll, describe, expect, it } from "vitest";
import { defaultScenario, newKey, newTarget, type Scenario } from "#scenario";
import { fileTextOf, linkTo, loadDocumentWork } from "#state";
import { browser, home } from "#testing/fake-browser";

// What arrives later in a browser is here before the clock of the fake one goes on.
beforeAll(async () => {
  await loadDocumentWork();
  const tab = browser().tab();
  await linkTo((await tab.open()).getState(), home);
});

describe("work too large for an address", () => {
  const large = (scenario: Scenario): Scenario => ({
    ...scenario,
    targets: Array.from({ length: 600 }, (_, index) => ({
      ...newTarget(scenario),
      id: `t${index}`,
      account: `${300_000_000_000 + index}`,
      keys: [{ ...newKey(scenario), id: `k${index}` }],
    })),
  });

  it("leaves only a word there, and comes back after a reload", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().answer(large);
    await tab.wait(3_000);
    expect(tab.fragment()).toBe("#large");
    tab.leave();
    const again = await tab.open();
    expect(again.getState().scenario.targets).toHaveLength(600);
    expect(again.getState().notice).toBeNull();
  });

  it("is not lost by going back to it, which says so", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().answer(large);
    await tab.wait(3_000);
    keyhole.getState().usePreset("same-account");
    await tab.wait();
    await tab.go(-1);
    await tab.wait();
    expect(keyhole.getState().notice?.text).toContain("Undo");
    keyhole.getState().undo();
    expect(keyhole.getState().scenario.targets).toHaveLength(600);
  });

  it("is no link: a person who opens the address sees a notice and keeps their own work", async () => {
    const { tab } = browser();
    const keyhole = await tab(`${home}#large`).open();
    expect(keyhole.getState().notice?.text).toContain(".keyhole.json");
    expect(keyhole.getState().scenario).toEqual(defaultScenario);
  });

  it("that the tab cannot hold a copy of does not restore an older one", async () => {
    const one = browser().tab();
    const keyhole = await one.open();
    keyhole.getState().answer(large);
    await one.wait(3_000);
    // A copy that goes with the address as it is now.
    keyhole.getState().showPart("documents");
    await one.wait(3_000);
    one.page.sessionStorage.setItem = () => {
      throw new Error("QuotaExceeded");
    };
    keyhole.getState().answer((now) => ({ ...now, method: "create-volume" }));
    await one.wait(3_000);
    one.leave();
    expect((await one.open()).getState().scenario.method).toBe("create-volume");
  });

  it("has its edits in its file even before its documents are written", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().edit("t1/trust", "mine");
    keyhole.getState().answer((now) => ({
      ...now,
      targets: [...now.targets, ...large(now).targets.map((one) => ({ ...one, id: `x${one.id}` }))],
    }));
    const file: unknown = JSON.parse(await fileTextOf(keyhole.getState()));
    expect(file).toMatchObject({ edits: { "t1/trust": "mine" } });
    // Nor has it those of documents that the answers no longer ask for.
    keyhole.getState().answer(large);
    expect(JSON.parse(await fileTextOf(keyhole.getState()))).not.toHaveProperty("edits");
  });
});
