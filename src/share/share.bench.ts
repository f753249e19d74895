import { bench, describe } from "vitest";
import { blankKey, defaultScenario, type Scenario } from "#scenario";
import { decodeState, encodeState } from "#share";

/** Answers with this many accounts of five keys each. */
const accounts = (count: number): Scenario => ({
  ...defaultScenario,
  targets: Array.from({ length: count }, (_, index) => ({
    id: `t${index}`,
    account: String(100_000_000_000 + index * 7_919),
    role: "CadoResponseCrossAccountRole",
    keys: Array.from({ length: 5 }, (_, key) => ({
      ...blankKey,
      id: `k${index}-${key}`,
      region: "us-east-1",
      naming: { by: "arn" as const, keyId: keyId(index * 5 + key) },
    })),
  })),
});

/** Digits without a pattern that packing could use, the same in every run. */
function keyId(seed: number): string {
  let state = seed + 1;
  return Array.from({ length: 4 }, () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state ^ (state >>> 13)) >>> 0).toString(16).padStart(8, "0");
  }).join("-");
}

const preset = await encodeState({ scenario: defaultScenario, edits: {} });

describe.each([1, 20, 1_000])("a link to %i accounts with five keys each", async (count) => {
  const scenario = accounts(count);
  const link = await encodeState({ scenario, edits: {} });
  bench("make", async () => {
    await encodeState({ scenario, edits: {} });
  });
  bench("open", async () => {
    await decodeState(link);
  });
});

describe("a preset's link", () => {
  bench("open", async () => {
    await decodeState(preset);
  });
});
