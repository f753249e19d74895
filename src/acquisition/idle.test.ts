import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type GeneratedDocument, generate } from "#generator";
import { asList, type Policy, parseDocument, printPolicy, type Statement } from "#policy";
import { presets, routesOf, type Scenario } from "#scenario";
import { scenarioWithPeriodArbitrary } from "#testing/arbitrary";
import { createDocumentIndexCache, type PartRun, runAcquisition, runByPart } from "./index.ts";

/** What a statement becomes when one thing of it is taken away, by a name for that thing. */
function mutationsOf(statement: Statement): readonly (readonly [string, Statement | undefined])[] {
  const without = (element: "Action" | "Resource", value: string): Statement => ({
    ...statement,
    [element]: asList(statement[element]).filter((other) => other !== value),
  });
  const { Principal, Condition = {} } = statement;
  const principals = typeof Principal === "object" ? asList(Principal.AWS) : [];
  return [
    ["statement", undefined],
    ...asList(statement.Action).map(
      (action) => [`action ${action}`, without("Action", action)] as const,
    ),
    ...asList(statement.Resource)
      .filter((resource) => resource !== "*")
      .map((resource) => [`resource ${resource}`, without("Resource", resource)] as const),
    ...principals.map(
      (principal) =>
        [
          `principal ${principal}`,
          { ...statement, Principal: { AWS: principals.filter((other) => other !== principal) } },
        ] as const,
    ),
    ...Object.entries(Condition).flatMap(([operator, keys]) =>
      Object.keys(keys).map((key) => {
        const rest = Object.fromEntries(Object.entries(keys).filter(([other]) => other !== key));
        return [
          `condition ${operator} ${key}`,
          { ...statement, Condition: { ...Condition, [operator]: rest } },
        ] as const;
      }),
    ),
  ];
}

/** The state of every step request and probe of a part of the run: what a user would see change. */
function statesOf({ steps, probes }: PartRun): string {
  const requests = steps.map((step) => step.requests.map(({ state }) => state).join());
  return [...requests, ...probes.map(({ state }) => state)].join("\n");
}

/**
 * A right across accounts stands in two documents, which two teams own: each carries the guards, so that neither rests
 * on the other. There a condition counts as idle only where both halves can do without it.
 */
const halves: Readonly<Record<string, readonly string[]>> = {
  UseSourceKeys: ["UseForImport", "UseSourceKeys"],
  UseForImport: ["UseForImport", "UseSourceKeys"],
  GrantOnSourceKeys: ["GrantForImport", "GrantOnSourceKeys"],
  GrantForImport: ["GrantForImport", "GrantOnSourceKeys"],
};

/** Whether `other` is the statement itself, or the half of its right in the other account. */
function isOtherHalf(statement: Statement, other: Statement, condition: string): boolean {
  const nameOf = ({ Sid = "" }: Statement) => Sid.replace(/\d+$/, "");
  // Every statement that gives use has the period: AssumeRole in trust and identity policies, too.
  if (condition.endsWith(" aws:CurrentTime"))
    return asList(statement.Action).some((action) => asList(other.Action).includes(action));
  return halves[nameOf(statement)]?.includes(nameOf(other)) === true;
}

/**
 * No key of the platform's own account is meant by what keys of other accounts have in common. Where an answer means all
 * keys of that account anyway, or those of the same tag, nobody can tell.
 */
function meansOwnKeys({ platform, platformNaming, targets }: Scenario): boolean {
  return targets.some(
    ({ account, keys }) =>
      account === platform.account &&
      keys.some(
        ({ naming }) =>
          naming.by === "every" || (naming.by === "tag" && platformNaming?.by === "tag"),
      ),
  );
}

/** A document with its statements, read once. */
interface ReadDocument {
  readonly document: GeneratedDocument;
  readonly policy: Policy;
  readonly statements: readonly Statement[];
}

function readDocument(document: GeneratedDocument): ReadDocument {
  const parsed = parseDocument(document.text);
  if (!parsed.ok) throw new Error(document.id);
  return { document, policy: parsed.policy, statements: asList(parsed.policy.Statement) };
}

/** The document with each statement as `change` returns it; without those for which it returns `undefined`. */
function changed(
  { document, policy, statements }: ReadDocument,
  change: (statement: Statement, index: number) => Statement | undefined,
): GeneratedDocument {
  const Statement = statements.flatMap((statement, index) => change(statement, index) ?? []);
  const isSame = (statement: Statement, index: number) => statement === statements[index];
  if (Statement.length === statements.length && Statement.every(isSame)) return document;
  return { ...document, text: printPolicy({ ...policy, Statement }) };
}

/** Everything in the documents whose loss nobody would notice; `isTried`: the statements that are tried, by default all. */
function idleParts(
  scenario: Scenario,
  isTried: (statement: Statement) => boolean = () => true,
): readonly string[] {
  const cache = createDocumentIndexCache();
  const documents = generate(scenario);
  const read = documents.map(readDocument);
  const run = runByPart(scenario, documents, { indexes: cache });
  const before = new Map(run.partIds.map((partId) => [partId, statesOf(run.decide(partId))]));
  const stepsOf = (others: readonly GeneratedDocument[]) =>
    runAcquisition(scenario, others, { indexes: cache })
      .map(({ requests }) => requests.map(({ state }) => state).join())
      .join("\n");
  const stepsBefore = stepsOf(documents);
  /**
   * Stops at the first difference: in the steps, where most are and which are fewer than the abuses, then part by part; the
   * part that a document belongs to comes first.
   */
  const isNoticed = (owner: string, others: readonly GeneratedDocument[]) => {
    if (stepsOf(others) !== stepsBefore) return true;
    const { partIds, decide } = runByPart(scenario, others, { indexes: cache });
    return [owner, ...partIds.filter((partId) => partId !== owner)].some(
      (partId) => statesOf(decide(partId)) !== before.get(partId),
    );
  };
  const idle: string[] = [];
  for (const one of read)
    for (const [index, statement] of one.statements.entries())
      for (const [name, mutated] of isTried(statement) ? mutationsOf(statement) : []) {
        const { id } = one.document;
        const alone = changed(one, (other, at) => (at === index ? mutated : other));
        const othersToo = documents.map((document) => (document.id === id ? alone : document));
        if (isNoticed(one.document.owner, othersToo)) continue;
        if (name === "condition StringNotEquals aws:ResourceAccount" && meansOwnKeys(scenario))
          continue;
        const withKin = read.map((document) =>
          changed(document, (other) =>
            isOtherHalf(statement, other, name)
              ? (new Map(mutationsOf(other)).get(name) ?? other)
              : other,
          ),
        );
        if (!name.startsWith("condition") || !isNoticed(one.document.owner, withKin))
          idle.push(`${id} ${statement.Sid}: ${name}`);
      }
  return idle;
}

describe("nothing in a generated document is idle (design §5.4)", () => {
  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))("%s", (_, scenario) => {
    expect(idleParts(scenario)).toEqual([]);
  });

  test.each(presets.map(({ id, scenario }) => [id, scenario] as const))(
    "%s, with the permissions of EC2 and EBS",
    (_, scenario) => {
      const isOfEc2 = ({ Action }: Statement) =>
        asList(Action).some((action) => /^(ec2|ebs):/.test(action));
      const both: Scenario = { ...scenario, ec2Permissions: { kind: "written" } };
      expect(idleParts(both, isOfEc2)).toEqual([]);
    },
  );

  // The statement on source keys then lets the temporary key in, which is of the same account.
  test("every key of the platform’s own account beside a temporary key", () => {
    const preset = presets.find(({ id }) => id === "same-account") as (typeof presets)[number];
    const [target] = preset.scenario.targets;
    const [key] = target?.keys ?? [];
    if (!target || !key) throw new Error("the preset has no key");
    const regions = [preset.scenario.platform.region, "us-east-2"];
    const scenario: Scenario = {
      ...preset.scenario,
      crossAccount: "both-roles",
      createGrant: "unrestricted",
      targets: [
        {
          ...target,
          keys: regions.map((region, index) => ({
            ...key,
            id: `k${index + 1}`,
            region,
            naming: { by: "every" },
          })),
        },
      ],
    };
    expect(
      generate(scenario)
        .map(({ text }) => text)
        .join(),
    ).toContain("CreateTemporaryKey");
    expect(idleParts(scenario)).toEqual([]);
  });

  // Keys of two accounts and regions that the platform role uses itself, beside one of its own account.
  test.each(
    (["", "o-abcde12345"] as const).flatMap((organizationId) =>
      (
        [
          { by: "tag", tagKey: "forensics", tagValue: "yes" },
          { by: "alias", aliasPrefix: "alias/forensics-" },
        ] as const
      ).map((platformNaming) => [platformNaming.by, organizationId, platformNaming] as const),
    ),
  )("keys and roles of other accounts by %s, organization “%s”", (_, organizationId, naming) => {
    const preset = presets.find(({ id }) => id === "vendor-default") as (typeof presets)[number];
    const [target] = preset.scenario.targets;
    const [key] = target?.keys ?? [];
    if (!target || !key) throw new Error("the preset has no key");
    const { platform, guards } = preset.scenario;
    const owned = (id: string, account: string, region: string, keyId: string) => ({
      ...target,
      id,
      account,
      role: account === platform.account ? "" : target.role,
      keys: [{ ...key, id: `k${id}`, region, naming: { by: "arn" as const, keyId } }],
    });
    const scenario: Scenario = {
      ...preset.scenario,
      method: "create-volume",
      crossAccount: "both-roles",
      actions: "least",
      createGrant: "aws-resources",
      guards: { ...guards, viaService: true, organizationId },
      platformNaming: naming,
      targets: [
        owned("t1", "222222222222", "us-east-1", "00000000-0000-0000-0000-0000000000a1"),
        owned("t2", "333333333333", "eu-west-1", "00000000-0000-0000-0000-0000000000a2"),
        owned("t3", platform.account, "eu-west-1", "00000000-0000-0000-0000-0000000000a3"),
      ],
    };
    expect(idleParts(scenario)).toEqual([]);
  });

  test("random scenarios", () => {
    fc.assert(
      fc.property(scenarioWithPeriodArbitrary(), (scenario) => {
        // Every part of every document is taken away in turn and everything run again: the square of the size.
        fc.pre(routesOf(scenario).length <= 4);
        expect(idleParts(scenario)).toEqual([]);
      }),
      { numRuns: 12, endOnFailure: true, interruptAfterTimeLimit: 60_000 },
    );
  });
});
