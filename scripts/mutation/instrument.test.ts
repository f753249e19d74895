import { describe, expect, test } from "vitest";
import { instrument } from "./instrument.mjs";

const changes = (source: string) =>
  instrument("a.ts", source, 0).mutants.map(({ from, to }) => `${from} -> ${to}`);

describe("the changes that the mutation run makes", () => {
  test.each([
    [
      "const f = (a: number) => a < 1;",
      [
        "a < 1 -> true",
        "a < 1 -> false",
        "a < 1 -> (a) <= (1)",
        "a < 1 -> (a) >= (1)",
        "(a: number) => a < 1 -> () => undefined",
      ],
    ],
    ["const g = !list.some(test);", ["some -> every", "!list.some(test) -> list.some(test)"]],
    [
      "const h = a?.b.startsWith(c);",
      ["startsWith -> endsWith", "a?.b.startsWith(c) -> a.b.startsWith(c)"],
    ],
    ["const t = /^a+$/;", ["/^a+$/ -> /a+$/", "/^a+$/ -> /^a+/", "/^a+$/ -> /^a$/"]],
    ['type T = "a" | true; import x from "x";', []],
  ])("%s", (source, expected) => {
    expect(changes(source)).toEqual(expected);
  });

  test("none of them is active until it is asked for, and every turn of a loop counts", () => {
    const source =
      "const out = []; for (const one of [1, 2]) if (one > 1) out.push(one); return out;";
    const { code, mutants } = instrument("a.js", `(() => { ${source} })()`, 0);
    const run = (active: number) => {
      let steps = 0;
      const body = new Function("__mutant", "__step", `return ${code}`);
      return [
        body(
          (id: number) => id === active,
          () => (steps += 1),
        ),
        steps,
      ];
    };
    expect(run(-1)).toEqual([[2], 2]);
    const results = mutants.map(({ id }) => JSON.stringify(run(id)));
    expect(results).toContain("[[1,2],2]");
    expect(results.every((one) => one !== "[[2],2]")).toBe(true);
  });
});
