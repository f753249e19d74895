import { describe, expect, test } from "vitest";
import { readTemplate } from "../authorizer/variables.ts";
import {
  arnPattern,
  globPattern,
  hasVariable,
  isLiteral,
  literalPattern,
  type Pattern,
  templatePattern,
} from "./classes/pattern.ts";

const variable = (name: string) => `$\{${name}}`;
describe("patterns", () => {
  const text = (pattern: Pattern | undefined) =>
    (pattern ?? [])
      .map((token) =>
        token.kind === "char"
          ? `${token.char}${token.anyCase ? "~" : ""}`
          : `${token.kind === "many" ? "*" : "?"}${token.not ? `(not ${token.not})` : ""}`,
      )
      .join("");
  const template = (value: string, variables = true) => readTemplate(value, variables);
  test("of texts", () => {
    expect(globPattern("a*?")).toEqual([
      { kind: "char", char: "a" },
      { kind: "many" },
      { kind: "one" },
    ]);
    expect(literalPattern("a*")).toEqual([
      { kind: "char", char: "a" },
      { kind: "char", char: "*" },
    ]);
    expect(literalPattern("a", true)).toEqual([{ kind: "char", char: "a", anyCase: true }]);
    expect(
      [literalPattern("a*"), globPattern("a*"), literalPattern("a", true), []].map(isLiteral),
    ).toEqual([true, false, false, true]);
  });
  test("of ARNs: a wildcard stays within one of the first five parts", () => {
    expect(
      [
        "arn:*:kms:us-?:2*:key/*",
        "*",
        "arn:aws:s3:::a:*",
        "arn:aws:s3::*",
        "*:*",
        `arn:aws:iam::1:user/${variable("aws:username")}?`,
      ].map((value) => text(arnPattern(template(value)))),
    ).toMatchInlineSnapshot(`
      [
        "arn:*(not :):kms:us-?(not :):2*(not :):key/*",
        "*(not :):*(not :):*(not :):*(not :):*(not :):*",
        "arn:aws:s3:::a:*",
        "",
        "",
        "arn:aws:iam::1:user/*?",
      ]
    `);
    expect(arnPattern(template("arn:aws:s3::*"))).toBeUndefined();
  });
  test("of values with variables", () => {
    const values = [`a${variable("aws:username")}*`, `a${variable("*")}*`, "a*", "a"];
    expect(values.map((value) => text(templatePattern(template(value))))).toEqual([
      "a**",
      "a**",
      "a*",
      "a",
    ]);
    expect(values.map((value) => templatePattern(template(value)).map(({ kind }) => kind))).toEqual(
      [["char", "many", "many"], ["char", "char", "many"], ["char", "many"], ["char"]],
    );
    expect(values.map((value) => hasVariable(template(value)))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(hasVariable(template(values[0] ?? "", false))).toBe(false);
  });
});
