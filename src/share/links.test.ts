import fc from "fast-check";
import { deflateSync, inflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { toBase64Url } from "#policy";
import { blankKey, presets, type Scenario } from "#scenario";
import { decodeState, encodeState, maximumFragmentLength, type SharedState } from "#share";
import { ownRulesArbitrary, scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { pack, sealed } from "./packing.ts";

const preset = presets[0];
const keyIds = [
  "0e6ce5cf-2f43-44a1-9d8e-5b3f7a90c1d2",
  "9a41c7b8-6d0f-4c3e-8b27-f15e60d4a3b9",
  "c83d1f60-7e59-4ab2-a0c4-2d9b8e67f013",
  "41f7a2e9-b05c-4d68-9e13-86c0d5fb7a24",
  "7bd09e35-14ca-4f87-b6e2-a93c5d108f6e",
  "e52c8b17-93fd-40a6-8d71-0f4be6a92c5d",
];
const owners = [
  ["731920485512", "eu-central-1"],
  ["602817394455", "us-east-2"],
  ["918273645501", "ap-southeast-2"],
] as const;
/** A real case: three accounts, two keys each. */
const threeTargets: Scenario = {
  ...preset.scenario,
  method: "create-volume",
  platform: { ...preset.scenario.platform, account: "418839201746" },
  targets: owners.map(([account, region], index) => ({
    id: `t${index + 1}`,
    account,
    role: "CadoResponseCrossAccountRole",
    keys: keyIds.slice(2 * index, 2 * index + 2).map((keyId, at) => ({
      ...blankKey,
      id: `k${2 * index + at + 1}`,
      region,
      naming: { by: "arn", keyId },
      administrators: ["KeyAdministrator"],
    })),
  })),
};

const opened = async (fragment: string): Promise<SharedState> => {
  const result = await decodeState(fragment);
  if (!result.ok) throw new Error(result.message);
  expect(result.dropped).toEqual([]);
  return result.state;
};

const documentIds = ["platform/identity", "t1/k1/key", "t1/k1/replica/eu-west-1", "t2/trust"];
const states: fc.Arbitrary<SharedState> = fc
  .record({
    scenario: scenarioWithStatesArbitrary(),
    mustNever: fc.option(ownRulesArbitrary(), { nil: undefined }),
    edits: fc.dictionary(
      fc.constantFrom(...documentIds),
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.json(),
        fc.constantFrom('{"__proto__": 1}', '{\n  "__proto__": 1\n}', "\ud800", "[]", "null"),
        fc.jsonValue().map((value) => JSON.stringify(value, null, 2)),
      ),
    ),
    documentId: fc.option(fc.constantFrom(...documentIds), { nil: undefined }),
    ignored: fc.dictionary(
      fc.constantFrom(...documentIds),
      fc.constantFrom(["kms-star"], ["duplicate-sid", "not-principal"]),
    ),
  })
  .map(({ scenario, mustNever, documentId, ignored, ...state }) => ({
    ...state,
    scenario: mustNever ? { ...scenario, mustNever } : scenario,
    ...(documentId ? { documentId } : {}),
    ...(Object.keys(ignored).length > 0 ? { ignored } : {}),
  }));

describe("a link", () => {
  it("brings back what went in", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        const back = await opened(await encodeState(state));
        expect(back.scenario).toEqual(state.scenario);
        expect(Object.entries(back.edits)).toEqual(Object.entries(state.edits));
        expect(back.documentId).toBe(state.documentId);
        expect(back.ignored).toEqual(state.ignored);
      }),
    );
  });

  it("holds nothing that an address must escape", async () => {
    await fc.assert(
      fc.asyncProperty(states, async (state) => {
        expect(await encodeState(state)).toMatch(/^[\w.-]+$/);
      }),
    );
  });

  it.each(presets)("to the preset $id names it, and no more", async ({ id, scenario }) => {
    const link = await encodeState({ scenario, edits: {} });
    expect(link).toBe(`1.${id}`);
    expect(
      (await encodeState({ scenario, edits: {}, documentId: "t1/k1/key" })).length,
    ).toBeLessThan(120);
  });

  it("to three targets with six keys takes at most 700 characters", async () => {
    const link = await encodeState({ scenario: threeTargets, edits: {} });
    expect(link.length).toBeLessThanOrEqual(700);
    expect((await opened(link)).scenario).toEqual(threeTargets);
  });

  it.each(generate(threeTargets).map(({ id, text }) => ({ id, text })))(
    "to the same with $id edited takes at most 2,000",
    async ({ id, text }) => {
      const organization =
        '\n        "StringEquals": {\n          "aws:PrincipalOrgID": "o-a1b2c3d4e5"\n        }\n      ';
      const edited = text.replace(
        '"Effect": "Allow",',
        `"Effect": "Allow",\n      "Condition": {${organization}},`,
      );
      const unfinished = `${edited.slice(0, -2)},`;
      for (const typed of [edited, unfinished]) {
        const link = await encodeState({
          scenario: threeTargets,
          edits: { [id]: typed },
          documentId: id,
        });
        expect(link.length).toBeLessThanOrEqual(2_000);
        expect((await opened(link)).edits[id]).toBe(typed);
      }
    },
  );
});

describe("a link that is none of ours, or no longer whole", () => {
  const payload = (text: string) => `1.${preset.id}.${toBase64Url(pack(text))}`;
  const cases: [fragment: string, reason: string][] = [
    ["", "empty"],
    ["#", "empty"],
    ["large", "large"],
    ["section-2", "foreign"],
    ["0.cross-account", "foreign"],
    ["01.cross-account", "foreign"],
    ["2.cross-account", "newer"],
    ["999999.whatever.follows", "newer"],
    ["1.a-preset-of-next-year", "newer"],
    ["1.", "broken"],
    ["1.<script>", "broken"],
    ["1.__proto__", "broken"],
    ["1.constructor", "newer"],
    ["1.cross-account.", "broken"],
    ["1.cross-account.A", "broken"],
    ["1.cross-account.%00", "broken"],
    ["1.cross-account.AAAAAAAA", "broken"],
    [payload("not JSON"), "broken"],
    [payload("[1]"), "broken"],
    [payload("null"), "broken"],
    [payload(`{"s":${'{"a":'.repeat(64)}1${"}".repeat(64)}}`), "broken"],
    [payload(`{"s":${"[".repeat(500_000)}`), "broken"],
    [`1.cross-account.${"A".repeat(maximumFragmentLength)}`, "too-large"],
    [payload(`{"e":{"t1/trust":"${" ".repeat(1_048_576)}"}}`), "too-large"],
  ];
  const titled = cases.map(([fragment, reason]) => ({
    title: fragment.slice(0, 40),
    fragment,
    reason,
  }));
  it.each(titled)("$title is $reason", async ({ fragment, reason }) => {
    const result = await decodeState(fragment);
    expect(result).toMatchObject({ ok: false, reason });
    expect(result.ok ? "" : result.message).toMatch(/^[A-Z].*\.$/);
  });

  it("is refused when any one character of it is lost or another one", async () => {
    const link = await encodeState({ scenario: threeTargets, edits: { "t1/trust": "{}" } });
    const start = link.lastIndexOf(".") + 1;
    for (let at = start; at < link.length; at += 1) {
      const others = [link.slice(0, at) + link.slice(at + 1), link.slice(0, at)];
      others.push(`${link.slice(0, at)}${link[at] === "q" ? "w" : "q"}${link.slice(at + 1)}`);
      for (const other of others)
        if (other !== link) expect(await decodeState(other)).toMatchObject({ ok: false });
    }
  });

  it("stops inflating a bomb soon after the limit", async () => {
    const whole = deflateSync(new Uint8Array(30 * 1_048_576), { level: 9 });
    // A tenth inflates to 3 MiB. What follows cannot be inflated: who reads that far calls the link broken.
    const bomb = new Uint8Array(whole.length).fill(0xff);
    bomb.set(whole.subarray(0, whole.length / 10));
    expect(() => inflateSync(bomb)).toThrow();
    const fragment = `1.${preset.id}.${toBase64Url(sealed(bomb))}`;
    expect(fragment.length).toBeLessThan(maximumFragmentLength);
    expect(await decodeState(fragment)).toMatchObject({ ok: false, reason: "too-large" });
  });

  it("never throws, whatever it is", async () => {
    const text = fc.oneof(
      fc.string(),
      fc.base64String().map((payload) => `1.${preset.id}.${payload}`),
      fc
        .uint8Array({ maxLength: 400 })
        .map((bytes) => `1.${preset.id}.${toBase64Url(sealed(bytes))}`),
      fc.json().map(payload),
      fc
        .jsonValue()
        .map((value) => payload(JSON.stringify({ s: value, e: value, d: value, x: value }))),
      fc
        .jsonValue()
        .map((value) =>
          payload(JSON.stringify({ s: { targets: [{ keys: [value] }, value], guards: value } })),
        ),
    );
    await fc.assert(
      fc.asyncProperty(text, async (fragment) => {
        const result = await decodeState(fragment);
        if (result.ok) {
          expect(await opened(await encodeState(result.state))).toEqual(result.state);
          generate(result.state.scenario);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("keeps what it can use and names the rest", async () => {
    const result = await decodeState(
      payload(
        JSON.stringify({
          s: { method: "by-hand", platform: { account: "333333333333" }, extra: 1 },
          e: { "t1/trust": "mine", "not a document": "x", "t1/identity": 7 },
          later: [],
        }),
      ),
    );
    expect(result).toEqual({
      ok: true,
      state: {
        scenario: {
          ...preset.scenario,
          platform: { ...preset.scenario.platform, account: "333333333333" },
        },
        edits: { "t1/trust": "mine" },
      },
      dropped: ["method", "extra", "edit of not a document", "edit of t1/identity", "later"],
    });
  });

  it("ignores no rule that there is not, and nothing of what is no document", async () => {
    const ignored = {
      "t1/trust": ["duplicate-sid", "all-of-them", 7],
      "t1/identity": ["__proto__"],
      "no document": ["kms-star"],
      "t1/k1/key": "kms-star",
    };
    const result = await decodeState(payload(JSON.stringify({ i: ignored })));
    if (!result.ok) throw new Error(result.message);
    expect(result.state.ignored).toEqual({ "t1/trust": ["duplicate-sid"] });
    expect(result.dropped).toEqual([
      "ignored rule all-of-them",
      "ignored rule 7",
      "ignored rule __proto__",
      "ignored rules of no document",
      "ignored rules of t1/k1/key",
    ]);
    const nothing = await decodeState(payload(JSON.stringify({ i: ["kms-star"] })));
    expect(nothing).toMatchObject({ ok: true, dropped: ["ignored rules"] });
  });

  it("does not grow small answers into large ones", async () => {
    const keys = Array.from({ length: 9_000 }, () => ({}));
    const targets = [{ keys }, ...Array.from({ length: 3_000 }, () => ({}))];
    const result = await decodeState(payload(JSON.stringify({ s: { targets } })));
    if (!result.ok) throw new Error(result.message);
    expect(result.state.scenario.targets).toHaveLength(2_000);
    expect(result.state.scenario.targets.flatMap((target) => target.keys)).toHaveLength(10_000);
    expect(result.dropped).toContain("targets after the first 2000");
    expect(result.dropped.length).toBeLessThanOrEqual(100);
  });
});
