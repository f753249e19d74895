import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { asList, type Condition, parseDocument, type Statement } from "#policy";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { crossAccount } from "#testing/example-scenario";
import { createDocumentIndexCache, runAcquisition, runProbes, summarise } from "../index.ts";

const period = { from: "2026-12-01", until: "2026-12-02 17:30" };
const moments = {
  before: "2026-11-30T23:59:59Z",
  first: "2026-12-01T00:00:00Z",
  last: "2026-12-02T17:29:59Z",
  after: "2026-12-02T17:30:00Z",
} as const;

function summaryAt(scenario: Scenario) {
  const documents = generate(scenario);
  const options = { indexes: createDocumentIndexCache() };
  const steps = runAcquisition(scenario, documents, options);
  return summarise(scenario, steps, runProbes(scenario, documents, options));
}

function statementsOfAll(scenario: Scenario): readonly (Statement & { readonly of: string })[] {
  return generate(scenario).flatMap(({ id, text }) => {
    const parsed = parseDocument(text);
    if (!parsed.ok) throw new Error(id);
    return asList(parsed.policy.Statement).map((statement) => ({ ...statement, of: id }));
  });
}

const isAboutTime = ({ Condition = {} }: Statement) =>
  Object.values(Condition as Condition).some((keys) => "aws:CurrentTime" in keys);

/** Statements that must hold at all times: those of the key's account and administrators, and the end of a temporary key. */
const always =
  /^(EnableIamPolicies|AdministerKey|NameTemporaryKey|RetireTemporaryKey|Deny\w+|\w+OtherUsers\w*)\d*$/;

describe("a period of access", () => {
  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "%s works within it, and neither before nor after",
    (_, scenario) => {
      const at = (moment: string) => summaryAt({ ...scenario, period, moment });
      for (const moment of [moments.first, moments.last])
        expect(at(moment)).toMatchObject({ works: "works", open: 0, blocked: 0 });
      // Administrators, and the account itself, are never held.
      for (const moment of [moments.before, moments.after])
        expect(at(moment)).toMatchObject({ works: "stops", blocked: 0 });
    },
  );

  test("leaves a temporary key to be retired after it: its alias, too", () => {
    const retired = presets.flatMap(({ scenario }) => {
      const after = { ...scenario, period, moment: moments.after };
      const steps = runAcquisition(after, generate(after));
      return steps.filter(({ kind }) => kind === "retire-temporary-key");
    });
    expect(retired.length).toBeGreaterThan(0);
    const refused = retired.flatMap(({ requests }) =>
      requests.flatMap(({ label, state }) => (state === "works" ? [] : [label])),
    );
    expect(refused).toEqual([]);
  });

  test("is decided within it if no moment is given", () => {
    for (const one of [period, { ...period, from: "" }, { ...period, until: "" }])
      expect(summaryAt({ ...crossAccount, period: one }).works).toBe("works");
  });

  test("is a condition of every statement that gives use, and of no other", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const held = statementsOfAll({ ...scenario, period });
        for (const statement of held)
          expect(isAboutTime(statement), `${statement.of} ${statement.Sid}`).toBe(
            !always.test(statement.Sid ?? ""),
          );
        const without = statementsOfAll(scenario);
        expect(without.some(isAboutTime)).toBe(false);
        expect(held.map(({ Sid, Effect, Action }) => [Sid, Effect, Action])).toEqual(
          without.map(({ Sid, Effect, Action }) => [Sid, Effect, Action]),
        );
      }),
      { numRuns: 20 },
    );
  });

  test("keeps the run green within it for any scenario, with each call outside refused", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), (scenario) => {
        const within = { ...scenario, period, moment: moments.first };
        const documents = generate(within);
        const options = { indexes: createDocumentIndexCache() };
        const steps = runAcquisition(within, documents, options).filter(
          ({ state }) => state !== "works" && state !== "withheld",
        );
        expect(steps.map(({ id }) => id)).toEqual([]);
        const outside = runProbes(within, documents, options).filter(({ kind }) =>
          /^(before-start|after-end)$/.test(kind),
        );
        expect(outside.length).toBeGreaterThan(0);
        expect(outside.filter(({ state }) => state !== "refused")).toEqual([]);
      }),
      { numRuns: 2 },
    );
  });

  test("notices a statement that lost its condition", () => {
    const scenario = { ...crossAccount, period };
    const documents = generate(scenario).map((document) => {
      if (document.id !== "t1/identity") return document;
      const policy = JSON.parse(document.text) as { Statement: { Condition?: Condition }[] };
      for (const { Condition } of policy.Statement) delete Condition?.DateLessThan;
      return { ...document, text: JSON.stringify(policy) };
    });
    const open = runProbes(scenario, documents).filter(({ state }) => state === "open");
    expect(open.map(({ kind }) => kind)).toEqual(["after-end"]);
  });
});

test("a CreateGrant that only the vendor documents is refused after the end, and its lost condition is noticed", () => {
  const vendor = presets.find(({ id }) => id === "vendor-ebs-direct")?.scenario as Scenario;
  const scenario = { ...vendor, period };
  const open = (lose: RegExp) => {
    const documents = generate(scenario).map((document) => {
      const policy = JSON.parse(document.text) as { Statement: Statement[] };
      for (const { Sid = "", Condition } of policy.Statement)
        if (lose.test(Sid)) delete (Condition as Condition | undefined)?.DateLessThan;
      return { ...document, text: JSON.stringify(policy) };
    });
    return runProbes(scenario, documents).flatMap(({ kind, state }) =>
      state === "open" ? [kind] : [],
    );
  };
  expect(open(/^$/)).toEqual([]);
  expect(open(/^Grant/)).toEqual(["after-end"]);
});

describe("a condition on time that the user wrote", () => {
  const deny = {
    Effect: "Deny",
    Action: "kms:*",
    Resource: "*",
    Condition: { DateGreaterThan: { "aws:CurrentTime": "2026-12-01T00:00:00Z" } },
  };
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [deny] });
  const edited = (scenario: Scenario) =>
    generate(scenario).map((document) =>
      document.id === "t1/identity"
        ? {
            ...document,
            text: document.text.replace('"Statement": [', `"Statement": [${JSON.stringify(deny)},`),
          }
        : document,
    );
  const worksAt = (moment?: string) => {
    const scenario = { ...crossAccount, ...(moment ? { moment } : {}) };
    const documents = edited(scenario);
    return summarise(scenario, runAcquisition(scenario, documents), []).works;
  };

  test("is decided for the moment of the answers, and not decided without one", () => {
    expect(worksAt(moments.before)).toBe("works");
    expect(worksAt(moments.after)).toBe("stops");
    expect(worksAt()).toBe("unknown");
  });

  test("counts in a layer, too, and as seconds since 1970", () => {
    const allow = { Effect: "Allow", Action: "*", Resource: "*" };
    const epoch = { NumericGreaterThan: { "aws:EpochTime": "1796083200" } };
    const statements = [allow, { ...deny, Condition: epoch }];
    const works = (moment: string) => {
      const scenario = { ...crossAccount, moment };
      const layers = {
        serviceControlPolicies: {
          "222222222222": [
            [{ id: "scp", text: JSON.stringify({ ...JSON.parse(text), Statement: statements }) }],
          ],
        },
      };
      const steps = runAcquisition(scenario, generate(scenario), { layers });
      return summarise(scenario, steps, []).works;
    };
    expect(works("2026-11-30")).toBe("works");
    expect(works("2026-12-02")).toBe("stops");
  });
});
