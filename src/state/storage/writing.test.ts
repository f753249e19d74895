import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import type { Scenario } from "#scenario";
import { createKeyhole, documentsOf, loadDocumentWork } from "#state";
import { organizationOf } from "#testing/organization";
import { createWriting } from "./writing.ts";

beforeAll(loadDocumentWork);
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Order {
  readonly scenario: Scenario;
  readonly signal: AbortSignal;
  say(done: number, of: number): void;
  /** Hands the documents over; without any, as a write that was stopped. */
  arrive(documents?: readonly GeneratedDocument[]): Promise<void>;
  fail(): Promise<void>;
}

/** A page whose documents are written when the test says so. */
function page() {
  const keyhole = createKeyhole({ now: () => 0 });
  const orders: Order[] = [];
  createWriting(
    keyhole,
    (scenario, { onProgress, signal }) =>
      new Promise((resolve, reject) => {
        const settled = async () => void (await vi.advanceTimersByTimeAsync(0));
        orders.push({
          scenario,
          signal,
          say: onProgress,
          arrive: (documents) => {
            resolve(documents);
            return settled();
          },
          fail: () => {
            reject(new Error("broken"));
            return settled();
          },
        });
      }),
  );
  const now = () => keyhole.getState();
  const texts = () => documentsOf(now()).map(({ text }) => text);
  /** Answers with a scenario of 41 accounts, and waits until it is being written. */
  const grow = (change: (scenario: Scenario) => Scenario = (same) => same): Order => {
    keyhole.getState().answer((scenario) => change(organizationOf(scenario, 41, 5)));
    vi.advanceTimersByTime(1_000);
    const order = orders.at(-1);
    if (!order) throw new Error("nothing is being written");
    return order;
  };
  return { keyhole, now, orders, texts, grow };
}

it("a small scenario’s documents are there at once", () => {
  const { now, orders, texts } = page();
  expect(orders).toEqual([]);
  expect(now().writing).toBeNull();
  expect(texts().length).toBeGreaterThan(0);
});

it("a large scenario’s come when they are written, and progress is said", async () => {
  const { now, texts, grow } = page();
  const order = grow();
  expect(texts()).toEqual([]);
  order.say(7, 42);
  expect(now().writing).toMatchObject({ status: "writing", done: 7, of: 42 });
  const documents = generate(order.scenario);
  await order.arrive(documents);
  expect(now().writing).toBeNull();
  expect(texts()).toEqual(documents.map(({ text }) => text));
});

it("edits are carried over to documents as they arrive, and none is lost meanwhile", async () => {
  const { keyhole, now, grow } = page();
  const before = documentsOf(now()).find(({ generated }) => generated.id === "t1/trust");
  const mine = before?.text.replace('"Sid": "', '"Sid": "Mine') ?? "";
  keyhole.getState().edit("t1/trust", mine);
  const order = grow((scenario) => ({
    ...scenario,
    guards: { ...scenario.guards, externalId: "case:4711" },
  }));
  expect(now().edits["t1/trust"]?.text).toBe(mine);
  await order.arrive(generate(order.scenario));
  const shown = documentsOf(now()).find(({ generated }) => generated.id === "t1/trust");
  expect(shown?.text).toContain('"Sid": "Mine');
  expect(now().edits["t1/trust"]?.base).toBe(shown?.generated.text);
});

it("an answer meanwhile begins again, and what comes of the earlier one is not taken", async () => {
  const { now, texts, grow } = page();
  const first = grow();
  const second = grow((scenario) => ({ ...scenario, method: "create-volume" }));
  expect(first.signal.aborted).toBe(true);
  first.say(40, 42);
  await first.arrive(generate(first.scenario));
  expect(now().writing).toMatchObject({ status: "writing", done: 0 });
  expect(texts()).toEqual([]);
  await second.arrive(generate(second.scenario));
  expect(now().writing).toBeNull();
});

it("waits for a pause in the answers", () => {
  const { keyhole, orders } = page();
  for (const region of ["us-east-1", "us-east-2", "us-west-2"]) {
    keyhole.getState().answer((scenario) => {
      const large = organizationOf(scenario, 41, 5);
      return { ...large, platform: { ...large.platform, region } };
    });
    vi.advanceTimersByTime(100);
  }
  expect(orders).toEqual([]);
  vi.advanceTimersByTime(1_000);
  expect(orders.map(({ scenario }) => scenario.platform.region)).toEqual(["us-west-2"]);
});

it("stops when told to, keeps saying how far it came, and begins again", async () => {
  const { now, orders, grow } = page();
  const order = grow();
  order.say(9, 42);
  now().writing?.stop();
  expect(order.signal.aborted).toBe(true);
  await order.arrive();
  expect(now().writing).toMatchObject({ status: "stopped", done: 9, of: 42 });
  now().writing?.begin();
  expect(now().writing).toMatchObject({ status: "writing", done: 0 });
  await orders.at(-1)?.arrive(generate(order.scenario));
  expect(now().writing).toBeNull();
});

it.each<[how: string, end: (order: Order) => Promise<void>, status: string]>([
  ["fails", (order) => order.fail(), "failed"],
  ["is ended by the checker", (order) => order.arrive(), "stopped"],
])("a write that %s does not seem to go on, and can begin again", async (_, end, status) => {
  const { now, orders, grow } = page();
  await end(grow());
  expect(now().writing?.status).toBe(status);
  now().writing?.begin();
  expect(orders).toHaveLength(2);
});

it("going back to a small scenario ends it", () => {
  const { keyhole, now, texts, grow } = page();
  const order = grow();
  keyhole.getState().undo();
  expect(order.signal.aborted).toBe(true);
  expect(now().writing).toBeNull();
  expect(texts().length).toBeGreaterThan(0);
});
