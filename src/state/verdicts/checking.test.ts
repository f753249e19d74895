import { beforeAll, expect, it, vi } from "vitest";
import { documentsByAccount } from "#generator";
import { presets } from "#scenario";
import {
  createChecking,
  createKeyhole,
  documentsOf,
  loadDocumentWork,
  type WorkChecker,
} from "#state";
import { organizationOf } from "#testing/organization";
import { verify, verifyAccount } from "#verdict";

beforeAll(loadDocumentWork);

/** A page without screens, and a checker that fails while `isDown`. */
function page() {
  const keyhole = createKeyhole({ now: () => 0 });
  const state = { isDown: false, calls: 0 };
  const checker: WorkChecker = {
    verify: async ({ scenario, documents }, partId) => {
      state.calls += 1;
      if (state.isDown) throw new Error("the worker is gone");
      return partId === undefined
        ? verify(scenario, documents)
        : verifyAccount(scenario, documents, partId);
    },
    claims: async () => [],
    repairs: async () => [],
    verifyAccounts: async () => [],
    write: async (scenario) => [...documentsByAccount(scenario)].flat(),
  };
  let begin = () => {};
  const ready = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const checking = createChecking(keyhole, async () => checker, ready);
  const verdict = () => checking.verdicts.getState();
  const until = (status: string) =>
    vi.waitFor(() => expect(verdict().status).toBe(status), { timeout: 20_000 });
  return { keyhole, state, begin, checking, verdict, until };
}

it("checks nothing before the page is ready, then publishes the verdict and its findings", async () => {
  const { keyhole, state, begin, checking, verdict, until } = page();
  await Promise.resolve();
  expect(state.calls).toBe(0);
  begin();
  await until("current");
  expect(verdict().verdict?.summary.works).toBe("works");
  keyhole.getState().edit("platform/identity", '{ "Statement": [] }');
  expect(verdict().status).toBe("checking");
  await until("current");
  const { findings, texts, summary } = checking.findings.getState();
  expect(summary).toBe(verdict().verdict?.summary);
  expect(findings["platform/identity"]?.length).toBeGreaterThan(0);
  expect(texts.get("platform/identity")).toBe('{ "Statement": [] }');
});

it("writes the documents of a large scenario though nothing shows them", async () => {
  const { keyhole, begin, until } = page();
  begin();
  await until("current");
  keyhole.getState().answer(() => organizationOf(presets[0].scenario, 41, 5));
  expect(documentsOf(keyhole.getState())).toEqual([]);
  await vi.waitFor(() => expect(keyhole.getState().writing).toBeNull(), { timeout: 20_000 });
  expect(documentsOf(keyhole.getState()).length).toBeGreaterThan(41);
});

it("publishes no findings while the checker fails, and checks again on demand", async () => {
  const { state, keyhole, begin, checking, verdict, until } = page();
  begin();
  await until("current");
  expect(checking.findings.getState().summary).not.toBeNull();
  state.isDown = true;
  keyhole.getState().edit("platform/identity", "{}");
  await until("failed");
  expect(checking.findings.getState()).toMatchObject({ findings: {}, summary: null });
  state.isDown = false;
  verdict().check();
  await until("current");
  expect(checking.findings.getState().texts.get("platform/identity")).toBe("{}");
});
