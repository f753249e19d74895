import { beforeAll, describe, expect, it } from "vitest";
import { presets, type Scenario, withTarget } from "#scenario";
import { linkTo, loadDocumentWork } from "#state";
import { browser, home } from "#testing/fake-browser";

beforeAll(loadDocumentWork);

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const accountOf = (scenario: Scenario) => scenario.targets[0]?.account;
const link = `${home}#1.vendor-ebs-direct`;

async function opened(address = link) {
  const tab = browser().tab(address);
  const keyhole = await tab.open();
  // The first link loads the code for links.
  await linkTo(keyhole.getState(), home);
  await tab.wait();
  /** A dialog as the screen has it: it says that it is closed, by the user or by Back. */
  const openDialog = () => {
    const close = () => {
      closed();
    };
    const closed = keyhole.getState().dialogOpened(close);
    return close;
  };
  const shown = () => keyhole.getState().view.documentId;
  return { tab, keyhole, openDialog, shown };
}

describe("the browser’s Back", () => {
  it("closes the dialog in front, then the one behind it, then shows the earlier document", async () => {
    const { tab, keyhole, openDialog, shown } = await opened();
    keyhole.getState().show("t1/trust");
    await tab.wait();
    openDialog();
    await tab.wait();
    openDialog();
    await tab.wait();
    for (const [left, document] of [
      [1, "t1/trust"],
      [0, "t1/trust"],
      [0, null],
    ] as const) {
      await tab.go(-1);
      await tab.wait();
      expect(keyhole.getState().dialogs).toHaveLength(left);
      expect(shown()).toBe(document);
    }
  });

  it("keeps an answer that was given in the dialog or after another document was shown", async () => {
    const { tab, keyhole, openDialog } = await opened();
    keyhole.getState().show("t1/trust");
    await tab.wait();
    openDialog();
    keyhole.getState().answer(account("333333333333"));
    await tab.wait();
    await tab.go(-1);
    await tab.wait();
    const work = tab.fragment();
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
    await tab.go(-1);
    await tab.wait();
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
    expect(work).not.toBe("#1.vendor-ebs-direct");
    await tab.go(1);
    await tab.wait();
    expect(keyhole.getState().view.documentId).toBe("t1/trust");
    expect(tab.fragment()).toBe(work);
  });

  it("goes to another part on a narrow screen only", async () => {
    const { tab, keyhole } = await opened();
    keyhole.getState().showPart("verdict");
    await tab.wait();
    expect(tab.entries).toHaveLength(1);
    const narrow = await opened();
    Object.assign(narrow.tab.page, { innerWidth: 390 });
    narrow.keyhole.getState().showPart("verdict");
    await narrow.tab.wait();
    await narrow.tab.go(-1);
    expect(narrow.keyhole.getState().view.part).toBe("answers");
  });

  it.each([10, 300])(
    "skips the documents that arrow keys only passed, one each %i ms",
    async (pause) => {
      const { tab, keyhole, shown } = await opened();
      for (const id of ["t1/identity", "t1/trust", "platform/identity"]) {
        keyhole.getState().show(id);
        await tab.wait(pause);
      }
      await tab.wait();
      expect(tab.entries).toHaveLength(2);
      expect(shown()).toBe("platform/identity");
      await tab.go(-1);
      expect(shown()).toBeNull();
    },
  );

  it("leads over a preset that a dialog chose to the answers before it, and forward again", async () => {
    const { tab, keyhole, openDialog } = await opened();
    const before = keyhole.getState().scenario;
    const close = openDialog();
    await tab.wait();
    keyhole.getState().usePreset("cross-region");
    close();
    await tab.wait();
    const chosen = keyhole.getState().scenario;
    expect(tab.entries).toHaveLength(2);
    await tab.go(-1);
    await tab.wait();
    expect(keyhole.getState().scenario).toEqual(before);
    await tab.go(1);
    await tab.wait();
    expect(keyhole.getState().scenario).toEqual(chosen);
    expect(keyhole.getState().scenario.targets).toHaveLength(
      presets.find(({ id }) => id === "cross-region")?.scenario.targets.length ?? 0,
    );
  });

  it("does not open a dialog again, nor after a reload", async () => {
    const { tab, keyhole, openDialog } = await opened();
    const close = openDialog();
    await tab.wait();
    const atDialog = tab.page.history.state;
    close();
    await tab.wait();
    expect(tab.page.history.state).not.toEqual(atDialog);
    await tab.go(1);
    await tab.wait();
    expect(keyhole.getState().dialogs).toHaveLength(0);
    expect(tab.page.history.state).not.toEqual(atDialog);
    openDialog();
    await tab.wait();
    tab.leave();
    await tab.open();
    await tab.wait();
    expect(tab.page.history.state).not.toEqual(atDialog);
  });
});

describe("a dialog that closes", () => {
  it("takes its entry with it", async () => {
    const { tab, openDialog } = await opened();
    const before = tab.page.history.state;
    const close = openDialog();
    await tab.wait();
    expect(tab.entries).toHaveLength(2);
    close();
    await tab.wait();
    expect(tab.page.history.state).toEqual(before);
  });

  it.each(["before", "after"])("leaves one entry if a document is shown %s that", async (order) => {
    const { tab, keyhole, openDialog, shown } = await opened();
    const close = openDialog();
    await tab.wait();
    if (order === "after") close();
    keyhole.getState().showPlace("t1/trust", { statement: 0 });
    if (order === "before") close();
    await tab.wait();
    expect(tab.entries).toHaveLength(2);
    expect(shown()).toBe("t1/trust");
    await tab.go(-1);
    expect(shown()).toBeNull();
  });

  it("gives its entry to the dialog that takes its place", async () => {
    const { tab, openDialog } = await opened();
    const close = openDialog();
    await tab.wait();
    close();
    openDialog();
    await tab.wait();
    expect(tab.entries).toHaveLength(2);
  });
});

describe("the guide", () => {
  it("is walked screen by screen, and its own button goes back in the history", async () => {
    const { tab, keyhole } = await opened();
    keyhole.getState().showGuide(1);
    await tab.wait();
    keyhole.getState().showGuide(2);
    await tab.wait();
    keyhole.getState().showGuide(1);
    await tab.wait();
    await tab.go(-1);
    expect(keyhole.getState().guideStep).toBeNull();
    await tab.go(2);
    expect(keyhole.getState().guideStep).toBe(2);
    expect(tab.entries).toHaveLength(3);
  });
});

describe("leaving the page", () => {
  it("is asked about only if the browser does not store the work", async () => {
    const { local, tab } = browser();
    const page = tab();
    const keyhole = await page.open();
    keyhole.getState().answer(account("333333333333"));
    await page.wait();
    expect(page.asksBeforeLeaving()).toBe(false);
    local.setItem = () => {
      throw new Error("QuotaExceeded");
    };
    keyhole.getState().answer(account("444444444444"));
    await page.wait();
    expect(page.asksBeforeLeaving()).toBe(true);
  });
});
