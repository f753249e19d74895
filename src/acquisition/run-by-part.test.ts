import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import { asList, parseDocument, printPolicy } from "#policy";
import { isLarge, presets, type Scenario } from "#scenario";
import { scenarioWithStatesArbitrary } from "#testing/arbitrary";
import { organizationOf } from "#testing/organization";
import { documentIndexOf } from "./documents/document-index.ts";
import {
  answerRequest,
  createDocumentIndexCache,
  explainRequest,
  runAcquisition,
  runByPart,
  runProbes,
  type ScenarioDocument,
  type Step,
} from "./index.ts";
import { probePlan } from "./probes/run-probes.ts";

function preset(id: string): Scenario {
  return presets.find((one) => one.id === id)?.scenario ?? presets[0].scenario;
}

/** Parts, decided: usually all. */
function decidedParts(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  cache = createDocumentIndexCache(),
  chosen?: readonly string[],
) {
  const { partIds, decide } = runByPart(scenario, documents, { indexes: cache });
  return (chosen ?? partIds).map((partId) => ({ partId, ...decide(partId) }));
}

/** A part, those beside it, the first, a late one and the platform's: each of the others is equal to one of these. */
const around = (number: number) => {
  const targets = [1, number - 1, number, number + 1, 21];
  return [...[...new Set(targets)].map((at) => `t${at}`), "platform"];
};

const working = (steps: readonly Step[]) =>
  steps.every(({ state }) => state === "works" || state === "withheld");

/** The parts that are not as the answers want them, with how they are not. */
function faultsIn(parts: ReturnType<typeof decidedParts>) {
  return parts.flatMap(({ partId, steps, probes }) => {
    const states = [...steps, ...probes].map(({ state }) => state);
    const bad = new Set(
      states.filter((one) => ["broken", "unknown", "open", "blocked"].includes(one)),
    );
    return bad.size > 0 ? [`${partId}: ${[...bad].sort().join(", ")}`] : [];
  });
}

/** The documents with some of their texts changed. */
function changing(
  documents: readonly GeneratedDocument[],
  change: (text: string, document: GeneratedDocument) => string,
): readonly GeneratedDocument[] {
  return documents.map((document) => ({ ...document, text: change(document.text, document) }));
}

/** The policy without one of the resources that its statements list. */
function withoutResource(text: string, resource: string): string {
  const parsed = parseDocument(text);
  if (!parsed.ok) return text;
  const Statement = asList(parsed.policy.Statement).map((statement) =>
    Array.isArray(statement.Resource)
      ? { ...statement, Resource: statement.Resource.filter((one) => one !== resource) }
      : statement,
  );
  return printPolicy({ ...parsed.policy, Statement });
}

test("the parts together are the run, and share the documents out", () => {
  fc.assert(
    fc.property(scenarioWithStatesArbitrary(), (scenario) => {
      const documents = generate(scenario);
      const indexes = createDocumentIndexCache();
      const parts = decidedParts(scenario, documents, indexes);
      expect(parts.flatMap(({ steps }) => steps)).toEqual(
        runAcquisition(scenario, documents, { indexes }),
      );
      expect(parts.flatMap(({ probes }) => probes)).toEqual(
        runProbes(scenario, documents, { indexes }),
      );
      const ids = parts.flatMap((part) => part.documents.map(({ id }) => id));
      expect(ids.sort()).toEqual(documents.map(({ id }) => id).sort());
    }),
    { numRuns: 40 },
  );
});

test("an id that is no part has nothing", () => {
  const { scenario } = presets[0];
  const part = runByPart(scenario, generate(scenario)).decide("constructor");
  expect(part).toEqual({ steps: [], probes: [], otherUsers: [], documents: [] });
});

const organizations: Record<string, Scenario> = {
  "the vendor’s default": organizationOf(preset("vendor-default"), 41, 5),
  "cross-account": organizationOf(preset("cross-account"), 41, 5),
  "both roles": organizationOf(
    { ...preset("cross-account"), method: "create-volume", crossAccount: "both-roles" },
    41,
    5,
  ),
  "multi-Region keys": organizationOf(preset("multi-region"), 21, 5),
};

describe.each(Object.entries(organizations))("a large scenario, %s", (_, scenario) => {
  const documents = generate(scenario);
  const cache = createDocumentIndexCache();

  test("works wholly, and no abuse gets through", () => {
    expect(isLarge(scenario)).toBe(true);
    const parts = decidedParts(scenario, documents, cache);
    expect(parts.map(({ partId }) => partId)).toEqual([
      ...scenario.targets.map(({ id }) => id),
      "platform",
    ]);
    for (const { partId, steps } of parts) {
      expect(working(steps)).toBe(true);
      expect(steps.length > 0).toBe(partId !== "platform");
    }
    expect(faultsIn(parts)).toEqual([]);
  });

  test("one unreadable document of a target leaves that target alone undecided", () => {
    const broken = changing(documents, (text, { owner, kind }) =>
      owner === "t7" && kind === "key" ? `${text}}` : text,
    );
    expect(faultsIn(decidedParts(scenario, broken, cache, around(7)))).toEqual(["t7: unknown"]);
  });

  test("a step and an abuse can be explained, as each was decided", () => {
    const { steps, probes } = runByPart(scenario, documents, { indexes: cache }).decide("t9");
    const places = [
      ...[steps.at(-1), steps.find(({ requests }) => requests.length > 0)].map(
        (step) => ["step", step] as const,
      ),
      ...[probes[0], probes.at(-1)].map((probe) => ["probe", probe] as const),
    ];
    for (const [of, item] of places)
      item?.requests.forEach(({ request }, at) => {
        const place = { of, id: item.id, partId: item.partId, request: at };
        const explained = explainRequest(scenario, documents, place, { indexes: cache });
        expect(explained?.request).toEqual(request);
      });
  });

  test("every kind of abuse has a plan of its id", () => {
    const decided = runByPart(scenario, documents, { indexes: cache });
    const index = documentIndexOf(scenario, documents, { indexes: cache });
    const probes = [...decided.decide("t3").probes, ...decided.decide("platform").probes];
    // The plans of a large scenario are made again for each id: one of each kind is asked for.
    for (const { id, kind, partId } of new Map(probes.map((one) => [one.kind, one])).values())
      expect(probePlan(index, id, partId)?.kind).toBe(kind);
  });
});

describe("a large scenario whose platform role uses the keys itself", () => {
  const scenario = organizations["both roles"] ?? presets[0].scenario;
  const documents = generate(scenario);
  const cache = createDocumentIndexCache();
  const policies = documents.filter(
    ({ owner, kind }) => owner === "platform" && kind === "identity",
  );

  test("breaks in the one account whose key is taken out of the role’s policies", () => {
    const arn = "arn:aws:kms:eu-west-1:200000000019:key/00000098-12ab-34cd-56ef-1234567890ab";
    const without = changing(documents, (text, { owner }) =>
      owner === "platform" ? withoutResource(text, arn) : text,
    );
    expect(without).not.toEqual(documents);
    expect(faultsIn(decidedParts(scenario, without, cache, around(20)))).toEqual([
      expect.stringMatching(/^t20: .*broken/),
    ]);
  });

  test("is decided nowhere where each of the role’s policies cannot be read", () => {
    const broken = changing(documents, (text, { owner }) => (owner === "platform" ? "{" : text));
    for (const { partId, steps } of decidedParts(scenario, broken, cache, around(7)))
      if (partId !== "platform") expect(steps.some(({ state }) => state === "unknown")).toBe(true);
  });

  test("is decided nowhere where one of many cannot be read: it may deny", () => {
    expect(policies.length).toBeGreaterThan(1);
    const broken = changing(documents, (text, { id }) => (id === policies.at(-1)?.id ? "{" : text));
    const parts = decidedParts(scenario, broken, cache, around(7)).filter(
      ({ partId }) => partId !== "platform",
    );
    expect(parts.filter(({ steps }) => !steps.some(({ state }) => state === "unknown"))).toEqual(
      [],
    );
  });
});

test("a request is answered in a large scenario as in one with that account alone", () => {
  const large = organizations["the vendor’s default"] ?? presets[0].scenario;
  const small = { ...large, targets: large.targets.filter(({ id }) => id === "t12") };
  const key = "arn:aws:kms:us-east-1:200000000011:key/00000056-12ab-34cd-56ef-1234567890ab";
  const principal = "arn:aws:iam::200000000011:role/CadoResponseCrossAccountRole";
  const [ofLarge, ofSmall] = [generate(large), generate(small)];
  const context = { "kms:ViaService": "ec2.us-east-1.amazonaws.com" };
  const options = { indexes: createDocumentIndexCache() };
  for (const action of ["kms:Decrypt", "kms:CreateGrant", "kms:PutKeyPolicy", "kms:ReEncryptTo"]) {
    const request = { principal, action, resource: key, context };
    const answered = answerRequest(large, ofLarge, request, options);
    const { outcome, sentence, cautions } = answerRequest(small, ofSmall, request);
    expect(answered).toMatchObject({ outcome, sentence, cautions });
  }
});

test("a check of all accounts that began before another one → answers with its own documents", () => {
  const scenario = preset("cross-account");
  const documents = generate(scenario);
  const broken = changing(documents, (text, { owner }) => (owner === "platform" ? "{" : text));
  const decided = (parts: ReturnType<typeof runByPart>) =>
    parts.partIds.map((partId) => parts.decide(partId));
  const [ofWorking, ofBroken] = [
    decided(runByPart(scenario, documents)),
    decided(runByPart(scenario, broken)),
  ];
  expect(ofBroken).not.toEqual(ofWorking);
  const first = runByPart(scenario, broken);
  const second = runByPart(scenario, documents);
  expect(decided(first)).toEqual(ofBroken);
  expect(decided(second)).toEqual(ofWorking);
});
