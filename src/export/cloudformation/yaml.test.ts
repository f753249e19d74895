import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { printYaml } from "./yaml.ts";

describe("YAML", () => {
  it("is as people write it", () => {
    const policy = {
      Version: "2012-10-17",
      Statement: [
        { Sid: "One", Action: ["kms:*", "kms:Decrypt"], Resource: "*", Condition: {} },
        { Principal: { AWS: "arn:aws:iam::111111111111:root" } },
      ],
    };
    expect(printYaml({ Type: "AWS::KMS::Key", KeyPolicy: policy, Tags: [] })).toBe(
      `Type: AWS::KMS::Key
KeyPolicy:
  Version: "2012-10-17"
  Statement:
    - Sid: One
      Action:
        - kms:*
        - kms:Decrypt
      Resource: "*"
      Condition: {}
    - Principal:
        AWS: arn:aws:iam::111111111111:root
Tags: []
`,
    );
  });

  const traps = [
    ..."yYnN~*&!%@`#|>-?:,[]{}'\"\\".split(""),
    ...["yes", "No", "on", "OFF", "true", "Null", "NaN", ".inf", "<<", "=", "---", "...", ""],
    ...[
      "012345678901",
      "0o17",
      "0x1F",
      "1_000",
      "1e3",
      "e1",
      "12:30:45",
      "2012-10-17",
      "1.0",
      "+1",
    ],
    ...["!Sub ${AWS::AccountId}", "&a", "*a", "a: b", "a #b", "- a", "? a", "a:", ": a", " a "],
    ...["a\nb", "a\r\nb", "\t", "\u0000", "\u0085", "\u2028", "\ufeff", "\u007f", "é", "🔑"],
  ];

  it.each(["1.1", "1.2"] as const)("keeps text that YAML %s could misread", (version) => {
    const value = { list: traps, members: Object.fromEntries(traps.map((trap) => [trap, trap])) };
    expect(parse(printYaml(value), { version, merge: true, maxAliasCount: 0 })).toEqual(value);
  });

  it.each(["1.1", "1.2"] as const)("gives any JSON back in YAML %s", (version) => {
    const long = fc.string({ maxLength: 4 }).map((name) => name.padEnd(1100, "long: "));
    const json = fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.dictionary(long, fc.jsonValue()));
    fc.assert(
      fc.property(json, (value) => {
        const expected: unknown = JSON.parse(JSON.stringify(value));
        expect(parse(printYaml(value), { version })).toEqual(expected);
      }),
    );
  });
});
