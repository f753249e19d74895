import { describe, expect, it } from "vitest";
import { readYaml } from "../text/yaml-text.ts";
import { type Members, memberIn } from "../value.ts";
import { resolve } from "./resolve.ts";
import { templateOf } from "./template.ts";

const head = `
Parameters:
  Name: { Type: String, Default: volumes }
  Account: { Type: String, Default: 012345678901 }
  Regions: { Type: CommaDelimitedList, Default: "eu-west-1, us-east-1" }
  Unset: { Type: String }
  Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: /path/to/it }
Mappings:
  Stages: { prod: { Prefix: alias/prod } }
Conditions:
  IsVolumes: !Equals [!Ref Name, volumes]
  IsOther: !Not [!Condition IsVolumes]
  IsBoth: !And [!Condition IsVolumes, !Condition IsOther]
  IsEither: !Or [!Condition IsOther, !Condition IsVolumes]
  IsUnset: !Equals [!Ref Unset, x]
Resources:
  Named: { Type: AWS::IAM::Role, Properties: { RoleName: !Sub "\${Name}-role", Path: /team/ } }
  Unnamed: { Type: AWS::IAM::Role, Properties: {} }
  Key: { Type: AWS::KMS::Key, Properties: {} }
`;

function resolved(yaml: string) {
  const read = readYaml(`${head}Value: ${yaml}\n`);
  const template = (read.ok ? read.values[0] : {}) as Members;
  return resolve(templateOf(template, new Map(), { left: 1_000_000 }), memberIn(template, "Value"));
}

describe("works out", () => {
  it.each([
    ["!Ref Name", "volumes"],
    ["!Ref Account", "012345678901"],
    ["!Ref Regions", ["eu-west-1", "us-east-1"]],
    ["!Ref Named", "volumes-role"],
    ["!Ref AWS::URLSuffix", "amazonaws.com"],
    ["!Sub 'arn:aws:kms:*:${Account}:alias/${Name}'", "arn:aws:kms:*:012345678901:alias/volumes"],
    ["!Sub ['${A}/${Name}', { A: !Ref Account }]", "012345678901/volumes"],
    ["!Sub '${!aws:username}/${Name}'", "${aws:username}/volumes"],
    ["!Join [':', [a, !Ref Name, c]]", "a:volumes:c"],
    ["!Join [',', !Ref Regions]", "eu-west-1,us-east-1"],
    ["!Split ['-', a-b-c]", ["a", "b", "c"]],
    ["!Select [1, !Split ['-', a-b-c]]", "b"],
    ["!Select ['1', !Ref Regions]", "us-east-1"],
    ["!FindInMap [Stages, prod, Prefix]", "alias/prod"],
    ["!If [IsVolumes, a, b]", "a"],
    ["!If [IsOther, a, b]", "b"],
    ["!If [IsBoth, a, b]", "b"],
    ["!If [IsEither, a, b]", "a"],
    ["[a, !If [IsOther, b, !Ref AWS::NoValue], c]", ["a", "c"]],
    ["{ a: 1, b: !Ref AWS::NoValue }", { a: 1 }],
    ["{ 'Fn::Join': ['', [x, { Ref: Name }]] }", "xvolumes"],
    ["{ Condition: { StringEquals: { a: b } } }", { Condition: { StringEquals: { a: "b" } } }],
  ])("%s", (yaml, value) => {
    expect(resolved(yaml)).toMatchObject({ value, unresolved: [] });
  });
});

describe("keeps as a placeholder, with its place, what only a deployment knows", () => {
  it.each([
    ["!Ref AWS::AccountId", "${AWS::AccountId}", ["${AWS::AccountId}"]],
    ["!Ref Unset", "${Unset}", ["${Unset}"]],
    ["!Ref Stored", "${Stored}", ["${Stored}"]],
    ["!GetAtt Key.Arn", "${Key.Arn}", ["${Key.Arn}"]],
    ["!GetAtt [Key, Arn]", "${Key.Arn}", ["${Key.Arn}"]],
    [
      "!GetAtt Named.Arn",
      "arn:${AWS::Partition}:iam::${AWS::AccountId}:role/team/volumes-role",
      ["${AWS::Partition}", "${AWS::AccountId}"],
    ],
    ["!GetAtt Unnamed.Arn", "${Unnamed.Arn}", ["${Unnamed.Arn}"]],
    [
      "!Sub '${AWS::Region}/${Name}/${Key}'",
      "${AWS::Region}/volumes/${Key}",
      ["${AWS::Region}", "${Key}"],
    ],
    ["!Join ['', ['arn:', !Ref 'AWS::Partition']]", "arn:${AWS::Partition}", ["${AWS::Partition}"]],
    ["!ImportValue shared-key", "${shared-key}", ["${shared-key}"]],
    ["!FindInMap [Stages, !Ref 'AWS::Region', Prefix]", "${FindInMap}", ["${FindInMap}"]],
    ["!Select [0, !GetAZs '']", "${Select}", ["${Select}"]],
    ["!Unheard x", "${Fn::Unheard}", ["${Fn::Unheard}"]],
  ])("%s", (yaml, value, placeholders) => {
    const found = resolved(`{ in: [x, ${yaml}] }`);
    expect(found.value).toEqual({ in: ["x", value] });
    expect(found.unresolved.map(({ placeholder }) => placeholder)).toEqual(placeholders);
    for (const { path, expression, message } of found.unresolved) {
      expect(path).toEqual(["in", 1]);
      expect(expression).toMatch(/^!/);
      expect(message).not.toBe("");
    }
  });

  it("and takes an undecided condition to hold, and names it", () => {
    const found = resolved("{ in: !If [IsUnset, !Ref Key, b] }");
    expect(found.value).toEqual({ in: "${Key}" });
    expect([...found.undecided]).toEqual(["IsUnset"]);
    expect(found.unresolved).toMatchObject([{ path: ["in"], placeholder: "${Key}" }]);
  });

  it("at the place that is left when items before it are taken out", () => {
    const found = resolved("[!Ref AWS::NoValue, a, !Ref Key]");
    expect(found.unresolved).toMatchObject([{ path: [1] }]);
  });
});
