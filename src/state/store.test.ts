import { beforeAll, describe, expect, it } from "vitest";
import { defaultScenario, presets, type Scenario, withTarget } from "#scenario";
import {
  createKeyhole,
  documentsOf,
  ignoredIn,
  type KeyholeState,
  loadDocumentWork,
  shownDocument,
} from "#state";

beforeAll(loadDocumentWork);

const page = () => {
  let time = 0;
  const keyhole = createKeyhole({ now: () => time });
  return {
    get now(): KeyholeState {
      return keyhole.getState();
    },
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
    text: (id: string) =>
      documentsOf(keyhole.getState()).find(({ generated }) => generated.id === id)?.text,
    document: (id: string) =>
      documentsOf(keyhole.getState()).find(({ generated }) => generated.id === id),
  };
};
type TestPage = ReturnType<typeof page>;

const account = (digits: string) => (scenario: Scenario) =>
  withTarget(scenario, "t1", (target) => ({ ...target, account: digits }));
const createVolume = (scenario: Scenario): Scenario => ({ ...scenario, method: "create-volume" });
const withhold = (scenario: Scenario): Scenario => ({ ...scenario, createGrant: "withhold" });

/** Has the user change the action of one statement of the target role's policy. */
const editAction = (at: TestPage, from: string, to: string) =>
  at.now.edit("t1/identity", (at.text("t1/identity") ?? "").replace(from, to));

describe("edits", () => {
  it("mark their document, and are gone when the text is the generated one again", () => {
    const at = page();
    const generated = at.text("t1/identity") ?? "";
    editAction(at, "kms:Decrypt", "kms:Encrypt");
    expect(at.document("t1/identity")).toMatchObject({ edited: true, problems: [] });
    at.now.edit("t1/identity", generated);
    expect(at.document("t1/identity")?.edited).toBe(false);
    expect(at.now.edits).toEqual({});
  });

  it("of one group are one step of undo, whatever their documents", () => {
    const at = page();
    at.now.edit("t1/trust", "{ }", "imported");
    at.now.edit("t1/identity", "{ }", "imported");
    at.now.edit("t1/k1/key", "{ }");
    at.now.undo();
    expect(Object.keys(at.now.edits)).toEqual(["t1/trust", "t1/identity"]);
    at.now.undo();
    expect(at.now.edits).toEqual({});
  });

  it("leave the other documents the same objects, for the screen", () => {
    const at = page();
    const trust = at.document("t1/trust");
    const documents = documentsOf(at.now);
    expect(documentsOf(at.now)).toBe(documents);
    editAction(at, "kms:Decrypt", "kms:Encrypt");
    expect(at.document("t1/trust")).toBe(trust);
  });

  it("stay when an answer changes, and the rest of their document follows it", () => {
    const at = page();
    editAction(at, '"Action": "kms:ListAliases"', '"Action": "kms:ListKeys"');
    at.now.answer(account("333333333333"));
    expect(at.text("t1/identity")).toContain('"Action": "kms:ListKeys"');
    expect(at.text("t1/identity")).toContain("333333333333:key/");
    expect(at.text("t1/identity")).not.toContain("222222222222");
    expect(at.now.conflicts).toEqual([]);
  });

  it("wait while their document is not asked for, and come back with it", () => {
    const at = page();
    editAction(at, '"Action": "kms:ListAliases"', '"Action": "kms:ListKeys"');
    at.now.answer((scenario) => ({ ...scenario, targets: [] }));
    expect(at.document("t1/identity")).toBeUndefined();
    at.now.answer(() => defaultScenario);
    expect(at.text("t1/identity")).toContain('"Action": "kms:ListKeys"');
  });

  it("are not lost on a preset", () => {
    const at = page();
    editAction(at, '"Action": "kms:ListAliases"', '"Action": "kms:ListKeys"');
    const { usePreset: choose } = at.now;
    for (const { id } of presets) choose(id);
    at.now.usePreset("vendor-ebs-direct");
    expect(at.text("t1/identity")).toContain('"Action": "kms:ListKeys"');
  });

  it("are discarded one or all, and undo brings them back", () => {
    const at = page();
    editAction(at, "kms:Decrypt", "kms:Encrypt");
    at.now.edit("t1/trust", "{");
    at.now.discardEdit("t1/trust");
    expect(Object.keys(at.now.edits)).toEqual(["t1/identity"]);
    at.now.discardAllEdits();
    expect(at.now.edits).toEqual({});
    at.now.undo();
    at.now.undo();
    expect(Object.keys(at.now.edits)).toEqual(["t1/identity", "t1/trust"]);
  });
});

describe("a conflict", () => {
  const contradict = () => {
    const at = page();
    editAction(at, '"Action": "kms:CreateGrant"', '"Action": "kms:RevokeGrant"');
    at.now.answer(account("333333333333"));
    return at;
  };

  it("keeps the user's version and shows both", () => {
    const at = contradict();
    expect(at.now.conflicts).toMatchObject([
      { documentId: "t1/identity", sid: "GrantOnSourceKeys", kind: "changed-both" },
    ]);
    expect(at.now.conflicts[0]?.mine).toContain("kms:RevokeGrant");
    expect(at.now.conflicts[0]?.generated).toContain("333333333333");
    expect(at.text("t1/identity")).toContain("kms:RevokeGrant");
  });

  it("is settled for the generated side", () => {
    const at = contradict();
    at.now.settle(at.now.conflicts[0]?.id ?? "", "generated");
    expect(at.now.conflicts).toEqual([]);
    // Nothing of the user's is left then, so the document is as generated.
    expect(at.now.edits).toEqual({});
  });

  it("is settled for the user's, and not raised again for the same answers", () => {
    const at = contradict();
    at.now.settle(at.now.conflicts[0]?.id ?? "", "mine");
    at.now.answer((scenario) => ({
      ...scenario,
      guards: { ...scenario.guards, externalId: "case:1" },
    }));
    expect(at.now.conflicts).toEqual([]);
    expect(at.text("t1/identity")).toContain("kms:RevokeGrant");
  });

  it("stays through other answers, and goes when the answers come round", () => {
    const at = contradict();
    at.now.answer((scenario) => ({
      ...scenario,
      guards: { ...scenario.guards, externalId: "case:1" },
    }));
    expect(at.now.conflicts).toHaveLength(1);
    at.now.answer(withhold);
    expect(at.now.conflicts).toMatchObject([{ kind: "removed-by-answers", generated: "" }]);
    at.now.settle(at.now.conflicts[0]?.id ?? "", "generated");
    expect(at.text("t1/identity")).not.toContain("RevokeGrant");
  });

  it("is over when the user types what the answers want", () => {
    const at = contradict();
    const text = at.text("t1/identity") ?? "";
    at.now.edit("t1/identity", text.replace("kms:RevokeGrant", "kms:CreateGrant"));
    expect(at.now.conflicts).toHaveLength(1);
    at.now.edit(
      "t1/identity",
      text.replace("kms:RevokeGrant", "kms:CreateGrant").replaceAll("222222222222", "333333333333"),
    );
    expect(at.now.conflicts).toEqual([]);
  });
});

describe("text that is not valid JSON", () => {
  const unfinished = () => {
    const at = page();
    editAction(at, '"Action": "kms:ListAliases"', '"Action": "kms:ListKeys');
    at.now.answer(account("333333333333"));
    return at;
  };

  it("stays as typed, and says that the answers could not be carried into it", () => {
    const at = unfinished();
    expect(at.text("t1/identity")).toContain('"Action": "kms:ListKeys,');
    expect(at.text("t1/identity")).toContain("222222222222");
    expect(at.document("t1/identity")?.problems).not.toEqual([]);
    expect(at.now.conflicts).toMatchObject([{ kind: "not-json", sid: "" }]);
    at.now.answer(account("444444444444"));
    expect(at.now.conflicts).toHaveLength(1);
  });

  const finish = (at: TestPage) => editAction(at, "kms:ListKeys,", 'kms:ListKeys",');

  it("takes the answers in with the next one once it is JSON", () => {
    const at = unfinished();
    finish(at);
    at.now.answer(withhold);
    expect(at.now.conflicts).toEqual([]);
    expect(at.text("t1/identity")).toContain('"Action": "kms:ListKeys"');
    expect(at.text("t1/identity")).toContain("333333333333");
    expect(at.text("t1/identity")).not.toContain("CreateGrant");
  });

  it("or when the user settles it", () => {
    const at = unfinished();
    finish(at);
    at.now.settle(at.now.conflicts[0]?.id ?? "", "mine");
    expect(at.now.conflicts).toEqual([]);
    expect(at.text("t1/identity")).toContain("333333333333");
    expect(at.text("t1/identity")).not.toContain("222222222222");
  });

  it("is kept as it is when the user says so before that, or given up", () => {
    const at = unfinished();
    const typed = at.text("t1/identity");
    at.now.settle(at.now.conflicts[0]?.id ?? "", "mine");
    expect(at.text("t1/identity")).toBe(typed);
    expect(at.now.conflicts).toEqual([]);
    at.now.undo();
    at.now.settle(at.now.conflicts[0]?.id ?? "", "generated");
    expect(at.now.edits).toEqual({});
  });
});

describe("undo", () => {
  it("takes back answers, presets, edits and starting over, one by one, and redo repeats them", () => {
    const at = page();
    const seen: unknown[] = [];
    const look = () =>
      JSON.stringify([at.now.scenario, at.now.edits, at.now.conflicts, at.now.drafts]);
    const doing = [
      () => at.now.answer(createVolume),
      () => at.now.edit("t1/identity", "{"),
      () => at.now.answer(account("333333333333")),
      () => at.now.usePreset("same-account"),
      () => at.now.startOver(),
    ];
    for (const act of doing) {
      seen.push(look());
      act();
      at.wait(5_000);
    }
    const last = look();
    for (const state of seen.toReversed()) {
      at.now.undo();
      expect(look()).toBe(state);
    }
    expect(at.now.canUndo).toBe(false);
    for (const _ of doing) at.now.redo();
    expect(look()).toBe(last);
    expect(at.now.canRedo).toBe(false);
  });

  it("takes a burst of typing as one step, and a pause as the end of it", () => {
    const at = page();
    for (const text of ["{", "{ ", "{ }"]) {
      at.now.edit("t1/trust", text);
      at.wait(400);
    }
    at.wait(2_000);
    at.now.edit("t1/trust", "{ } ");
    at.now.undo();
    expect(at.text("t1/trust")).toBe("{ }");
    at.now.undo();
    expect(at.now.edits).toEqual({});
  });

  it("keeps bursts apart that are about different things", () => {
    const at = page();
    at.now.answer(account("333333333333"), "account");
    at.now.answer(account("444444444444"), "account");
    at.now.edit("t1/trust", "{");
    at.now.answer(account("555555555555"), "account");
    at.now.undo();
    at.now.undo();
    expect(at.now.scenario.targets[0]?.account).toBe("444444444444");
    at.now.undo();
    expect(at.now.scenario).toEqual(defaultScenario);
  });

  it("does not count what changes nothing, and a new step ends redo", () => {
    const at = page();
    at.now.answer((scenario) => ({ ...scenario }));
    at.now.usePreset("no-such-preset");
    at.now.edit("no/such/document", "x");
    at.now.settle("no such conflict", "mine");
    expect(at.now.canUndo).toBe(false);
    at.now.answer(createVolume);
    at.now.undo();
    expect(at.now.canRedo).toBe(true);
    at.now.answer(withhold);
    expect(at.now.canRedo).toBe(false);
  });

  it("does not join a burst with one before an undo", () => {
    const at = page();
    at.now.answer(account("3"), "account");
    at.now.answer(account("33"), "account");
    at.now.undo();
    at.now.answer(account("4"), "account");
    at.now.undo();
    expect(at.now.scenario).toEqual(defaultScenario);
  });

  it("remembers 200 steps", () => {
    const at = page();
    for (let step = 0; step < 250; step += 1) at.now.answer(account(String(step)));
    let steps = 0;
    while (at.now.canUndo) {
      at.now.undo();
      steps += 1;
    }
    expect(steps).toBe(200);
  });
});

describe("an ignored rule", () => {
  it("is ignored in its document only, until the user shows it again or undoes it", () => {
    const at = page();
    at.now.ignoreRule("t1/trust", "kms-star");
    at.now.ignoreRule("t1/trust", "duplicate-sid");
    at.now.ignoreRule("t1/trust", "kms-star");
    expect(ignoredIn(at.now.ignored, "t1/trust")).toEqual(["duplicate-sid", "kms-star"]);
    expect(ignoredIn(at.now.ignored, "t1/identity")).toEqual([]);
    at.now.stopIgnoring("t1/trust", "duplicate-sid");
    expect(at.now.ignored).toEqual({ "t1/trust": ["kms-star"] });
    at.now.stopIgnoring("t1/trust", "kms-star");
    expect(at.now.ignored).toEqual({});
    at.now.undo();
    at.now.undo();
    expect(ignoredIn(at.now.ignored, "t1/trust")).toEqual(["duplicate-sid", "kms-star"]);
    at.now.answer(createVolume);
    expect(ignoredIn(at.now.ignored, "t1/trust")).toEqual(["duplicate-sid", "kms-star"]);
  });
});

describe("drafts", () => {
  it("are kept, forgotten, and come back with the work that they belong to", () => {
    const at = page();
    at.now.draft("targets.t1.account", "2222");
    at.now.draft("platform.role", "x");
    at.now.draft("platform.role", null);
    expect(at.now.drafts).toEqual({ "targets.t1.account": "2222" });
    at.now.usePreset("same-account");
    expect(at.now.drafts).toEqual({});
    at.now.undo();
    expect(at.now.drafts).toEqual({ "targets.t1.account": "2222" });
  });
});

describe("starting over", () => {
  it("offers the earlier work", () => {
    const at = page();
    at.now.answer(createVolume);
    at.now.edit("t1/trust", "mine");
    at.now.startOver();
    expect(at.now.scenario).toEqual(defaultScenario);
    expect(at.now.edits).toEqual({});
    at.now.notice?.action?.command();
    expect(at.text("t1/trust")).toBe("mine");
    expect(at.now.notice).toBeNull();
  });

  it("says nothing where there is nothing to lose", () => {
    const at = page();
    at.now.startOver();
    expect(at.now.notice).toBeNull();
  });
});

describe("the view", () => {
  it("shows the document that was opened while there is one, else the first", () => {
    const at = page();
    expect(shownDocument(at.now)?.generated.id).toBe("platform/identity");
    at.now.show("t1/trust");
    expect(shownDocument(at.now)?.generated.id).toBe("t1/trust");
    at.now.usePreset("same-account");
    expect(shownDocument(at.now)?.generated.id).toBe("platform/identity");
    at.now.showPart("verdict");
    at.now.compare(true);
    expect(at.now.view).toEqual({ documentId: "t1/trust", part: "verdict", compare: true });
  });
});
