import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatted, minified } from "./layouts.ts";

describe("copying in another layout", () => {
  it("keeps the meaning of any object", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = JSON.stringify(value, null, 3);
        expect(minified(text)).toBe(JSON.stringify(value));
        expect(JSON.parse(formatted(minified(text)))).toEqual(JSON.parse(text));
      }),
    );
  });

  it("keeps what JSON.parse would lose: a member named twice, a number's digits", () => {
    expect(minified('{ "a": 1.0, "a": 2 }')).toBe('{"a":1.0,"a":2}');
  });

  it("indents by two spaces", () => {
    expect(formatted('{"Version":"2012-10-17","Statement":[]}')).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    );
  });

  it("does not change text that is not JSON", () => {
    expect([minified("{ oops "), formatted("{ oops ")]).toEqual(["{ oops ", "{ oops "]);
  });
});
