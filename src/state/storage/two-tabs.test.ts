import { beforeAll, describe, expect, it } from "vitest";
import { type Scenario, withTarget } from "#scenario";
import { type KeyholeState, loadDocumentWork } from "#state";
import { browser, home } from "#testing/fake-browser";

beforeAll(loadDocumentWork);

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const shown = ({ scenario }: KeyholeState) => scenario.targets[0]?.account;
/** What each kept piece has as its account. */
const keptAccounts = (local: Storage) =>
  Array.from({ length: local.length }, (_, index) => local.getItem(local.key(index) ?? "") ?? "")
    .map((text) => /"account":"(\d+)","role":"CadoResponseCross/.exec(text)?.[1])
    .sort();

describe.each([
  ["with Web Locks", true],
  ["without Web Locks", false],
])("two tabs, %s", (_how, locks) => {
  const aTab = async () => {
    const all = browser({ locks });
    const one = all.tab();
    const keyhole = await one.open();
    keyhole.getState().answer(account("333333333333"));
    await one.wait();
    return { ...all, one, first: keyhole };
  };

  it("of which one duplicates the other: each keeps its own, after reloads too", async () => {
    const { local, one, first, duplicate } = await aTab();
    const two = duplicate(one);
    const second = await two.open();
    expect(shown(second.getState())).toBe("333333333333");
    await two.wait(2_000);
    first.getState().answer(account("111111111111"));
    await one.wait();
    second.getState().answer(account("222222222222"));
    await two.wait();
    expect(keptAccounts(local)).toEqual(["111111111111", "222222222222"]);
    expect(second.getState().notice?.title).toMatch(/^Another tab/);
    expect(first.getState().notice).toBeNull();
    for (const tab of [one, two]) tab.leave();
    const [again, other] = [await one.open(), await two.open()];
    again.getState().answer(account("444444444444"));
    await one.wait();
    other.getState().answer(account("555555555555"));
    await two.wait();
    expect(keptAccounts(local)).toEqual(["444444444444", "555555555555"]);
  });

  it("of which one has an undo of the time before it was duplicated: it stays apart", async () => {
    const { local, one, first, duplicate } = await aTab();
    one.leave();
    const again = await one.open();
    const two = duplicate(one);
    const second = await two.open();
    await two.wait(2_000);
    again.getState().answer(account("111111111111"));
    await one.wait();
    second.getState().undo();
    second.getState().answer(account("222222222222"));
    await two.wait();
    expect(keptAccounts(local)).toEqual(["111111111111", "222222222222"]);
    expect(first.getState().canUndo).toBe(true);
  });

  it("of which the second is opened bare: it shows the latest work and keeps a copy", async () => {
    const { local, one, first, tab } = await aTab();
    const two = tab();
    const second = await two.open();
    expect(shown(second.getState())).toBe("333333333333");
    second.getState().answer(account("222222222222"));
    await two.wait();
    first.getState().answer(account("111111111111"));
    await one.wait();
    expect(keptAccounts(local)).toEqual(["111111111111", "222222222222"]);
    const notices = [first, second].map((keyhole) => keyhole.getState().notice?.title);
    expect(notices.filter((title) => title?.startsWith("Another tab"))).toHaveLength(1);
  });

  it("one after the other: the second goes on with the piece of the first", async () => {
    const { local, one, tab } = await aTab();
    one.leave();
    const two = tab();
    const second = await two.open();
    second.getState().answer(account("222222222222"));
    await two.wait();
    expect(keptAccounts(local)).toEqual(["222222222222"]);
    expect(second.getState().notice).toBeNull();
  });

  it("of which one opens the other's piece from the list: it opens a copy of it", async () => {
    const { local, one, first, tab } = await aTab();
    const two = tab(`${home}#1.same-account`);
    const second = await two.open();
    await second.getState().kept?.open(first.getState().workId);
    expect(shown(second.getState())).toBe("333333333333");
    second.getState().answer(account("222222222222"));
    await two.wait();
    first.getState().answer(account("111111111111"));
    await one.wait();
    expect(keptAccounts(local)).toEqual(["111111111111", "222222222222"]);
  });

  it("of which one was kept for going back while the other changed its work", async () => {
    const { local, one, first, tab } = await aTab();
    one.hide();
    const two = tab();
    const second = await two.open();
    second.getState().answer(account("222222222222"));
    await two.wait();
    two.leave();
    await one.show();
    first.getState().answer(account("111111111111"));
    await one.wait();
    expect(keptAccounts(local)).toEqual(["111111111111", "222222222222"]);
    expect(first.getState().notice?.title).toBe("Another tab changed this work");
  });
});

describe("a reload", () => {
  it("goes on with its piece, though the old document has it a moment longer", async () => {
    const all = browser();
    const one = all.tab();
    const keyhole = await one.open();
    keyhole.getState().answer(account("333333333333"));
    await one.wait();
    // The new document is there before the old one is gone.
    const next = all.duplicate(one);
    const after = await next.open();
    after.getState().answer(account("444444444444"));
    await next.wait(1_000);
    expect(keptAccounts(all.local)).toEqual(["333333333333"]);
    one.leave();
    await next.wait(1_000);
    await next.wait(1_000);
    expect(keptAccounts(all.local)).toEqual(["444444444444"]);
    expect(after.getState().notice).toBeNull();
  });

  it("loses nothing that was changed while the piece was not yet claimed", async () => {
    const all = browser();
    const one = all.tab();
    (await one.open()).getState().answer(account("333333333333"));
    await one.wait();
    const two = all.duplicate(one);
    (await two.open()).getState().answer(account("444444444444"));
    two.leave();
    one.leave();
    const after = await two.open();
    expect(shown(after.getState())).toBe("444444444444");
    await two.wait();
    expect(keptAccounts(all.local)).toEqual(["444444444444"]);
  });
});
