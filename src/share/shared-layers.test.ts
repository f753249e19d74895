import { expect, it, test } from "vitest";
import { defaultScenario, type Layer } from "#scenario";
import { decodeFile, decodeState, encodeFile, encodeState } from "#share";

const scp: Layer = {
  id: "layer/1",
  kind: "service-control",
  title: "SCP NoKms",
  text: "{}",
  owner: "222222222222",
  level: 1,
};
const thousand = Array.from({ length: 1_000 }, (_, at) => `${200_000_000_000 + at}`).join();

it.each([
  ["all accounts", "all-accounts"],
  ["the accounts of the targets", "target-accounts"],
  ["a thousand accounts", thousand],
])("an SCP of %s comes back from a file and a link", async (_, owner) => {
  const layers: Layer[] = [{ ...scp, owner }];
  const state = { scenario: defaultScenario, edits: {}, layers };
  const back = { ok: true, state, dropped: [] };
  expect(await decodeFile(encodeFile(state))).toEqual(back);
  expect(await decodeState(await encodeState(state))).toEqual(back);
});

test.each<[string, Partial<Layer>]>([
  ["a boundary of all accounts", { kind: "boundary", owner: "all-accounts" }],
  ["an endpoint policy of two accounts", { kind: "endpoint", owner: "111111111111,222222222222" }],
  ["an account twice", { owner: "222222222222,222222222222" }],
  ["an account that is none", { owner: "222222222222,all-accounts" }],
  ["a list that ends with a comma", { owner: "222222222222," }],
  ["too many accounts", { owner: Array.from({ length: 2_002 }, (_, at) => 1e11 + at).join() }],
])("%s is left out of a file, and named", async (_, change) => {
  const { level, ...rest } = scp;
  const layers = [{ ...rest, ...change }] as Layer[];
  const text = encodeFile({ scenario: defaultScenario, edits: {}, layers });
  expect(await decodeFile(text)).toMatchObject({ ok: true, dropped: ["layer 1"] });
});
