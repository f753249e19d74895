import { describe, expect, it } from "vitest";
import type { Summary } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { type ClaimResult, statusOf, verify, withClaims } from "./index.ts";

const preset = (id: string): Scenario =>
  presets.find((one) => one.id === id)?.scenario ?? presets[0].scenario;

/** The cross-account preset with accounts and a key that are no examples. */
const own: Scenario = JSON.parse(
  JSON.stringify(preset("cross-account"))
    .replaceAll("111111111111", "444455556666")
    .replaceAll("222222222222", "777788889999")
    .replaceAll("1234abcd-12ab-34cd-56ef-1234567890ab", "0d990263-6129-4d40-9b5e-bcf3a4d4a0b1"),
);

/** The verdict on a scenario's documents, with their texts changed. */
function judge(scenario: Scenario, change: (text: string, id: string) => string = (text) => text) {
  const documents = generate(scenario).map((one) => ({ ...one, text: change(one.text, one.id) }));
  return verify(scenario, documents);
}

const empty = '{ "Version": "2012-10-17", "Statement": [] }';
const claim: ClaimResult = {
  id: "c",
  kind: "c",
  sentence: "Nobody else can use the key.",
  given: [],
  result: "proved",
};

it("has a title and a detail that say no less than the sentence", () => {
  const scenario = { ...own, createGrant: "unrestricted" as const };
  const { status } = judge(scenario);
  expect(status.kind).toBe("open");
  expect(status.title).toMatch(/^Works, but .*[^.]$/);
  expect(status.detail).toMatch(/^\d+ of \d+ steps pass\.$/);
  expect(status.sentence).toBe(`The import works${status.title.slice("Works".length)}.`);
});

describe("the status of work about time", () => {
  const period = { from: "2026-12-01", until: "2026-12-02" };
  const at = (moment: string) => judge({ ...own, period, moment }).status;

  it("says until when the import works, and for which moment that is decided", () => {
    const { title, detail, time } = at("2026-12-01 08:00");
    expect(title).toMatch(/^Works until 2026-12-02 00:00 UTC, /);
    expect(detail).toMatch(/, decided for 2026-12-01 08:00 UTC\.$/);
    expect(time).toEqual({
      moment: "2026-12-01T08:00:00Z",
      from: "2026-12-01T00:00:00Z",
      until: "2026-12-02T00:00:00Z",
      place: "within",
    });
  });

  it.each([
    ["2026-11-30", "Stops: the access begins at 2026-12-01 00:00 UTC"],
    ["2026-12-02", "Stops: the access ended at 2026-12-02 00:00 UTC"],
  ])("says at %s why nothing works", (moment, title) => {
    expect(at(moment)).toMatchObject({ kind: "stops", title });
  });

  it.each([
    ["2026-12-01 12:00", "Works until 2026-12-01 12:00 UTC, when key material expires"],
    ["2026-12-24", "Works until 2026-12-02 00:00 UTC"],
  ])(
    "says at what time the first of its ends is, with material that expires at %s",
    (expires, title) => {
      const targets = own.targets.map((target) => ({
        ...target,
        keys: target.keys.map((key) => ({
          ...key,
          origin: "imported" as const,
          states: [{ region: key.region, state: "enabled" as const, expires }],
        })),
      }));
      const { status } = judge({ ...own, targets, period, moment: "2026-12-01 08:00" });
      expect(status.title.startsWith(title)).toBe(true);
      const withoutPeriod = judge({ ...own, targets, moment: "2026-12-01 08:00" }).status;
      expect(withoutPeriod.title).toContain("when key material expires");
    },
  );

  it("names no end that a document does not have", () => {
    const { status } = judge({ ...own, period }, (text, id) =>
      id === "t1/identity" ? text.replaceAll(/"DateLessThan": \{[^}]*\}/g, '"Bool": {}') : text,
    );
    expect(status.kind).toBe("open");
    expect(status.title).not.toContain("until");
  });
});

describe("the status of the work", () => {
  const closed = { ...own, guards: { ...own.guards, organizationId: "o-abcde12345" } };
  it.each<[string, ReturnType<typeof judge>, string]>([
    ["an answer is missing", judge({ ...closed, targets: [] }), "incomplete"],
    [
      "a document is no JSON",
      judge(closed, (text, id) => (id.endsWith("key") ? `${text}}` : text)),
      "incomplete",
    ],
    [
      "no JSON, and the import stops",
      judge(closed, (text, id) => (id === "t1/trust" ? empty : id.endsWith("key") ? "{" : text)),
      "incomplete",
    ],
    [
      "a step is denied",
      judge(closed, (text, id) =>
        id === "t1/identity" ? text.replace("kms:DescribeKey", "kms:ListKeys") : text,
      ),
      "stops",
    ],
  ])("%s", (_, verdict, kind) => {
    expect(verdict.status.kind).toBe(kind);
    expect(verdict.status.example).toBe(false);
  });

  it("says at which step the import stops", () => {
    const { status, steps } = judge(closed, (text, id) =>
      id === "t1/identity" ? text.replaceAll('"kms:DescribeKey"', '"kms:ListKeys"') : text,
    );
    const at = steps.find(({ state }) => state === "broken");
    expect(status.sentence).toBe(`The import stops: ${at?.title}.`);
    const name = `${at?.title.charAt(0).toLowerCase()}${at?.title.slice(1)}`;
    expect(status.title).toMatch(/^Stops at step \d of \d: /);
    expect(status.title).toContain(name);
    expect(status.detail).toBe(at?.requests.find(({ state }) => state === "broken")?.why?.sentence);
  });

  it("does not call documents good if an abuse is open", () => {
    const { status, summary } = judge(preset("vendor-default"));
    expect(summary.knowinglyOpen).toBeGreaterThan(0);
    expect(status).toMatchObject({ kind: "open", example: true });
  });

  it("is `proved` only if there are claims and all are proved", () => {
    const verdict = judge(closed);
    const { summary } = verdict;
    const refused = { ...summary, open: 0, knowinglyOpen: 0, blocked: 0 };
    const statusWith = (claims: readonly ClaimResult[], counts = refused) =>
      statusOf({ ...verdict, scenario: closed, summary: counts, claims }).kind;
    expect(statusWith([])).toBe("works");
    expect(statusWith([claim])).toBe("proved");
    expect(statusWith([claim, { ...claim, result: "refuted" }])).toBe("open");
    expect(statusWith([claim, { ...claim, result: "undecided" }])).toBe("undecided");
    expect(statusWith([claim, { ...claim, result: "refuted", rule: "r1" }])).toBe("open");
    expect(statusWith([claim, { ...claim, result: "undecided", rule: "r1" }])).toBe("undecided");
    expect(statusWith([claim], { ...refused, open: 1 })).toBe("open");
    expect(statusWith([claim], { ...refused, blocked: 1 })).toBe("open");
    expect(statusWith([claim], { ...refused, works: "unknown", why: "…" })).toBe("undecided");
    const error = {
      rule: "action-format",
      severity: "error",
      message: "",
      start: 0,
      end: 0,
    } as const;
    expect(
      statusOf({ ...verdict, scenario: closed, summary: refused, findings: { a: [error] } }).kind,
    ).toBe("open");
    expect(statusWith([claim], { ...refused, works: "stops-by-answer" })).toBe("stops");
  });

  it("comes with what is allowed beyond the import", () => {
    const { beyond } = judge(closed);
    expect(beyond?.roles.map(({ role }) => role)).toContain("CadoResponseRole of 444455556666");
    expect(beyond?.keys).toHaveLength(1);
  });

  it("counts refuted rules of the user beside refuted claims, each rule once", () => {
    const verdict = judge(closed);
    const rule = { ...claim, result: "refuted", rule: "r1" } as const;
    const claims = [rule, rule, { ...rule, rule: "r2" }, { ...claim, result: "refuted" } as const];
    const sentence = (summary: Summary) =>
      statusOf({ ...verdict, scenario: closed, claims, summary }).sentence;
    const refused = { ...verdict.summary, knowinglyOpen: 0, open: 0 };
    expect(sentence(refused)).toContain("2 rules of yours are refuted, and 1 claim is refuted");
    // An open abuse is the other side of a refuted claim: one of them is counted, as on the map.
    expect(sentence({ ...refused, open: 2 })).toMatch(/refuted, and 2 abuses are open\.$/);
  });

  it("follows from the claims when they are decided, but for what is worse", () => {
    const verdict = judge(closed);
    const summary = { ...verdict.summary, open: 0, knowinglyOpen: 0, blocked: 0 };
    const { claims: _, ...rest } = verdict;
    const pending = { ...rest, summary, status: { ...verdict.status, kind: "works" as const } };
    const kindWith = (status: typeof verdict.status, result: ClaimResult["result"]) =>
      withClaims({ ...pending, status }, [{ ...claim, result }]).status.kind;
    expect(kindWith(pending.status, "proved")).toBe("proved");
    expect(kindWith(pending.status, "refuted")).toBe("open");
    expect(kindWith(pending.status, "undecided")).toBe("undecided");
    for (const kind of ["incomplete", "stops"] as const)
      expect(kindWith({ ...verdict.status, kind }, "proved")).toBe(kind);
  });
});
