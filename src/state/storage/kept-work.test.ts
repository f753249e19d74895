import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type Scenario, withTarget } from "#scenario";
import { type KeyholeState, loadDocumentWork } from "#state";
import { browser, home } from "#testing/fake-browser";
import stored from "../stored-by-0.1.json" with { type: "json" };

beforeAll(loadDocumentWork);

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const shown = ({ scenario }: KeyholeState) => scenario.targets[0]?.account;

const aBrowser = () => {
  const all = browser();
  return {
    ...all,
    /** Makes a piece of work in a tab that is closed again, and gives its id. */
    keep: async (digits: string) => {
      const one = all.tab(`${home}#1.cross-account`);
      const keyhole = await one.open();
      keyhole.getState().answer(account(digits));
      await one.wait();
      one.leave();
      return keyhole.getState().workId;
    },
  };
};
/** The commands of the list, as the page has them. */
const listOf = (keyhole: { getState(): KeyholeState }) => {
  const { kept } = keyhole.getState();
  if (!kept) throw new Error("not there yet");
  return kept;
};

describe("the list of kept work", () => {
  it("has every piece, the newest first, named by its answers, with what is in it", async () => {
    const { keep, tab } = aBrowser();
    await keep("888888888888");
    await keep("333333333333");
    const one = tab(`${home}#1.cross-account`);
    const keyhole = await one.open();
    expect((await listOf(keyhole).list()).map(({ isCurrent }) => isCurrent)).toEqual([
      false,
      false,
    ]);
    await one.wait();
    keyhole.getState().answer(account("444444444444"));
    keyhole.getState().edit("t1/trust", "mine");
    const pieces = await listOf(keyhole).list();
    expect(pieces).toMatchObject([
      {
        name: "CadoResponseRole in 444444444444",
        accounts: 1,
        editedDocuments: 1,
        isCurrent: true,
      },
      { name: "CadoResponseRole in 333333333333", accounts: 1, editedDocuments: 0, isNamed: false },
      { name: "CadoResponseRole in 888888888888", isCurrent: false, isOpenElsewhere: false },
    ]);
    const times = pieces.map(({ changedAt }) => changedAt);
    expect(times).toEqual(times.toSorted((first, second) => second - first));
  });

  it("marks what another tab has open, which cannot be deleted", async () => {
    const { keep, tab, local } = aBrowser();
    const workId = await keep("888888888888");
    const one = tab();
    const first = await one.open();
    const second = await tab(`${home}#1.same-account`).open();
    expect(await listOf(second).list()).toMatchObject([{ workId, isOpenElsewhere: true }]);
    expect(await listOf(first).list()).toMatchObject([{ isCurrent: true, isOpenElsewhere: false }]);
    expect(await listOf(second).remove(workId)).toBeUndefined();
    expect(local.getItem(`keyhole.1.work.${workId}`)).not.toBeNull();
    one.leave();
    expect(await listOf(second).list()).toMatchObject([{ workId, isOpenElsewhere: false }]);
  });

  it("opens a piece in place of the present work; undo and the list lead back", async () => {
    const { keep, tab } = aBrowser();
    const other = await keep("888888888888");
    const one = tab(`${home}#1.cross-account`);
    const keyhole = await one.open();
    keyhole.getState().answer(account("444444444444"));
    keyhole.getState().draft("platform.account", "12");
    const mine = keyhole.getState().workId;
    await listOf(keyhole).open(other);
    expect(shown(keyhole.getState())).toBe("888888888888");
    keyhole.getState().answer(account("333333333333"));
    await one.wait();
    const names = async () =>
      (await listOf(keyhole).list()).map(({ name }) => name.slice(-12)).sort();
    expect(await names()).toEqual(["333333333333", "444444444444"]);
    keyhole.getState().undo();
    keyhole.getState().undo();
    expect(shown(keyhole.getState())).toBe("444444444444");
    keyhole.getState().answer(account("555555555555"));
    await one.wait();
    // Each change went into its own piece.
    expect(await names()).toEqual(["555555555555", "888888888888"]);
    await listOf(keyhole).open(other);
    await listOf(keyhole).open(mine);
    expect(keyhole.getState().drafts).toEqual({ "platform.account": "12" });
  });

  it("opened piece and the browser's way back do not mix", async () => {
    const { keep, tab } = aBrowser();
    const other = await keep("888888888888");
    const one = tab(`${home}#1.cross-account`);
    const keyhole = await one.open();
    keyhole.getState().answer(account("444444444444"));
    await one.wait();
    await listOf(keyhole).open(other);
    await one.wait();
    await one.go(-1);
    await one.wait();
    expect(shown(keyhole.getState())).toBe("444444444444");
    keyhole.getState().answer(account("555555555555"));
    await one.wait();
    const names = (await listOf(keyhole).list()).map(({ name }) => name.slice(-12)).sort();
    expect(names).toEqual(["555555555555", "888888888888"]);
  });

  it("deletes a piece and puts it back as it was, name included", async () => {
    const { keep, tab, local } = aBrowser();
    const workId = await keep("888888888888");
    const keyhole = await tab(`${home}#1.same-account`).open();
    const list = listOf(keyhole);
    list.rename(workId, "  Incident 7 ");
    const before = { ...local };
    const removed = await list.remove(workId);
    expect(await list.list()).toEqual([]);
    expect(local.length).toBe(0);
    if (removed) list.putBack(removed);
    expect(await list.list()).toMatchObject([{ workId, name: "Incident 7", isNamed: true }]);
    expect({ ...local }).toEqual(before);
    list.rename(workId, " ");
    expect(await list.list()).toMatchObject([{ name: "CadoResponseRole in 888888888888" }]);
  });

  it("deletes the piece on the screen, which then shows a new page; it is not kept again", async () => {
    const { keep, tab } = aBrowser();
    const workId = await keep("888888888888");
    const one = tab();
    const keyhole = await one.open();
    keyhole.getState().answer(account("333333333333"));
    await listOf(keyhole).remove(workId);
    await one.wait();
    expect(shown(keyhole.getState())).not.toBe("333333333333");
    expect(await listOf(keyhole).list()).toEqual([]);
    one.leave();
    await one.open();
    expect(await listOf(keyhole).list()).toEqual([]);
  });

  it("says that the browser refuses its storage", async () => {
    const { tab, local } = aBrowser();
    const keyhole = await tab().open();
    local.key = () => {
      throw new Error("refused");
    };
    Object.defineProperty(local, "length", { value: 1 });
    await expect(listOf(keyhole).list()).rejects.toThrow();
  });

  it("reads whatever is stored without a throw, and opens nothing that is no work", async () => {
    const { tab, local } = aBrowser();
    const keyhole = await tab(`${home}#1.same-account`).open();
    const { scenario, workId } = keyhole.getState();
    const hostile = fc.oneof(
      fc.string(),
      fc
        .oneof(
          fc.jsonValue(),
          fc.record({
            scenario: fc.oneof(
              fc.jsonValue(),
              fc.record({ targets: fc.jsonValue(), platform: fc.jsonValue() }),
            ),
            edits: fc.jsonValue(),
          }),
        )
        .map((value) => `9e99\n${JSON.stringify(value)}`),
    );
    await fc.assert(
      fc.asyncProperty(hostile, fc.string(), async (text, name) => {
        local.setItem("keyhole.1.work.x", text);
        local.setItem("keyhole.1.name.x", name);
        const [piece] = await listOf(keyhole).list();
        expect(piece?.name.length).toBeLessThan(400);
        if (piece?.isReadable) return;
        await expect(listOf(keyhole).open("x")).rejects.toThrow();
        expect(keyhole.getState()).toMatchObject({ scenario, workId });
      }),
    );
  });
});

describe("the room for kept work", () => {
  const oldest = "100000000000";
  const fill = async (pieces: number) => {
    const all = aBrowser();
    const ids: string[] = [];
    for (let piece = 0; piece < pieces; piece += 1)
      ids.push(await all.keep(String(100_000_000_000 + piece)));
    return { ...all, ids };
  };
  const oneMore = async ({ tab }: ReturnType<typeof aBrowser>) => {
    const one = tab(`${home}#1.cross-account`);
    const keyhole = await one.open();
    keyhole.getState().dismissNotice();
    keyhole.getState().answer(account("999999999999"));
    await one.wait();
    return keyhole;
  };

  it("is for twenty pieces without a name: the user is told which one goes, and can keep it", async () => {
    const keyhole = await oneMore(await fill(20));
    expect(await listOf(keyhole).list()).toHaveLength(20);
    expect(keyhole.getState().notice?.text).toContain(oldest);
    keyhole.getState().notice?.action?.command();
    const names = (await listOf(keyhole).list()).map(({ name }) => name);
    expect(names).toHaveLength(21);
    expect(names.at(-1)).toContain(oldest);
    expect(keyhole.getState().notice).toBeNull();
  });

  it("is not made by removing named work, or work that another tab has open", async () => {
    const all = await fill(20);
    const reader = await all.tab(`${home}#1.same-account`).open();
    const [named, opened] = [all.ids[0] ?? "", all.ids[1] ?? ""];
    listOf(reader).rename(named, "Mine");
    await listOf(reader).open(opened);
    await (await oneMore(all)).getState().kept?.list();
    await oneMore(all);
    const left = (await listOf(reader).list()).map(({ workId }) => workId);
    expect(left).toContain(named);
    expect(left).toContain(opened);
    expect(left).not.toContain(all.ids[2]);
  });
});

describe("what the first version stored", () => {
  it("opens after a reload and in a new tab, and stays one piece", async () => {
    const { local, tab } = browser();
    const [[tabName, tabText], [workName, workText]] = Object.entries(stored) as [
      [string, string],
      [string, string],
    ];
    local.setItem(workName, workText);
    const one = tab();
    one.page.sessionStorage.setItem(tabName, tabText);
    const keyhole = await one.open();
    expect(keyhole.getState()).toMatchObject({
      edits: { "t1/trust": { text: '{ "half": ' } },
      ignored: { "t1/identity": ["kms-star"] },
      drafts: { "platform.account": "12" },
      view: { documentId: "t1/identity" },
      notice: null,
    });
    keyhole.getState().answer(account("555555555555"));
    await one.wait();
    expect(local.length).toBe(1);
    one.leave();
    expect(shown((await tab().open()).getState())).toBe("555555555555");
    local.setItem(workName, workText);
    expect(shown((await tab().open()).getState())).toBe("444444444444");
  });
});
