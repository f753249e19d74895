import { describe, expect, it } from "vitest";
import { decodeFile, decodeState } from "#share";
import { fileTextOf, linkTo } from "#state";
import { browser, home } from "#testing/fake-browser";
import kept from "./frozen-work/browser.json" with { type: "json" };
import shared from "./frozen-work/shared.json" with { type: "json" };

/**
 * Work as version 0.1 stored it: a tab's copy with its history, the kept piece, a link and a file, and what they meant.
 * They are in people's browsers, tickets and folders. Add to the files, never change what is in them. (A new kind of
 * answer may have any value in them, hence `toMatchObject`.)
 */
const open = async () => {
  const { tab, local } = browser();
  const page = tab(`${home}#${JSON.parse(kept.session["keyhole.1.tab"]).fragment}`);
  for (const [key, text] of Object.entries(kept.local)) local.setItem(key, text);
  for (const [key, text] of Object.entries(kept.session))
    page.page.sessionStorage.setItem(key, text);
  return page.open();
};

describe("work that version 0.1 stored", () => {
  it("opens after a reload, with drafts and view", async () => {
    expect((await open()).getState()).toMatchObject(kept.work);
  });

  it("opens from the kept piece in a new tab", async () => {
    const { tab, local } = browser();
    for (const [key, text] of Object.entries(kept.local)) local.setItem(key, text);
    const { scenario, edits, conflicts, ignored, drafts } = kept.work;
    expect((await tab(home).open()).getState()).toMatchObject({
      scenario,
      edits,
      conflicts,
      ignored,
      drafts,
    });
  });

  it("can be undone and redone step by step", async () => {
    const { getState } = await open();
    for (const work of kept.undoAll) {
      getState().undo();
      expect(getState()).toMatchObject(work);
    }
    expect(getState().canUndo).toBe(false);
    for (const _ of [...kept.undoAll, ...kept.redoAll]) getState().redo();
    expect(getState()).toMatchObject(kept.redoAll.at(-1) ?? {});
    expect(getState().canRedo).toBe(false);
  });
});

describe.each([
  ["link", () => decodeState(shared.link)],
  ["file", () => decodeFile(shared.file)],
])("a %s that version 0.1 made", (_name, decode) => {
  it("has the answers, edits, ignored rules and the document that it opens on", async () => {
    const result = await decode();
    if (!result.ok) throw new Error(result.message);
    expect(result.dropped).toEqual([]);
    const { scenario, edits, ignored, documentId } = shared.work;
    const texts = Object.entries(edits).map(([id, { text }]) => [id, text]);
    expect(result.state.scenario).toMatchObject(scenario);
    expect(result.state).toMatchObject({ edits: Object.fromEntries(texts), ignored, documentId });
  });
});

describe("the same work", () => {
  it("gives the same link and file as in version 0.1", async () => {
    const { getState } = await open();
    for (const _ of kept.redoAll) getState().redo();
    getState().show(shared.work.documentId);
    expect(await linkTo(getState(), home)).toBe(`${home}#${shared.link}`);
    expect(await fileTextOf(getState())).toBe(shared.file);
  });
});
