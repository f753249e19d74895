import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { defaultScenario, presets, type Scenario, withTarget } from "#scenario";
import { documentsOf, linkTo, loadDocumentWork } from "#state";
import { browser, home } from "#testing/fake-browser";
import { restoreSaved } from "./storage/restore-saved.ts";

// As the documents do before they let anybody edit.
beforeAll(loadDocumentWork);

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const accountOf = (scenario: Scenario) => scenario.targets[0]?.account;

describe("a reload", () => {
  it("brings everything back, drafts and text that is no JSON included, typed a moment before", async () => {
    const tab = browser().tab();
    const before = await tab.open();
    before.getState().answer(account("333333333333"));
    await tab.wait();
    before.getState().edit("t1/identity", '{ "half": ');
    before.getState().answer(account("444444444444"));
    before.getState().draft("platform.account", "12");
    before.getState().ignoreRule("t1/identity", "kms-star");
    before.getState().show("t1/identity");
    before.getState().compare(true);
    tab.leave();
    const after = await tab.open();
    for (const name of ["scenario", "edits", "conflicts", "ignored", "drafts", "view"] as const)
      expect(after.getState()[name]).toEqual(before.getState()[name]);
    expect(after.getState().conflicts).toHaveLength(1);
    expect(after.getState().notice).toBeNull();
  });
});

describe("a bare page in a new tab", () => {
  it("shows the work that was saved last", async () => {
    const { tab } = browser();
    const [one, two] = [tab(), tab()];
    (await one.open()).getState().answer(account("333333333333"));
    (await two.open()).getState().answer(account("444444444444"));
    await two.wait();
    await one.wait();
    const third = await tab().open();
    expect(accountOf(third.getState().scenario)).toBe("333333333333");
    // The two keep their own.
    two.leave();
    expect(accountOf((await two.open()).getState().scenario)).toBe("444444444444");
  });

  it("shows what a new page shows where nothing was saved, and does not count a look as work", async () => {
    const { tab, local } = browser();
    const first = tab(`${home}#1.same-account`);
    await first.open();
    await first.wait();
    first.leave();
    expect(local.length).toBe(0);
    expect((await tab().open()).getState().scenario).toEqual(defaultScenario);
  });
});

describe("a link", () => {
  it("carries the work to another browser", async () => {
    const mine = await browser().tab().open();
    mine.getState().answer(account("333333333333"));
    mine.getState().edit("t1/trust", '{ "half": ');
    mine.getState().show("t1/trust");
    const link = await linkTo(mine.getState(), `${home}#old`);
    expect(link.startsWith(`${home}#1.`)).toBe(true);
    const theirs = (await browser().tab(link).open()).getState();
    expect(theirs.scenario).toEqual(mine.getState().scenario);
    expect(documentsOf(theirs).map(({ text }) => text)).toEqual(
      documentsOf(mine.getState()).map(({ text }) => text),
    );
    expect(theirs.view.documentId).toBe("t1/trust");
    expect(theirs.notice).toBeNull();
  });

  it("leaves out the edits of documents that the answers no longer have", async () => {
    const keyhole = await browser().tab().open();
    keyhole.getState().edit("t1/trust", "secret");
    keyhole.getState().usePreset("same-account");
    expect(await linkTo(keyhole.getState(), home)).toBe(`${home}#1.same-account`);
  });

  it("opens over earlier work, which can be restored and is still there for the next page", async () => {
    const { tab } = browser();
    const first = tab();
    (await first.open()).getState().edit("t1/trust", "mine");
    first.leave();
    const second = tab(`${home}#1.same-account`);
    const keyhole = await second.open();
    expect(keyhole.getState().scenario).toEqual(
      presets.find(({ id }) => id === "same-account")?.scenario,
    );
    keyhole.getState().answer(account("444444444444"));
    await second.wait();
    keyhole.getState().notice?.action?.command();
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
  });

  it("opens when it is put into the address of an open page, and the user agrees", async () => {
    const { local, tab } = browser();
    const one = tab();
    const keyhole = await one.open();
    keyhole.getState().edit("t1/trust", "mine");
    await one.wait(10);
    await one.paste("1.same-account");
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
    expect(keyhole.getState().notice).toMatchObject({
      title: "A link to other work arrived",
      text: expect.stringMatching(/ 222222222222\. The link has .* 111111111111\. /),
      action: { label: "Open the link" },
    });
    keyhole.getState().notice?.action?.command();
    expect(keyhole.getState().edits).toEqual({});
    expect(keyhole.getState().notice?.action?.label).toBe("Restore my earlier work");
    await one.wait();
    expect(one.fragment()).toBe("#1.same-account");
    // What was only looked at is not the user's last work.
    expect((await tab().open()).getState().edits["t1/trust"]?.text).toBe("mine");
    // What is made of it gets another key, beside the earlier work.
    keyhole.getState().answer(account("444444444444"));
    await one.wait();
    expect(local.length).toBe(2);
    one.leave();
    const next = await one.open();
    expect(next.getState().edits).toEqual({});
    expect(accountOf(next.getState().scenario)).toBe("444444444444");
  });

  it.each(["garbage", "1.same-account.AAAA", "7.from-the-future", "1.<script>alert(1)</script>"])(
    "that cannot be read (%s) leaves the work alone and keeps its text",
    async (fragment) => {
      const { tab } = browser();
      const first = tab();
      (await first.open()).getState().edit("t1/trust", "mine");
      first.leave();
      const second = tab(`${home}#${fragment}`);
      const keyhole = await second.open();
      expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
      expect(keyhole.getState().notice?.tone).toBe("problem");
      expect(decodeURI(keyhole.getState().notice?.keep ?? "")).toBe(fragment);
      await first.open();
      await first.paste(fragment);
      expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
    },
  );

  it("that cannot be read shows a new page's answers where there is no work", async () => {
    const keyhole = await browser().tab(`${home}#garbage`).open();
    expect(keyhole.getState().scenario).toEqual(defaultScenario);
    expect(keyhole.getState().notice?.keep).toBe("garbage");
  });
});

describe("the address", () => {
  it("follows the work without new entries for typing", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    for (const digits of ["3", "33", "333333333333"]) {
      keyhole.getState().answer(account(digits), "account");
      await tab.wait(100);
    }
    expect(tab.fragment()).toBe("");
    await tab.wait();
    expect(`${home}${tab.fragment()}`).toBe(await linkTo(keyhole.getState(), home));
    keyhole.getState().undo();
    await tab.wait();
    expect(tab.fragment()).toBe("#1.vendor-ebs-direct");
    expect(tab.entries).toHaveLength(1);
  });

  it("leads back and forward over big steps, each as it was left", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().edit("t1/trust", "mine");
    keyhole.getState().usePreset("cross-account");
    keyhole.getState().usePreset("same-account");
    await tab.wait();
    expect(tab.entries).toHaveLength(3);
    await tab.go(-2);
    expect(keyhole.getState().scenario).toEqual(defaultScenario);
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
    expect(keyhole.getState().notice).toBeNull();
    await tab.go(2);
    expect(tab.fragment()).toBe("#1.same-account");
    expect(keyhole.getState().scenario.targets[0]?.account).toBe("111111111111");
    await tab.wait();
    await tab.go(-1);
    expect(keyhole.getState().scenario).toEqual(
      presets.find(({ id }) => id === "cross-account")?.scenario,
    );
    await tab.wait();
    expect(tab.entries).toHaveLength(3);
  });

  it("says what was restored, so that the user can come back to it", async () => {
    const { tab } = browser();
    const first = tab();
    (await first.open()).getState().answer(account("333333333333"));
    first.leave();
    const second = tab();
    const keyhole = await second.open();
    await second.wait();
    expect(second.fragment()).toMatch(/^#1\./);
    await second.paste("1.same-account");
    await second.go(-1);
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
  });

  it("comes to rest", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().usePreset("cross-region");
    await tab.wait();
    let writes = 0;
    const replace = tab.page.history.replaceState;
    tab.page.history.replaceState = (...args) => {
      writes += 1;
      replace(...args);
    };
    for (let turn = 0; turn < 5; turn += 1) await tab.wait();
    await tab.go(-1);
    for (let turn = 0; turn < 5; turn += 1) await tab.wait();
    expect(writes).toBe(0);
  });

  it("stays behind where the browser refuses to change it", async () => {
    const tab = browser().tab();
    tab.page.history.replaceState = () => {
      throw new Error("SecurityError");
    };
    const keyhole = await tab.open();
    keyhole.getState().answer(account("333333333333"));
    await tab.wait();
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
  });
});

describe("a page about a rule", () => {
  it("has the address while it is shown, and going back shows the work as it was", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().answer(account("333333333333"));
    keyhole.getState().edit("t1/trust", "mine");
    await tab.wait();
    const work = tab.fragment();
    await tab.paste("rule/kms-star");
    expect(keyhole.getState()).toMatchObject({ rulePage: "kms-star", notice: null });
    await tab.wait();
    expect(tab.fragment()).toBe("#rule/kms-star");
    await tab.paste("rules");
    expect(keyhole.getState().rulePage).toBe("");
    await tab.go(-2);
    await tab.wait();
    expect(tab.fragment()).toBe(work);
    expect(keyhole.getState()).toMatchObject({ rulePage: null, notice: null });
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
    expect(keyhole.getState().edits["t1/trust"]?.text).toBe("mine");
  });

  it.each(["rule", "rule/", "rules"])("is the list of all rules at #%s", async (fragment) => {
    const keyhole = await browser().tab(`${home}#${fragment}`).open();
    expect(keyhole.getState()).toMatchObject({ rulePage: "", notice: null });
  });

  it("opens by its own link without touching earlier work, and gives the address to it", async () => {
    const { tab } = browser();
    const first = tab();
    (await first.open()).getState().answer(account("333333333333"));
    await first.wait();
    const second = tab(`${home}#rule/no-such-rule`);
    const keyhole = await second.open();
    expect(keyhole.getState()).toMatchObject({ rulePage: "no-such-rule", notice: null });
    expect(accountOf(keyhole.getState().scenario)).toBe("333333333333");
    keyhole.getState().showRule(null);
    await second.wait();
    expect(second.fragment()).toBe(first.fragment());
    await second.go(-1);
    expect(keyhole.getState().rulePage).toBe("no-such-rule");
  });

  it("gives way to the work when that changes, whose link is then in the address", async () => {
    const tab = browser().tab();
    const keyhole = await tab.open();
    keyhole.getState().answer(account("333333333333"));
    await tab.wait();
    const before = tab.fragment();
    await tab.paste("rule/kms-star");
    keyhole.getState().undo();
    await tab.wait();
    expect(keyhole.getState().rulePage).toBeNull();
    expect(tab.fragment()).toMatch(/^#1\./);
    expect(tab.fragment()).not.toBe(before);
  });
});

describe("a store", () => {
  const refused = () => {
    throw new Error("refused");
  };

  it("that is refused costs the work of other visits only, and the user is told once", async () => {
    const { local, tab } = browser();
    Object.assign(local, { setItem: refused, getItem: refused, key: refused });
    const first = tab();
    const keyhole = await first.open();
    keyhole.getState().answer(account("333333333333"));
    await first.wait();
    expect(keyhole.getState().notice?.title).toBe("This browser does not store your work");
    keyhole.getState().dismissNotice();
    keyhole.getState().answer(account("444444444444"));
    await first.wait();
    expect(keyhole.getState().notice).toBeNull();
    expect(accountOf(keyhole.getState().scenario)).toBe("444444444444");
  });

  it("may not be there at all", async () => {
    const tab = browser().tab();
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(tab.page, name, { get: refused });
    expect((await tab.open()).getState().scenario).toEqual(defaultScenario);
    tab.leave();
  });

  it("that is full makes room by giving up the oldest work", async () => {
    const { local, tab } = browser();
    const works = 3;
    const set = local.setItem;
    local.setItem = (key, value) => {
      if (local.getItem(key) === null && local.length >= works) throw new Error("QuotaExceeded");
      set(key, value);
    };
    for (const digits of ["1", "2", "3", "4", "5"]) {
      const one = tab(`${home}#1.same-account`);
      (await one.open()).getState().answer(account(digits.repeat(12)));
      await one.wait();
      one.leave();
    }
    expect(local.length).toBe(works);
    expect(accountOf((await tab().open()).getState().scenario)).toBe("555555555555");
  });

  it("with garbage in it is passed over", async () => {
    const { local, tab } = browser();
    const good = tab();
    (await good.open()).getState().answer(account("333333333333"));
    await good.wait();
    for (const [index, text] of [
      "",
      "x",
      "9\n{",
      "99999999999999\nnull",
      '99999999999999\n{"scenario":7}',
    ].entries())
      local.setItem(`keyhole.1.work.${index}`, text);
    const next = tab();
    next.page.sessionStorage.setItem("keyhole.1.tab", '{"fragment":"","saved":[]}');
    expect(accountOf((await next.open()).getState().scenario)).toBe("333333333333");
  });

  it("gives only work that the page can show, whatever is in it", () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record({
        scenario: fc.object(),
        edits: fc.oneof(
          fc.object(),
          fc.dictionary(fc.string(), fc.record({ base: fc.string(), text: fc.string() })),
        ),
        conflicts: fc.array(fc.object()),
        drafts: fc.object(),
        view: fc.object(),
      }),
    );
    fc.assert(
      fc.property(anything, (raw) => {
        const saved = restoreSaved(raw);
        if (!saved) return;
        documentsOf(saved);
        expect(restoreSaved(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
      }),
    );
  });
});
