import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blankKey, defaultScenario, type Scenario } from "#scenario";
import { decodeFile, encodeFile, maximumFileLength, type SharedState } from "#share";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";

const documentIds = ["platform/identity", "t1/k1/key", "t1/k1/replica/eu-west-1", "t2/trust"];
const states: fc.Arbitrary<SharedState> = fc
  .record({
    scenario: scenarioWithStatesArbitrary(),
    edits: fc.dictionary(
      fc.constantFrom(...documentIds),
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.constantFrom('{"__proto__": 1}', '{\n  "__proto__": 1\n}', "[]", "null"),
        fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
      ),
    ),
    documentId: fc.option(fc.constantFrom(...documentIds), { nil: undefined }),
  })
  .map(({ documentId, ...state }) => ({ ...state, ...(documentId ? { documentId } : {}) }));

describe("a file", () => {
  it("brings back what went in, to the byte of every edited document", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        expect(await decodeFile(encodeFile(state))).toEqual({ ok: true, state, dropped: [] });
      }),
    );
  });

  it("is JSON that says what it is, with edited documents as JSON", async () => {
    const edited = JSON.stringify({ Version: "2012-10-17" }, null, 2);
    const ignored = { "t1/trust": ["duplicate-sid"] };
    const text = encodeFile({ scenario: defaultScenario, edits: { "t1/trust": edited }, ignored });
    expect(JSON.parse(text)).toEqual({
      keyhole: 1,
      scenario: defaultScenario,
      edits: { "t1/trust": { Version: "2012-10-17" } },
      ignored,
    });
    expect(text.startsWith('{\n  "keyhole": 1,\n')).toBe(true);
  });

  it("holds a thousand accounts with five keys each, ten administrators a key", async () => {
    const scenario: Scenario = {
      ...defaultScenario,
      targets: Array.from({ length: 1_000 }, (_, index) => ({
        id: `t${index}`,
        account: `${300_000_000_000 + index}`,
        name: `Account ${index}`,
        role: "CadoResponseRole",
        keys: Array.from({ length: 5 }, (__, key) => ({
          ...blankKey,
          id: `k${index}-${key}`,
          region: "eu-west-1",
          administrators: Array.from({ length: 10 }, (___, number) => `Administrator${number}`),
        })),
      })),
    };
    const text = encodeFile({ scenario, edits: {} });
    expect(text.length).toBeLessThan(maximumFileLength / 4);
    expect(await decodeFile(text)).toMatchObject({ ok: true, state: { scenario }, dropped: [] });
  });
});

describe("a file that is none of ours, or no longer whole", () => {
  const whole = encodeFile({ scenario: defaultScenario, edits: {} });
  const cases: [what: string, text: string, reason: string][] = [
    ["nothing", "", "broken"],
    ["cut short", whole.slice(0, -20), "broken"],
    ["some other JSON", '{"scenario": {}}', "foreign"],
    ["a list", "[1]", "foreign"],
    ["without a version", '{"keyhole": "1", "scenario": {}}', "foreign"],
    ["without answers", '{"keyhole": 1}', "broken"],
    ["of next year", '{"keyhole": 2, "answers": {}}', "newer"],
    ["too deep", `{"keyhole": 1, "scenario": ${"[".repeat(500_000)}`, "broken"],
    ["too long", `{"keyhole": 1, "x": "${" ".repeat(maximumFileLength)}"}`, "too-large"],
  ];
  it.each(cases)("%s is refused", async (_what, text, reason) => {
    const result = await decodeFile(text);
    expect(result).toMatchObject({ ok: false, reason });
    expect(result.ok ? "" : result.message).toMatch(/^[A-Z].*\.$/);
  });

  it("keeps what it can use and names the rest", async () => {
    const text = JSON.stringify({
      keyhole: 1,
      scenario: { ...defaultScenario, method: "by-hand" },
      edits: { "t1/trust": "mine", "../x": "y", "t1/identity": 7 },
      documentId: "<script>",
      later: 1,
    });
    expect(await decodeFile(text)).toEqual({
      ok: true,
      state: { scenario: defaultScenario, edits: { "t1/trust": "mine" } },
      dropped: ["method", "edit of ../x", "edit of t1/identity", "later"],
    });
  });

  it("never throws, whatever it is", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          keyhole: fc.constant(1),
          scenario: fc.object(),
          edits: fc.jsonValue(),
          ignored: fc.jsonValue(),
        })
        .map((file) => JSON.stringify(file)),
    );
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const result = await decodeFile(given);
        if (result.ok)
          expect(await decodeFile(encodeFile(result.state))).toMatchObject({
            state: result.state,
            dropped: [],
          });
      }),
    );
  });
});
