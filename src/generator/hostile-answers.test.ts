import fc from "fast-check";
import { expect, test } from "vitest";
import { defaultScenario, type Key, presets, type Scenario, type Target } from "#scenario";
import { generate, notesOf } from "./index.ts";

const [target] = defaultScenario.targets as [Target];
const [key] = target.keys as [Key];
const withTemporaryKey =
  presets.find(({ id }) => id === "aws-managed-cross-account")?.scenario ?? defaultScenario;
const ofKey = (change: Partial<Key>): Scenario => ({
  ...defaultScenario,
  targets: [{ ...target, keys: [{ ...key, ...change }] }],
});

/** What would let somebody in, or somebody else's key out, if an answer went into a document as it came. */
const hostile = [
  "*",
  "?",
  "a*",
  "*/CadoResponseRole",
  "${aws:PrincipalTag/x}",
  '"',
  "\\",
  "x y",
  "alias/*",
  "arn:aws:iam::*:role/*",
  "",
];

/** The scenario with a text in each of its text fields, one at a time. */
function scenariosWith(text: string): readonly (readonly [string, Scenario])[] {
  const { platform, guards } = withTemporaryKey;
  return [
    ["platform.account", { ...withTemporaryKey, platform: { ...platform, account: text } }],
    ["platform.region", { ...withTemporaryKey, platform: { ...platform, region: text } }],
    ["platform.role", { ...withTemporaryKey, platform: { ...platform, role: text } }],
    ["platform.aliasPrefix", { ...withTemporaryKey, platform: { ...platform, aliasPrefix: text } }],
    ["target.account", { ...defaultScenario, targets: [{ ...target, account: text }] }],
    ["target.role", { ...defaultScenario, targets: [{ ...target, role: text }] }],
    ["key.region", ofKey({ region: text })],
    ["key.naming", ofKey({ naming: { by: "arn", keyId: text } })],
    ["key.alias", ofKey({ naming: { by: "alias", alias: text } })],
    ["key.tag", ofKey({ naming: { by: "tag", tagKey: text, tagValue: "x" } })],
    ["key.administrators", ofKey({ administrators: [text] })],
    ["key.replicaRegions", ofKey({ type: "multi-region", replicaRegions: [text] })],
    [
      "platformNaming.tagKey",
      { ...defaultScenario, platformNaming: { by: "tag", tagKey: text, tagValue: "x" } },
    ],
    [
      "platformNaming.tagValue",
      { ...defaultScenario, platformNaming: { by: "tag", tagKey: "x", tagValue: text || "*" } },
    ],
    [
      "platformNaming.aliasPrefix",
      { ...defaultScenario, platformNaming: { by: "alias", aliasPrefix: text } },
    ],
    [
      "guards.externalId",
      { ...defaultScenario, guards: { ...guards, externalId: text === "" ? "*" : text } },
    ],
    [
      "guards.organizationId",
      { ...defaultScenario, guards: { ...guards, organizationId: text === "" ? "*" : text } },
    ],
  ];
}

test.each(hostile)("%j as an answer gets into no document", (text) => {
  for (const [field, scenario] of scenariosWith(text)) {
    // A tag may be anything that AWS takes as one; spaces are.
    if (/tag/i.test(field) && text === "x y") continue;
    // No administrator, and no alias prefix where no temporary key is made, are answers too.
    if (field === "key.administrators" && text === "") continue;
    expect([field, generate(scenario).map(({ id }) => id)]).toEqual([field, []]);
    expect(notesOf(scenario).every(({ text: note }) => note !== "")).toBe(true);
  }
});

test.each(["alias/", "alias/a", "alias/aws", "CadoResponse", ""])(
  "%j as the prefix of temporary keys gets into no document",
  (aliasPrefix) => {
    const { platform } = withTemporaryKey;
    expect(generate({ ...withTemporaryKey, platform: { ...platform, aliasPrefix } })).toEqual([]);
  },
);

test("a key with an error is left out, and the others keep their documents", () => {
  const scenario: Scenario = {
    ...defaultScenario,
    targets: [{ ...target, keys: [key, { ...key, id: "k2", naming: { by: "arn", keyId: "*" } }] }],
  };
  const text = generate(scenario)
    .map((document) => document.text)
    .join("\n");
  expect(text).toContain("1234abcd-12ab-34cd-56ef-1234567890ab");
  expect(text).not.toContain("key/*");
  expect(notesOf(scenario)[0]?.title).toContain("no documents yet for 1 of 2 keys");
});

test("spaces round a pasted name do not get into a document", () => {
  const padded: Scenario = {
    ...defaultScenario,
    platform: { ...defaultScenario.platform, role: "  CadoResponseRole " },
    targets: [{ ...target, role: " arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole " }],
  };
  expect(generate(padded)).toEqual(generate(defaultScenario));
});

test("wildcards stand only where the answers ask for them", () => {
  fc.assert(
    fc.property(fc.constantFrom(...presets), ({ scenario }) => {
      for (const { text } of generate(scenario))
        for (const [, wild] of text.matchAll(/"([^"]*[*?][^"]*)"/g))
          expect(wild).toMatch(
            /^(\*|kms:\*|kms:(ReEncrypt|GenerateDataKey)\*|vol-\*|snap-\*|alias\/CadoResponse-KMS-Alias\*|arn:aws:kms:[a-z0-9-]+:\d{12}:(key\/(mrk-)?\*|alias\/CadoResponse-KMS-Alias\*))$/,
          );
    }),
  );
});
