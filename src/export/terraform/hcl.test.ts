import { format } from "@cdktf/hcl-tools";
import { parse } from "@cdktf/hcl2json";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  attribute,
  block,
  call,
  comment,
  gap,
  hclFile,
  type Item,
  list,
  literal,
  reference,
} from "./hcl.ts";

/** hcl2json gives texts as templates: what is no template is escaped once more. */
const plain = (text: string) => text.replace(/([$%])\1\{/g, "$1{");

function plainDeep(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_name, member) => {
    if (typeof member === "string") return plain(member);
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).map(([name, one]) => [plain(name), one]));
  });
}

describe("a JSON value in HCL", () => {
  const text = fc.oneof(
    fc.string({ unit: "grapheme-ascii" }),
    fc
      .array(fc.constantFrom("$", "{", "}", "%", '"', "\\", "\n", "\t", "\r", "é", "\u202e", "a"))
      .map((parts) => parts.join("")),
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      text,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));

  it("is read back as it was, and laid out as terraform fmt does", async () => {
    await fc.assert(
      fc.asyncProperty(value, async (each) => {
        const file = hclFile([attribute("x", literal(each))]);
        const { x = null } = await parse("x.tf", file);
        // hcl2json leaves numbers, booleans and null as they are and drops nothing.
        expect(plainDeep(x)).toEqual(each);
        expect(await format(file)).toBe(file);
      }),
      { numRuns: 150 },
    );
  });

  it.each([
    ["a policy variable", "${aws:PrincipalTag/x}", '"$${aws:PrincipalTag/x}"'],
    ["a directive", "%{if true}", '"%%{if true}"'],
    ["dollars before a brace", "$${", '"$$${"'],
    ["a line break", 'a\r\n\t"\\', '"a\\r\\n\\t\\"\\\\"'],
    ["what nobody sees", "\u202e\u0000\u{e0001}", '"\\u202e\\u0000\\U000e0001"'],
    ["half a pair", "\ud800", '"\uFFFD"'],
    ["a number past all", Number.POSITIVE_INFINITY, "null"],
    ["a word that begins an expression", { for: 1 }, '{\n  "for" = 1\n}'],
  ])("writes %s inert", (_what, given, written) => {
    expect(literal(given)).toBe(written);
  });
});

describe("the layout is that of terraform fmt", () => {
  const long = literal({ a: 1 });
  it.each<[string, Item[], string]>([
    [
      "aligns neighbours",
      [attribute("a", literal(1)), attribute("long", literal(2))],
      "a    = 1\nlong = 2\n",
    ],
    [
      "not past a value of several lines",
      [attribute("a", literal(1)), attribute("longest", long), attribute("b", literal(2))],
      "a = 1\nlongest = {\n  a = 1\n}\nb = 2\n",
    ],
    [
      "not past an empty line",
      [attribute("a", literal(1)), gap, attribute("long", literal(2))],
      "a = 1\n\nlong = 2\n",
    ],
    [
      "counts what a reader counts",
      [attribute("x", literal({ é́: 1, bb: 2 }))],
      'x = {\n  "é́" = 1\n  bb  = 2\n}\n',
    ],
    [
      "sets blocks apart",
      [
        attribute("a", literal([])),
        block("b", ["c"], [block("d", [], []), attribute("e", reference("f", "g"))]),
        comment("why"),
        block("h", [], [attribute("i", list([literal("j"), call("k", literal("l"))]))]),
      ],
      'a = []\n\nb "c" {\n  d {}\n\n  e = f.g\n}\n\n# why\nh {\n  i = [\n    "j",\n    k("l"),\n  ]\n}\n',
    ],
  ])("%s", async (_what, items, text) => {
    expect(hclFile(items)).toBe(text);
    expect(await format(text)).toBe(text);
  });
});

it("a comment stays one, whatever its text", async () => {
  const text = hclFile([comment('a\n}\nresource "x" "y" {}\r\u2028resource "x" "y" {}')]);
  expect(await parse("x.tf", text)).toEqual({});
});

it("refuses a name that is none: names are ours", () => {
  expect(() => reference('x"')).toThrow("no HCL name");
});
