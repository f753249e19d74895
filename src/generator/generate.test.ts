import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  asList,
  limits,
  parseDocument,
  type Statement,
  sizeInBytes,
  sizeWithoutWhiteSpace,
} from "#policy";
import { blankKey, presets, type Scenario, type Target } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { type GeneratedDocument, generate, notesOf } from "./index.ts";

/** Random scenarios with their documents: made once, because each property is tried on the same ones. */
let made: readonly { scenario: Scenario; documents: readonly GeneratedDocument[] }[] | undefined;

function forEvery(
  check: (scenario: Scenario, documents: readonly GeneratedDocument[]) => void,
): void {
  made ??= fc
    .sample(scenarioArbitrary(), 400)
    .map((scenario) => ({ scenario, documents: generate(scenario) }));
  for (const { scenario, documents } of made)
    try {
      check(scenario, documents);
    } catch (cause) {
      throw new Error(`of the scenario ${JSON.stringify(scenario)}`, { cause });
    }
}

function statements(document: GeneratedDocument): readonly Statement[] {
  const parsed = parseDocument(document.text);
  if (!parsed.ok) throw new Error(`${document.id}: ${parsed.problems[0].message}`);
  return asList(parsed.policy.Statement);
}

function preset(id: string): Scenario {
  const found = presets.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found.scenario;
}

describe("every valid scenario", () => {
  test("gives the same bytes twice", () => {
    forEvery((scenario, documents) => {
      expect(generate(structuredClone(scenario))).toEqual(documents);
    });
  });

  test("gives documents that parse, fit their limits, and have unique Sids with a reason each", () => {
    forEvery((_, documents) => {
      expect(new Set(documents.map(({ id }) => id)).size).toBe(documents.length);
      for (const document of documents) {
        const sids = statements(document).map(({ Sid }) => Sid);
        expect(new Set(sids).size).toBe(sids.length);
        expect(document.statements.map(({ sid }) => sid)).toEqual(sids);
        for (const sid of sids) expect(sid).toMatch(/^[A-Za-z0-9]+$/);
        for (const { reason, serves } of document.statements) {
          expect(reason).not.toBe("");
          expect(serves.length).toBeGreaterThan(0);
        }
        if (document.kind === "key")
          expect(sizeInBytes(document.text)).toBeLessThanOrEqual(limits.keyPolicyBytes);
        else
          expect(sizeWithoutWhiteSpace(document.text)).toBeLessThanOrEqual(
            document.kind === "trust" ? limits.trustPolicy : limits.managedPolicy,
          );
      }
    });
  });

  test("holds no kms:CreateGrant at all when withheld for every key", () => {
    forEvery((scenario) => {
      const withheld: Scenario = {
        ...scenario,
        createGrant: "withhold",
        targets: scenario.targets.map((target) => ({
          ...target,
          keys: target.keys.map(({ createGrant: _, ...key }) => key),
        })),
      };
      for (const { text } of generate(withheld)) {
        expect(text).not.toContain("CreateGrant");
        expect(text).not.toMatch(/kms:C(reate)?\*/);
      }
    });
  });

  test("names only principals and resources of the scenario's partition", () => {
    forEvery((scenario, documents) => {
      for (const { text } of documents)
        for (const [, partition] of text.matchAll(/"arn:([^:]*):/g))
          expect(partition).toBe(scenario.partition);
    });
  });

  test("gives every account its documents, or a note why not", () => {
    forEvery((scenario, documents) => {
      expect(documents.length).toBeGreaterThan(0);
      for (const target of scenario.targets)
        for (const key of target.keys) {
          const policy = documents.find(({ id }) => id === `${target.id}/${key.id}/key`);
          if (key.type === "aws-managed") {
            expect(policy).toBeUndefined();
            expect(notesOf(scenario).map(({ title }) => title)).toContain(
              "alias/aws/ebs: no key policy",
            );
          } else expect(policy?.account).toBe(target.account);
          if (target.account !== scenario.platform.account)
            expect(documents.map(({ id }) => id)).toEqual(
              expect.arrayContaining([
                "platform/identity",
                `${target.id}/identity`,
                `${target.id}/trust`,
              ]),
            );
        }
    });
  });
});

test("never throws on answers that are half given", () => {
  const half = fc.record({ account: fc.constantFrom("", "12", "222222222222"), role: fc.string() });
  fc.assert(
    fc.property(scenarioArbitrary(), half, (scenario, answers) => {
      const target: Target = { id: "t9", ...answers, keys: [{ ...blankKey, id: "k9" }] };
      generate({ ...scenario, targets: [...scenario.targets, target] });
      generate({ ...scenario, platform: { ...scenario.platform, ...answers } });
      notesOf({ ...scenario, targets: [target] });
    }),
  );
});

describe("the documents of the presets", () => {
  const tableOf = (id: string) =>
    generate(preset(id)).map(({ kind, account, name }) => `${kind} ${account} ${name}`);

  test.each([
    [
      "vendor-ebs-direct",
      [
        "identity 111111111111 CadoResponseRole",
        "identity 222222222222 CadoResponseCrossAccountRole",
        "trust 222222222222 CadoResponseCrossAccountRole",
        "key 222222222222 1234abcd-12ab-34cd-56ef-1234567890ab",
      ],
    ],
    [
      "same-account",
      [
        "identity 111111111111 CadoResponseRole",
        "key 111111111111 1234abcd-12ab-34cd-56ef-1234567890ab",
      ],
    ],
    [
      "aws-managed-cross-account",
      [
        "identity 111111111111 CadoResponseRole",
        "identity 222222222222 CadoResponseCrossAccountRole",
        "trust 222222222222 CadoResponseCrossAccountRole",
      ],
    ],
    [
      "multi-region",
      [
        "identity 111111111111 CadoResponseRole",
        "identity 222222222222 CadoResponseCrossAccountRole",
        "trust 222222222222 CadoResponseCrossAccountRole",
        "key 222222222222 mrk-1234abcd12ab34cd56ef1234567890ab",
        "key 222222222222 mrk-1234abcd12ab34cd56ef1234567890ab",
      ],
    ],
  ])("%s", (id, table) => {
    expect(tableOf(id)).toEqual(table);
  });
});

describe("the answers show in the documents", () => {
  const everything = (scenario: Scenario) => generate(scenario).flatMap(statements);
  const withSid = (scenario: Scenario, sid: string) =>
    everything(scenario).filter(({ Sid }) => Sid === sid);

  test("the vendor’s five actions, with DescribeKey and ListAliases apart", () => {
    const scenario = preset("vendor-default");
    expect(withSid(scenario, "UseSourceKeys")[0]?.Action).toEqual([
      "kms:Decrypt",
      "kms:Encrypt",
      "kms:GenerateDataKey*",
      "kms:ReEncrypt*",
    ]);
    expect(withSid(scenario, "GrantOnSourceKeys")[0]).not.toHaveProperty("Condition");
    expect(withSid(scenario, "DescribeSourceKeys")).toHaveLength(1);
    expect(withSid(scenario, "ListAliases").length).toBeGreaterThan(0);
  });

  test("both roles as principals of the key, in the vendor’s words", () => {
    const scenario: Scenario = {
      ...preset("vendor-default"),
      crossAccount: "both-roles",
      createGrant: "withhold",
    };
    expect(withSid(scenario, "UseForImport")[0]).toMatchObject({
      Principal: {
        AWS: [
          "arn:aws:iam::111111111111:role/CadoResponseRole",
          "arn:aws:iam::222222222222:role/CadoResponseCrossAccountRole",
        ],
      },
      Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    });
  });

  test("a key’s own CreateGrant answer overrides the scenario’s", () => {
    const base = preset("same-account");
    const scenario: Scenario = {
      ...base,
      targets: base.targets.map((target) => ({
        ...target,
        keys: [
          ...target.keys,
          {
            ...blankKey,
            id: "k2",
            region: "eu-west-1",
            naming: { by: "arn", keyId: "00000000-0000-0000-0000-000000000000" },
            createGrant: "withhold" as const,
          },
        ],
      })),
    };
    const grants = withSid(scenario, "GrantOnSourceKeys");
    expect(grants.map(({ Resource }) => Resource)).toEqual([
      "arn:aws:kms:eu-west-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    ]);
    expect(withSid(scenario, "UseSourceKeys")[0]?.Resource).toHaveLength(2);
  });

  test("twenty targets with five keys each are split over managed policies that fit", () => {
    const base = preset("vendor-default");
    const scenario: Scenario = {
      ...base,
      crossAccount: "both-roles",
      targets: Array.from({ length: 20 }, (_, at) => ({
        id: `t${at}`,
        account: String(200000000000 + at),
        role: "CadoResponseCrossAccountRole",
        keys: Array.from({ length: 5 }, (_, index) => ({
          ...blankKey,
          id: `k${at}-${index}`,
          region: "us-east-1",
          naming: {
            by: "arn" as const,
            keyId: `${String(at).padStart(8, "0")}-0000-0000-0000-${String(index).padStart(12, "0")}`,
          },
        })),
      })),
    };
    const parts = generate(scenario).filter(
      ({ owner, kind }) => owner === "platform" && kind === "identity",
    );
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.map(({ part }) => part?.number)).toEqual(parts.map((_, index) => index + 1));
    for (const { text } of parts)
      expect(sizeWithoutWhiteSpace(text)).toBeLessThanOrEqual(limits.managedPolicy);
    const resources = new Set(parts.flatMap(statements).flatMap(({ Resource }) => Resource ?? []));
    for (const { target, key } of scenario.targets.flatMap((target) =>
      target.keys.map((key) => ({ target, key })),
    ))
      expect(resources).toContain(
        `arn:aws:kms:us-east-1:${target.account}:key/${key.naming.by === "arn" ? key.naming.keyId : ""}`,
      );
  });
});

test("no two documents have the same owner, kind, key, region and part", () => {
  fc.assert(
    fc.property(scenarioArbitrary(), (scenario) => {
      const documents = generate(scenario);
      const names = documents.map(({ owner, kind, keyId, region, part }) =>
        JSON.stringify([owner, kind, keyId, region, part?.number]),
      );
      expect(new Set(names).size).toBe(documents.length);
      const targets = new Map(scenario.targets.map((target) => [target.id, target]));
      for (const { owner, account, keyId } of documents) {
        const { account: own, keys } = targets.get(owner) ?? { ...scenario.platform, keys: [] };
        expect(account).toBe(own);
        if (keyId !== undefined) expect(keys.map(({ id }) => id)).toContain(keyId);
      }
    }),
    { numRuns: 60 },
  );
});
