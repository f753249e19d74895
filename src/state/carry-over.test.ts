import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDocument, type Statement, statementsOf } from "#policy";
import { carryOver, takeGenerated } from "./carry-over.ts";

type Loose = Statement & Record<string, unknown>;

const allow = (sid: string, action: string): Loose => ({
  Sid: sid,
  Effect: "Allow",
  Action: action,
});
const a = allow("A", "kms:Decrypt");
const b = allow("B", "kms:Encrypt");
const c = allow("C", "kms:DescribeKey");
const b2 = allow("B", "kms:ReEncrypt*");
const bMine = allow("B", "kms:Encrypt2");
const own = allow("Own", "kms:Sign");

const print = (statements: readonly Loose[], rest: object = { Version: "2012-10-17" }): string =>
  JSON.stringify({ ...rest, Statement: statements }, null, 2);

const statementsIn = (text: string): readonly Loose[] => {
  const parsed = parseDocument(text);
  if (!parsed.ok) throw new Error(`not JSON: ${text}`);
  return statementsOf(parsed.policy) as readonly Loose[];
};

describe("carrying a document over to new answers", () => {
  const cases: [title: string, base: Loose[], mine: Loose[], next: Loose[], text: Loose[]][] = [
    ["untouched statements follow", [a, b], [a, b, own], [a, b2], [a, b2, own]],
    ["edited ones stay", [a, b], [a, bMine], [c, a, b], [c, a, bMine]],
    ["added ones stay in their place", [a, b], [own, a, b], [a, b2, c], [own, a, b2, c]],
    ["removed ones stay away", [a, b], [a], [a, b, c], [a, c]],
    ["what the answers remove goes", [a, b], [a, b, own], [a], [a, own]],
    [
      "what the answers add stands after what it follows",
      [a, b],
      [b, a, own],
      [a, c, b],
      [b, a, c, own],
    ],
    ["what both added alike is there once", [a], [a, c, own], [a, c], [a, c, own]],
    ["the user's order stays", [a, b, c], [c, b, a], [a, b2, c], [c, b2, a]],
    [
      "a renamed statement is the same one",
      [a, b],
      [a, allow("Mine", "kms:Encrypt")],
      [c, a, b],
      [c, a, allow("Mine", "kms:Encrypt")],
    ],
    [
      "Sids that stand twice are distinguished by content",
      [a, b],
      [a, own, { ...own, Effect: "Deny" }, b],
      [a, b2],
      [a, own, { ...own, Effect: "Deny" }, b2],
    ],
    [
      "statements without Sid stay",
      [a, b],
      [{ Effect: "Deny" }, a, b],
      [a, b2],
      [{ Effect: "Deny" }, a, b2],
    ],
    ["all removed and one new", [a, b], [], [a, b, c], [c]],
  ];
  it.each(cases)("%s", (_title, base, mine, next, text) => {
    const result = carryOver(print(base), print(mine), print(next));
    expect(statementsIn(result.text)).toEqual(text);
    expect(result.clashes).toEqual([]);
    // The layout is the printer's still, whatever came and went.
    if (mine.length > 0) expect(result.text).toBe(print(text));
  });

  const clashing: [
    title: string,
    base: Loose[],
    mine: Loose[],
    next: Loose[],
    kind: string,
    mineSid: Loose | undefined,
    generated: Loose | undefined,
  ][] = [
    ["both changed", [a, b], [a, bMine], [a, b2], "changed-both", bMine, b2],
    [
      "the answers removed what the user changed",
      [a, b],
      [a, bMine],
      [a],
      "removed-by-answers",
      bMine,
      undefined,
    ],
    [
      "the user removed what the answers changed",
      [a, b],
      [a],
      [a, b2],
      "removed-by-you",
      undefined,
      b2,
    ],
    ["both added under one Sid", [a], [a, bMine], [a, b2], "changed-both", bMine, b2],
  ];
  it.each(clashing)(
    "%s: the user's version stays and both are shown",
    (_title, base, mine, next, kind, kept, offered) => {
      const result = carryOver(print(base), print(mine), print(next));
      expect(result.text).toBe(print(mine));
      const [clash] = result.clashes;
      expect(result.clashes).toHaveLength(1);
      expect(clash).toMatchObject({ kind, name: "B", of: "statement" });
      expect(clash?.mine ? JSON.parse(clash.mine) : undefined).toEqual(kept);
      expect(clash?.generated ? JSON.parse(clash.generated) : undefined).toEqual(offered);
      if (clash) expect(takeGenerated(print(mine), print(next), clash)).toBe(print(next));
    },
  );

  it("merges top-level members one by one", () => {
    const base = print([a], { Version: "2012-10-17", Id: "one" });
    const mine = print([a], { Version: "2008-10-17", Id: "one", Note: 1 });
    const next = print([b], { Version: "2012-10-17", Id: "two" });
    const { text, clashes } = carryOver(base, mine, next);
    expect(JSON.parse(text)).toEqual({ Version: "2008-10-17", Id: "two", Note: 1, Statement: [b] });
    expect(clashes).toEqual([]);
  });

  it("shows a member that both changed", () => {
    const { text, clashes } = carryOver(
      print([a], { Id: "one" }),
      print([a], { Id: "mine" }),
      print([a], { Id: "two" }),
    );
    expect(JSON.parse(text).Id).toBe("mine");
    expect(clashes).toEqual([
      {
        kind: "changed-both",
        of: "member",
        name: "Id",
        mine: '"Id": "mine"',
        generated: '"Id": "two"',
      },
    ]);
  });

  it("leaves every byte of what it does not replace", () => {
    const mine = `\t{ "Version" : "2012-10-17" ,\n"Statement":[ {"Sid":"A",  "Effect":"Allow","Action":"kms:Decrypt"} ,\n   {"Sid":"B","Effect":"Allow","Action":"kms:Encrypt"}\n , {"Sid" : "Own"} ] }\n\n`;
    const { text } = carryOver(print([a, b]), mine, print([a, b2]));
    expect(text).toBe(
      mine.replace(
        '{"Sid":"B","Effect":"Allow","Action":"kms:Encrypt"}',
        '{\n     "Sid": "B",\n     "Effect": "Allow",\n     "Action": "kms:ReEncrypt*"\n   }',
      ),
    );
  });

  it("lays a new statement out as its neighbours are", () => {
    const minified = JSON.stringify({ Statement: [a, own] });
    const { text } = carryOver(print([a], {}), minified, print([a, b], {}));
    expect(text).toBe(JSON.stringify({ Statement: [a, b, own] }));
    const tabbed = JSON.stringify({ Statement: [a, own] }, null, "\t");
    const moved = carryOver(print([a], {}), tabbed, print([a, b], {})).text;
    expect(moved).toContain('\n\t\t{\n\t\t  "Sid": "B",');
  });

  it("makes a list of a statement that stood alone", () => {
    const mine = JSON.stringify({ Version: "2012-10-17", Statement: a, Id: "x" }, null, 2);
    const { text } = carryOver(print([a]), mine, print([a, b]));
    expect(JSON.parse(text)).toEqual({ Version: "2012-10-17", Statement: [a, b], Id: "x" });
  });

  it("leaves text that is no JSON as it was typed", () => {
    const mine = `${print([a, b])}}`;
    expect(carryOver(print([a, b]), mine, print([a]))).toEqual({
      text: mine,
      clashes: [],
      merged: false,
    });
  });
});

describe("carrying over, whatever the documents", () => {
  const statement = fc.record(
    {
      Sid: fc.constantFrom("A", "B", "C", "D", "", 7 as unknown as string),
      Effect: fc.constantFrom("Allow" as const, "Deny" as const),
      Action: fc.constantFrom("kms:Decrypt", "kms:Encrypt", ["kms:Sign"]),
    },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Loose>;
  const layout = fc.constantFrom<(value: unknown) => string>(
    (value) => JSON.stringify(value, null, 2),
    (value) => JSON.stringify(value),
    (value) => ` ${JSON.stringify(value, null, "\t")}\n`,
  );
  const document = fc
    .tuple(
      fc.record(
        {
          Version: fc.constantFrom("2012-10-17", "2008-10-17"),
          Id: fc.constantFrom("one", "two"),
          Statement: fc.oneof(
            { weight: 6, arbitrary: fc.array(statement, { maxLength: 5 }) },
            statement,
            fc.constantFrom<unknown>("none", null),
          ),
        },
        { requiredKeys: [] },
      ),
      layout,
    )
    .map(([value, write]) => write(value));
  const anyText = fc.oneof(
    document,
    fc.string(),
    fc.json(),
    document.map((text) => text.slice(0, -2)),
  );

  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

  it("is the new text where the user changed nothing, and the user's where the answers did not", () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(carryOver(one, one, other)).toEqual({ text: other, clashes: [], merged: true });
        expect(carryOver(one, other, one)).toEqual({ text: other, clashes: [], merged: true });
      }),
    );
  });

  it("takes any text, and what it merges is JSON again", () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (base, mine, next) => {
        const { text, merged } = carryOver(base, mine, next);
        if (!merged) expect(text).toBe(mine);
        else if (base !== next && base !== mine && mine !== next)
          expect(parseDocument(text).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("loses nothing that the user wrote: it is in the text unless the answers had it before", () => {
    fc.assert(
      fc.property(document, document, document, (base, mine, next) => {
        const { text } = carryOver(base, mine, next);
        const [was, after] = [statementsIn(base), statementsIn(text)];
        for (const written of statementsIn(mine))
          expect(
            after.some((one) => same(one, written)) ||
              was.some((one) => same(sorted(one), sorted(written))),
          ).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  const sorted = (value: unknown) =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).sort())
      : value;
});

describe("carrying over, statement by statement", () => {
  const sids = ["A", "B", "C", "D"];
  /** What the generator may write: each Sid once, in order, each in one of two versions. */
  const generated = fc
    .tuple(...sids.map((sid) => fc.constantFrom(undefined, `${sid}:1`, `${sid}:2`)))
    .map((actions) =>
      actions.flatMap((action, index) => (action ? [allow(sids[index] ?? "", action)] : [])),
    );
  /** What the user does to each statement, and what they add. */
  const hand = fc.record({
    deeds: fc.tuple(...sids.map(() => fc.constantFrom("leave", "edit", "remove"))),
    added: fc.subarray([
      allow("Own1", "own:1"),
      allow("Own2", "own:2"),
      { Effect: "Deny" as const },
    ]),
    shuffle: fc.constantFrom(0, 1, 2),
  });

  it("every statement is where the answers and the user put it, and every contradiction is reported", () => {
    fc.assert(
      fc.property(generated, generated, hand, (base, next, { deeds, added, shuffle }) => {
        const deedOf = (sid: string | undefined) => deeds[sids.indexOf(sid ?? "")];
        const written = base.flatMap((one): Loose[] => {
          const deed = deedOf(one.Sid);
          if (deed === "remove") return [];
          return [deed === "edit" ? { ...one, Action: `${one.Sid}:mine` } : one];
        });
        const mine = [...added.slice(shuffle), ...written, ...added.slice(0, shuffle)];
        const result = carryOver(print(base), print(mine), print(next));
        const find = (list: readonly Loose[], sid: string) => list.find(({ Sid }) => Sid === sid);
        const reported = result.clashes.map(({ name }) => name);

        for (const sid of sids) {
          const [was, offered] = [find(base, sid), find(next, sid)];
          const left = !was || deedOf(sid) === "leave";
          const answersChanged = JSON.stringify(was) !== JSON.stringify(offered);
          const agreed = !offered && deedOf(sid) === "remove";
          expect(find(statementsIn(result.text), sid)).toEqual(left ? offered : find(mine, sid));
          expect(reported.includes(sid)).toBe(!left && answersChanged && !agreed);
        }
        for (const one of added) expect(statementsIn(result.text)).toContainEqual(one);

        // A second time nothing is left to do, and all conflicts settled for the answers give their side.
        expect(carryOver(print(base), result.text, print(next)).text).toBe(result.text);
        const settled = result.clashes.reduce(
          (text, clash) => takeGenerated(text, print(next), clash) ?? text,
          result.text,
        );
        for (const sid of reported)
          expect(find(statementsIn(settled), sid)).toEqual(find(next, sid));
      }),
      { numRuns: 400 },
    );
  });
});
