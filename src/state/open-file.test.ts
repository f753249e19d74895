import { beforeAll, describe, expect, it } from "vitest";
import { withTarget } from "#scenario";
import { createKeyhole, documentsOf, fileTextOf, loadDocumentWork } from "#state";

beforeAll(loadDocumentWork);

const createPage = () => {
  const keyhole = createKeyhole({ now: () => 0 });
  return {
    get now() {
      return keyhole.getState();
    },
    text: (id: string) =>
      documentsOf(keyhole.getState()).find(({ generated }) => generated.id === id)?.text,
  };
};

describe("a file", () => {
  it("takes the screen as a step that undo takes back, and says that the earlier work is kept", async () => {
    const from = createPage();
    from.now.answer((now) =>
      withTarget(now, "t1", (target) => ({ ...target, account: "333333333333" })),
    );
    from.now.edit("t1/trust", "mine");
    const text = await fileTextOf(from.now);
    const to = createPage();
    to.now.usePreset("same-account");
    await to.now.openFile(text);
    expect(to.now.scenario).toEqual(from.now.scenario);
    expect(to.text("t1/trust")).toBe("mine");
    expect(to.now.notice).toMatchObject({ title: "Opened from a file", tone: "info" });
    to.now.undo();
    expect(to.now.scenario.method).toBe("create-volume");
  });

  it.each([
    ["hostile", '{"keyhole": 1, "scenario": "<script>"}'],
    ["broken", '{"keyhole": 1, "scen'],
    ["another", '{"Version": "2012-10-17"}'],
  ])("that is %s leaves the work as it was, and says why", async (_what, text) => {
    const to = createPage();
    to.now.usePreset("same-account");
    const before = to.now.scenario;
    await to.now.openFile(text);
    expect(to.now.scenario).toBe(before);
    expect(to.now.notice).toMatchObject({ tone: "problem", title: "This file was not opened" });
    expect(to.now.notice?.text).toMatch(/^[A-Z].*\.$/);
  });
});
