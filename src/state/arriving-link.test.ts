import { beforeAll, describe, expect, it } from "vitest";
import { loadDocumentWork } from "#state";
import { browser } from "#testing/fake-browser";

// As the documents do before they let anybody edit.
beforeAll(loadDocumentWork);

describe("a link that comes into the address of an open tab", () => {
  it("opens without a question if the page shows no work", async () => {
    const one = browser().tab();
    const keyhole = await one.open();
    await one.paste("1.same-account");
    expect(keyhole.getState().scenario.targets[0]?.account).toBe("111111111111");
    expect(keyhole.getState().notice).toBeNull();
  });

  // A page that opened the tab can navigate it: to a fragment, to another query, and several times.
  it.each([
    ["a fragment", "1.same-account"],
    [
      "two fragments, the first one's work that of a new page",
      "1.vendor-ebs-direct",
      "1.cross-account",
    ],
    ["a fragment that cannot be read after one that can", "1.same-account", "garbage"],
    ["a load of the page", "?2#1.same-account"],
    ["two loads of the page with the same link", "?2#1.same-account", "?3#1.same-account"],
    ["a fragment, and a load with it", "1.same-account", "?2#1.same-account"],
    ["a load of the page, and a fragment", "?2#1.same-account", "1.cross-account"],
    ["a load with a link that cannot be read", "?2#garbage", "?3#1.same-account"],
  ])("leaves the work of the user on the screen: %s", async (_, ...navigations) => {
    const one = browser().tab();
    let keyhole = await one.open();
    keyhole.getState().edit("t1/trust", "mine");
    await one.wait(10);
    for (const address of navigations) {
      if (address.startsWith("?")) {
        one.leave();
        one.load(address);
        keyhole = await one.open();
      } else await one.paste(address);
      expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
      if (address === navigations[0])
        expect(keyhole.getState().notice?.title).toMatch(/arrived|not opened/);
    }
    // The address is again that of the work.
    keyhole.getState().dismissNotice();
    await one.wait();
    one.leave();
    keyhole = await one.open();
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
  });

  it("leaves an open dialog and the guide alone until the user opens it", async () => {
    const one = browser().tab();
    const keyhole = await one.open();
    keyhole.getState().edit("t1/trust", "mine");
    keyhole.getState().showGuide(3);
    let isOpen = true;
    keyhole.getState().dialogOpened(() => {
      isOpen = false;
    });
    await one.wait();
    await one.paste("1.same-account");
    expect(keyhole.getState()).toMatchObject({ guideStep: 3, notice: { tone: "problem" } });
    expect(isOpen).toBe(true);
    keyhole.getState().notice?.action?.command();
    expect(keyhole.getState().guideStep).toBeNull();
  });

  it("is, once the user opens it, a step that undo and the browser take back", async () => {
    const one = browser().tab();
    let keyhole = await one.open();
    keyhole.getState().edit("t1/trust", "mine");
    await one.wait();
    one.leave();
    one.load("?2#1.same-account");
    keyhole = await one.open();
    await one.wait();
    const own = one.fragment();
    keyhole.getState().notice?.action?.command();
    await one.wait();
    expect(one.fragment()).toBe("#1.same-account");
    await one.go(-1);
    expect(one.fragment()).toBe(own);
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
    await one.go(1);
    expect(keyhole.getState().edits).toEqual({});
    keyhole.getState().undo();
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
  });
});
