import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatted, minified } from "./layouts.ts";

describe("copying in another layout", () => {
  it("says the same, for any object", () => {
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

  it("lays out with two spaces", () => {
    expect(formatted('{"Version":"2012-10-17","Statement":[]}')).toBe(
      '{\n  "Version": "2012-10-17",\n  "Statement": []\n}',
    );
  });

  it("leaves text that is not JSON alone", () => {
    expect([minified("{ oops "), formatted("{ oops ")]).toEqual(["{ oops ", "{ oops "]);
  });
});
