import { describe, expect, it } from "vitest";
import { runAcquisition, runClaims, runOtherUsers, runProbes } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { eventsOfRequests, eventsOfRun } from "#testing/cloudtrail-log";
import { matchesPattern, problemsOfPattern } from "#testing/event-pattern";
import { restrictedCrossAccount } from "#testing/example-scenario";
import { openingsOf, watchesFor } from "./watching.ts";

const scenarioOf = (id: string) => (presets.find((one) => one.id === id) ?? presets[0]).scenario;
/** As open as answers can be. */
const open = (scenario: Scenario): Scenario => ({
  ...scenario,
  actions: "vendor",
  createGrant: "unrestricted",
  guards: {
    viaService: false,
    encryptionContext: false,
    grantOperations: false,
    denyOthers: false,
    organizationId: "",
    externalId: "",
  },
});

const scenarios: readonly (readonly [string, Scenario])[] = [
  ...presets.map(({ id, scenario }) => [id, scenario] as const),
  ...presets.map(({ id, scenario }) => [`${id}, everything open`, open(scenario)] as const),
  ["restricted", restrictedCrossAccount],
];

function run(scenario: Scenario) {
  const documents = generate(scenario);
  const openings = openingsOf(runProbes(scenario, documents));
  return {
    openings,
    ...watchesFor(scenario, openings),
    events: delivered(eventsOfRun(runAcquisition(scenario, documents))),
  };
}

/** As EventBridge delivers records of CloudTrail. */
function delivered(records: ReturnType<typeof eventsOfRun>) {
  return records.map((detail) => ({
    source: `aws.${String(detail.eventSource).split(".", 1)[0]}`,
    "detail-type": "AWS API Call via CloudTrail",
    detail,
  }));
}

describe.each(scenarios)("%s", (_, scenario) => {
  const { openings, watches, unwatched, events } = run(scenario);

  it("the patterns match no event of the import", () => {
    for (const { pattern, name } of watches)
      for (const event of events)
        expect([name, event.detail.eventName, matchesPattern(pattern, event)]).toEqual([
          name,
          event.detail.eventName,
          false,
        ]);
  });

  it("every allowed request of an abuse is matched, or it is said why not", () => {
    const said = new Set(unwatched.flatMap(({ titles }) => titles));
    for (const opening of openings) {
      if (said.has(opening.title)) continue;
      const own = watches.filter(({ titles }) => titles.includes(opening.title));
      for (const event of delivered(eventsOfRequests(opening.requests)))
        expect([
          opening.id,
          event.detail.eventName,
          own.some(({ pattern }) => matchesPattern(pattern, event)),
        ]).toEqual([opening.id, event.detail.eventName, true]);
    }
  });

  it("each pattern fits into a rule, with its queries", () => {
    expect(new Set(watches.map(({ name }) => name)).size).toBe(watches.length);
    for (const { name, pattern, lakeQuery, athenaQuery, account, region } of watches) {
      expect(name).toMatch(/^[\w.-]{1,64}$/);
      expect(JSON.stringify(pattern).length).toBeLessThanOrEqual(2_048);
      expect(problemsOfPattern(pattern)).toEqual([]);
      expect(`${account} ${region}`).toMatch(/^\d{12} [a-z]{2}-[a-z-]+-\d$/);
      for (const query of [lakeQuery, athenaQuery]) {
        expect(query).toMatch(/^SELECT .*\nFROM .*\nWHERE eventSource = '(?:kms|sts)\./);
        expect(query.split("'").length % 2).toBe(1);
        expect(query.match(/\(/g)?.length).toBe(query.match(/\)/g)?.length);
      }
    }
  });
});

it("a claim that stays open has the watch of its kind", () => {
  const scenario = open(scenarioOf("cross-account"));
  const claims = runClaims(scenario, generate(scenario)).map(({ witness, ...claim }) => ({
    ...claim,
    ...(witness ? { witness: witness.request } : {}),
  }));
  const openings = openingsOf([], claims);
  const { watches, unwatched } = watchesFor(scenario, openings);
  const titles = new Set([...watches, ...unwatched].flatMap((each) => each.titles));
  expect(openings.length).toBeGreaterThan(5);
  for (const { title } of openings) expect(titles).toContain(title);
  expect(unwatched.map(({ why }) => why)).not.toContain(
    "No event of CloudTrail is known to show it.",
  );
});

it("other users of a key that the answers name raise no alarm", () => {
  const scenario: Scenario = {
    ...open(scenarioOf("cross-account")),
    otherUsers: [{ id: "u1", kind: "auto-scaling", account: "", role: "" }],
  };
  const documents = generate(scenario);
  const { watches } = run(scenario);
  const steps = runOtherUsers(scenario, documents).flatMap((user) => user.steps);
  expect(steps.length).toBeGreaterThan(0);
  for (const event of delivered(eventsOfRun(steps)))
    for (const { pattern, name } of watches)
      expect([name, matchesPattern(pattern, event)]).toEqual([name, false]);
});

it("reads of CloudTrail need a rule that takes them, grants do not", () => {
  const { watches } = run(open(scenarioOf("cross-account")));
  const isRead = (kind: string) =>
    watches.filter(({ name }) => name.startsWith(`keyhole-${kind}-`)).map((watch) => watch.isRead);
  expect(isRead("direct-use")).toContain(true);
  expect(isRead("direct-use")).not.toContain(false);
  expect(isRead("grant-outsider")).toContain(false);
  expect(isRead("grant-outsider")).not.toContain(true);
});
