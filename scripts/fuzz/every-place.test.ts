import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readDenial } from "#denial";
import { importText, readTargets, targetsFrom } from "#import";
import { toBase64Url } from "#policy";
import { defaultScenario, validateScenario } from "#scenario";
import { decodeFile, decodeState, encodeFile, restoreScenario } from "#share";
import { pack } from "../../src/share/packing.ts";
import { restoreSaved } from "../../src/state/storage/restore-saved.ts";
import { everyOddValue } from "./mutate.ts";
import { samplesOf } from "./samples.ts";

const samples = await samplesOf(1);
const view = { documentId: "t1/trust", part: "verdict", compare: true };
const shared = {
  scenario: {
    ...defaultScenario,
    platformNaming: { by: "tag", tagKey: "a", tagValue: "b" },
    mustNever: [
      {
        id: "r1",
        who: "these",
        principals: ["import-roles"],
        actions: ["kms:*"],
        keys: ["k1"],
        onlyWhen: [{ by: "region", regions: ["eu-west-1"] }],
      },
    ],
  },
  edits: { "t1/trust": { Statement: [{ Effect: "Allow" }] }, "t1/identity": "{" },
  documentId: "t1/trust",
  ignored: { "t1/trust": ["kms-star", "duplicate-sid"], "t1/identity": ["not-principal"] },
};
const saved = {
  scenario: defaultScenario,
  edits: { "t1/trust": { base: "{}", text: "{ }" } },
  conflicts: [
    {
      id: "c",
      documentId: "t1/trust",
      sid: "A",
      member: "Action",
      mine: "1",
      generated: "2",
      kind: "changed",
    },
  ],
  ignored: shared.ignored,
  drafts: { "platform.account": "1" },
  view,
};
const parsed = (texts: readonly string[]) =>
  texts.flatMap((text): unknown[] => {
    try {
      return [JSON.parse(text)];
    } catch {
      return [];
    }
  });

/** Each decoder with JSON that it reads. `read` throws if a promise of the decoder does not hold. */
const decoders: readonly [
  name: string,
  valid: readonly unknown[],
  read: (given: unknown) => unknown,
][] = [
  [
    "decodeState",
    [{ s: shared.scenario, e: shared.edits, d: shared.documentId, i: shared.ignored }],
    (given) =>
      decodeState(`1.cross-account.${toBase64Url(pack(JSON.stringify(given)))}`).then(isUsable),
  ],
  [
    "decodeFile",
    [{ keyhole: 1, ...shared }, JSON.parse(encodeFile({ scenario: defaultScenario, edits: {} }))],
    (given) => decodeFile(JSON.stringify(given)).then(isUsable),
  ],
  [
    "restoreScenario",
    [shared.scenario],
    (given) => validateScenario(restoreScenario(given).scenario),
  ],
  [
    "restoreSaved",
    [saved],
    (given) => validateScenario(restoreSaved(given)?.scenario ?? defaultScenario),
  ],
  [
    "importText",
    parsed(samples.imports).slice(0, 30),
    (given) => importText(JSON.stringify(given)),
  ],
  [
    "readTargets and targetsFrom",
    parsed(samples.tables),
    (given) => {
      const { rows } = readTargets([{ text: JSON.stringify(given) }]);
      return targetsFrom(rows, defaultScenario, { mode: "add", defaults: {} });
    },
  ],
  [
    "readDenial",
    parsed(samples.denials).slice(-8),
    (given) => readDenial(JSON.stringify(given), defaultScenario),
  ],
];

function isUsable(decoded: Awaited<ReturnType<typeof decodeState>>): void {
  if (decoded.ok) validateScenario(decoded.state.scenario);
  else expect(decoded.message).toMatch(/\.$/);
}

/** Copies of a JSON value, each with another value in one place; every place of it has its turn. */
function* withEachPlace(root: unknown, value: unknown): Generator<unknown> {
  yield value;
  if (typeof root !== "object" || root === null) return;
  for (const [name, inner] of Object.entries(root))
    for (const changed of withEachPlace(inner, value))
      yield Array.isArray(root)
        ? root.map((item, at) => (String(at) === name ? changed : item))
        : Object.fromEntries(
            Object.entries(root).map(([key, item]) => [key, key === name ? changed : item]),
          );
}

/** JSON values of every type; one whose `toString` cannot be called is always among them. */
const values = fc.oneof(
  fc.constant({ toString: 1 }),
  fc.constantFrom(...everyOddValue()),
  fc.jsonValue({ maxDepth: 2, stringUnit: "binary" }),
);

describe("no value of JSON in any place makes a decoder throw", () => {
  test.each(decoders)("%s", async (_name, valid, read) => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...valid), values, async (root, value) => {
        for (const given of withEachPlace(root, value)) await read(given);
      }),
      { numRuns: 6, examples: [[valid[0], { toString: 1 }]] },
    );
  });

  test("the link that once left a blank page opens", async () => {
    const link = "1.cross-account.goucq1bKVLKqViox1C8pKi0uUbKKrlYqyQ8uKcrMS1eyMqyNra0FAA";
    expect(await decodeState(link)).toMatchObject({
      ok: true,
      dropped: ["an ignored rule of t1/trust"],
    });
  });
});
