import { beforeAll, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { generate } from "#generator";
import { newKey, newTarget, type Scenario } from "#scenario";
import { createKeyhole, documentsOf, fileTextOf, loadDocumentWork, type Subject } from "#state";
import { createWriting } from "../storage/writing.ts";
import { notChecked, type VerdictState } from "./verdict-state.ts";
import { keepVerdict } from "./verdicts.ts";

beforeAll(loadDocumentWork);

const large = (scenario: Scenario): Scenario => ({
  ...scenario,
  targets: Array.from({ length: 220 }, (_, index) => ({
    ...newTarget(scenario),
    id: `t${index + 1}`,
    account: `${300_000_000_000 + index}`,
    role: "ForensicsRole",
    keys: [
      {
        ...newKey(scenario),
        id: `k${index + 1}`,
        region: "eu-west-1",
        naming: { by: "every" as const },
      },
    ],
  })),
});

/** A page with large work whose documents are written at once, and a checker that answers when the test says so. */
async function page() {
  const keyhole = createKeyhole({ now: () => 0 });
  keyhole.getState().answer(large);
  createWriting(keyhole, async (scenario) => generate(scenario));
  await new Promise((resolve) => setTimeout(resolve));
  const asked: { subject: Subject; part?: string; answer: (verdict?: string) => Promise<void> }[] =
    [];
  const accountRuns: { end: (parts: readonly string[] | undefined) => Promise<void> }[] = [];
  const verdicts = createStore<VerdictState<string, string>>(() => notChecked);
  keepVerdict<string, string>(keyhole, verdicts, {
    verify: (subject, part) =>
      new Promise((resolve) => {
        asked.push({
          subject,
          ...(part === undefined ? {} : { part }),
          answer: async (verdict) => resolve(verdict),
        });
      }),
    withClaims: async (verdict) => verdict,
    verifyAccounts: (_subject, { onProgress }) =>
      new Promise((resolve) => {
        onProgress(1, 221, ["t1"]);
        accountRuns.push({ end: async (parts) => resolve(parts) });
      }),
  });
  return { keyhole, verdicts, asked, accountRuns, newest: () => asked.at(-1) };
}

it("verifies the present work, not an earlier one, when another document is opened meanwhile", async () => {
  const { keyhole, verdicts, asked, newest } = await page();
  await asked[0]?.answer("first");
  keyhole.getState().edit("t1/trust", "{}");
  keyhole.getState().show("t2/trust");
  expect(newest()?.part).toBe("t2");
  expect(newest()?.subject.documents.find(({ id }) => id === "t1/trust")?.text).toBe("{}");
  await newest()?.answer("second");
  expect(verdicts.getState()).toMatchObject({ status: "current", verdict: "second", part: "t2" });
});

it("is about the account of the document that is shown, though the first verdict is still on its way", async () => {
  const { keyhole, verdicts, asked, newest } = await page();
  keyhole.getState().show("t2/trust");
  expect(newest()?.part).toBe("t2");
  await asked[0]?.answer("of another account");
  expect(verdicts.getState().verdict).toBeNull();
  await newest()?.answer("of this one");
  expect(verdicts.getState()).toMatchObject({ status: "current", part: "t2" });
});

it("does not say that a check of all accounts runs which a document that is no JSON ended", async () => {
  const { keyhole, verdicts, asked, accountRuns } = await page();
  await asked[0]?.answer("first");
  expect(verdicts.getState().accounts?.status).toBe("running");
  keyhole.getState().edit("t1/trust", "{");
  await accountRuns[0]?.end(undefined);
  expect(verdicts.getState()).toMatchObject({ status: "stale", accounts: { status: "stopped" } });
});

it("does not say that a check of all accounts runs which other work overtook", async () => {
  const { verdicts, accountRuns } = await page();
  await accountRuns[0]?.end(undefined);
  await Promise.resolve();
  expect(verdicts.getState().accounts?.status).toBe("stopped");
});

it("saves an edit with the answers in it whose documents are still being written", async () => {
  const { keyhole } = await page();
  const trust = () =>
    documentsOf(keyhole.getState()).find(({ generated }) => generated.id === "t1/trust")?.text ??
    "";
  keyhole.getState().edit("t1/trust", trust().replace("{", '{ "Id": "mine",'));
  keyhole.getState().answer((now) => ({
    ...now,
    guards: { ...now.guards, externalId: "entirely-new" },
  }));
  expect(keyhole.getState().writing).not.toBeNull();
  const file = await fileTextOf(keyhole.getState());
  const { edits } = JSON.parse(file);
  expect(JSON.stringify(edits)).toContain("mine");
  expect(JSON.stringify(edits)).toContain("entirely-new");
});

it("offers to write on where the writer was overtaken, and is not waited for in vain", async () => {
  const keyhole = createKeyhole({ now: () => 0 });
  keyhole.getState().answer(large);
  createWriting(keyhole, async () => undefined);
  await new Promise((resolve) => setTimeout(resolve));
  expect(keyhole.getState().writing?.status).toBe("stopped");
});
