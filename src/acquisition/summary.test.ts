import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import { asList, type Policy, parseDocument, printPolicy, type Statement } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import {
  checkRegions,
  createDocumentIndexCache,
  runAcquisition,
  runByPart,
  runProbes,
  type Summary,
  summarise,
  summariseParts,
} from "./index.ts";

const preset = (id: string): Scenario =>
  presets.find((one) => one.id === id)?.scenario ?? presets[0].scenario;

/** The documents with each statement of that Sid changed; nothing removes it. */
function changing(
  documents: readonly GeneratedDocument[],
  sid: string,
  change: (statement: Statement) => Statement | undefined,
): readonly GeneratedDocument[] {
  return documents.map((document) => {
    const parsed = parseDocument(document.text);
    const policy: Policy = parsed.ok ? parsed.policy : {};
    const Statement = asList(policy.Statement).flatMap((one) =>
      one.Sid === sid ? (change(one) ?? []) : [one],
    );
    return { ...document, text: printPolicy({ ...policy, Statement }) };
  });
}

function summary(
  scenario: Scenario,
  documents: readonly GeneratedDocument[],
  indexes = createDocumentIndexCache(),
) {
  const steps = runAcquisition(scenario, documents, { indexes });
  return summarise(scenario, steps, runProbes(scenario, documents, { indexes }));
}

describe("the line that says how the import stands", () => {
  const scenario = preset("cross-account");
  const documents = generate(scenario);

  test("counts only steps that ask something", () => {
    expect(summary(scenario, documents).text).toMatch(/^Import works: 3 of 3 steps\. /);
  });

  test("does not stop for what only the vendor's documents ask", () => {
    const without = changing(documents, "GrantOnSourceKeys", () => undefined);
    expect(summary(scenario, without)).toMatchObject({ works: "works" });
  });

  test("stops where a call of the import is refused", () => {
    const without = changing(documents, "UseSourceKeys", () => undefined);
    expect(summary(scenario, without).text).toMatch(/^Import stops: 2 of 3 steps\. /);
  });

  test("says that a key is locked out, and that an abuse is open", () => {
    const both: Scenario = { ...scenario, method: "create-volume", crossAccount: "both-roles" };
    const open = changing(generate(both), "EnableIamPolicies", (one) => ({
      ...one,
      Action: "kms:Decrypt",
      Principal: "*",
    }));
    const { text } = summary(both, open);
    expect(text).toMatch(/\d+ open/);
    expect(text).toContain("1 required permission is blocked.");
  });

  test("says what is withheld by answer", () => {
    const withheld: Scenario = {
      ...preset("vendor-default"),
      crossAccount: "both-roles",
      createGrant: "withhold",
    };
    expect(summary(withheld, generate(withheld)).works).toBe("stops-by-answer");
  });

  test("decides nothing on a document that is not JSON", () => {
    const broken = documents.map((document) => ({ ...document, text: "{" }));
    const result = summary(scenario, broken);
    expect(result.works).toBe("unknown");
    expect(result.stepsWorking).toBe(0);
    expect(result.abusesRefused).toBeLessThan(result.abuses);
  });
});

describe("the line of a run that was decided part by part", () => {
  const whole: Summary = {
    works: "works",
    stepsWorking: 10,
    steps: 10,
    withheld: 0,
    abuses: 20,
    abusesRefused: 20,
    knowinglyOpen: 0,
    open: 0,
    blocked: 0,
    text: "",
  };
  const many = (part: Summary, count = 1_500) => Array.from({ length: count }, () => part);

  test("is that of the run, whatever happened to its documents", () => {
    const mangle = fc.constantFrom(
      (text: string) => text,
      () => "{",
      denied,
      () => "{}",
    );
    const mangles = fc.array(mangle, { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(scenarioArbitrary(), mangles, (scenario, changes) => {
        const documents = generate(scenario).map((document, index) => ({
          ...document,
          text: changes[index % changes.length]?.(document.text) ?? document.text,
        }));
        const indexes = createDocumentIndexCache();
        const { partIds, decide } = runByPart(scenario, documents, { indexes });
        const parts = partIds.map((id) => {
          const { steps, probes } = decide(id);
          return summarise(scenario, steps, probes);
        });
        const { why: _, text, ...numbers } = summary(scenario, documents, indexes);
        const { why: __, text: said, ...together } = summariseParts(parts);
        expect(together).toEqual(numbers);
        if (numbers.works !== "unknown") expect(said).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[parts: readonly Summary[], text: string]>([
    [many(whole), "Import works: 15,000 of 15,000 steps. 30,000 of 30,000 abuses refused."],
    [
      [...many(whole), { ...whole, works: "stops", stepsWorking: 9, open: 1, abusesRefused: 19 }],
      "Import stops: 15,009 of 15,010 steps. 30,019 of 30,020 abuses refused, 1 open.",
    ],
    [
      [{ ...whole, works: "unknown", why: "a document is not valid JSON" }, ...many(whole, 1)],
      "Not decided (a document is not valid JSON): 20 of 20 steps. 40 of 40 abuses refused.",
    ],
    [
      [
        { ...whole, works: "stops-by-answer", withheld: 1 },
        { ...whole, works: "empty" },
      ],
      "Import stops because you withhold CreateGrant: 20 of 20 steps. 40 of 40 abuses refused.",
    ],
    [
      many({ ...whole, knowinglyOpen: 1, abusesRefused: 19, blocked: 1 }, 1_000),
      "Import works: 10,000 of 10,000 steps. 19,000 of 20,000 abuses refused, 1,000 left open by your answers. 1,000 required permissions are blocked.",
    ],
    [[], "Nothing to check yet."],
  ])("is as bad as the worst of them, in words (%#)", (parts, text) => {
    expect(summariseParts(parts).text).toBe(text);
  });
});

function denied(text: string): string {
  return text.replaceAll('"Allow"', '"Deny"');
}

describe("regions", () => {
  const scenario = preset("cross-region");
  const documents = generate(scenario);
  const blocked = (changed: readonly GeneratedDocument[]) =>
    checkRegions(scenario, changed, runAcquisition(scenario, changed))
      .filter(({ state }) => state === "blocked")
      .map(({ documentId, region }) => `${documentId} ${region}`);

  test("all pass as generated", () => {
    expect(blocked(documents)).toEqual([]);
  });

  test("every document has a row for each region of the import, a key policy for its own", () => {
    const rows = checkRegions(scenario, documents, runAcquisition(scenario, documents));
    expect(rows.map(({ documentId, region, state }) => `${documentId} ${region} ${state}`)).toEqual(
      [
        "platform/identity eu-west-1 passes",
        "platform/identity us-east-1 passes",
        "t1/k1/key us-east-1 passes",
      ],
    );
  });

  test("a document that shuts one out is named, with that region", () => {
    const shut = changing(documents, "UseSourceKeys", (one) => ({
      ...one,
      Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } },
    }));
    expect(blocked(shut)).toEqual(["platform/identity us-east-1"]);
  });

  test("resources that name another region are a shut region, a whole place of keys included", () => {
    const moved = changing(documents, "UseSourceKeys", (one) => ({
      ...one,
      Resource: String(one.Resource).replace(/us-east-1(:\d+:key\/).+/, "eu-central-1$1*"),
    }));
    expect(blocked(moved)).toEqual(["platform/identity us-east-1"]);
  });

  test.each([
    ["Resource", "arn:aws:kms:us-east-1:*:*", ["platform/identity us-east-1"]],
    [
      "NotResource",
      "arn:aws:kms:eu-west-1:*:*",
      // ListAliases in eu-west-1 is on no resource, which the Deny does not except.
      ["platform/identity eu-west-1", "platform/identity us-east-1"],
    ],
    ["Resource", "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab", []],
  ])("a Deny on %s %s shuts %j", (element, resource, shut) => {
    const denied = documents.map((document) => {
      const parsed = parseDocument(document.text);
      if (document.kind !== "identity" || !parsed.ok) return document;
      const deny: Statement = { Effect: "Deny", Action: "kms:*", [element]: resource };
      const Statement = [...asList(parsed.policy.Statement), deny];
      return { ...document, text: printPolicy({ ...parsed.policy, Statement }) };
    });
    expect(blocked(denied)).toEqual(shut);
  });

  test("a Deny by region is named too", () => {
    const shut = documents.map((document) => {
      const parsed = parseDocument(document.text);
      if (document.kind !== "key" || !parsed.ok) return document;
      const deny: Statement = {
        Effect: "Deny",
        Principal: "*",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: { StringNotEquals: { "aws:RequestedRegion": "eu-west-1" } },
      };
      const Statement = [...asList(parsed.policy.Statement), deny];
      return { ...document, text: printPolicy({ ...parsed.policy, Statement }) };
    });
    expect(blocked(shut)).toEqual(["t1/k1/key us-east-1"]);
  });

  test.each([
    ["Allow", { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } }, true],
    ["Allow", { StringNotEquals: { "aws:RequestedRegion": "us-east-1" } }, true],
    ["Deny", { StringNotEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } }, true],
    ["Deny", { StringLike: { "kms:ViaService": "*.us-east-1.amazonaws.com" } }, true],
    // In no region would these let a call by EC2 through: what is wrong is the service, or something else.
    ["Allow", { StringEquals: { "kms:ViaService": "rds.us-east-1.amazonaws.com" } }, false],
    ["Allow", { Null: { "kms:ViaService": "true" } }, false],
    ["Deny", { StringNotEquals: { "kms:ViaService": "rds.us-east-1.amazonaws.com" } }, false],
    [
      "Allow",
      {
        StringEquals: {
          "kms:ViaService": "ec2.eu-west-1.amazonaws.com",
          "kms:EncryptionAlgorithm": "RSAES_OAEP_SHA_1",
        },
      },
      false,
    ],
  ])(
    "%s with %j is blamed on the region only where another would pass: %s",
    (effect, condition, expected) => {
      const shut =
        effect === "Allow"
          ? changing(documents, "UseSourceKeys", (one) => ({ ...one, Condition: condition }))
          : documents.map((document) => {
              const parsed = parseDocument(document.text);
              if (document.kind !== "identity" || !parsed.ok) return document;
              const deny: Statement = {
                Effect: "Deny",
                Action: "kms:Decrypt",
                Resource: "*",
                Condition: condition,
              };
              const Statement = [...asList(parsed.policy.Statement), deny];
              return { ...document, text: printPolicy({ ...parsed.policy, Statement }) };
            });
      expect(blocked(shut)).toEqual(expected ? ["platform/identity us-east-1"] : []);
    },
  );

  test("a refusal that has nothing to do with regions blames no region", () => {
    expect(blocked(changing(documents, "UseSourceKeys", () => undefined))).toEqual([]);
  });
});
