import { describe, expect, test } from "vitest";
import { formulaOf } from "#testing/reach/answer-lines";
import { compileConditions } from "../authorizer/condition/condition.ts";
import { ContextReader } from "../authorizer/request/context-reader.ts";
import { Budget } from "./budget.ts";
import {
  type Asked,
  askedBy,
  askedForAbsence,
  comparisonFits,
  comparisonOf,
  given,
  holdsFor,
  isGiven,
  isRelation,
  variablesOf,
} from "./classes/comparisons.ts";
import { KeyTable } from "./classes/key-table.ts";

const variable = (name: string) => `$\{${name}}`;
const askedOf = (
  operator: string,
  key: string,
  values: string | readonly string[],
  effect: "Allow" | "Deny" = "Allow",
  variables = true,
): Asked | undefined => {
  const [condition] = compileConditions({ [operator]: { [key]: values } }, variables);
  return condition && askedBy(condition, effect, variables);
};
const asked = (...parts: Parameters<typeof askedOf>): Asked => askedOf(...parts) as Asked;

describe("conditions as comparisons of their key", () => {
  test("equal words are one, and what tells them apart is effect, version, operator, key or value", () => {
    const one = asked("StringEquals", "kms:ViaService", "a");
    expect(one.keyName).toBe("kms:viaservice");
    expect(asked("StringEquals", "KMS:viaservice", ["a"]).id).toBe(one.id);
    expect(asked("StringEquals", "kms:ViaService", "a", "Allow", false).id).toBe(one.id);
    const others = [
      asked("StringEquals", "kms:ViaService", "a", "Deny"),
      asked("StringLike", "kms:ViaService", "a"),
      asked("StringEquals", "kms:CallerAccount", "a"),
      asked("StringEquals", "kms:ViaService", "b"),
      asked("StringEquals", "kms:ViaService", ["b", variable("aws:username")]),
      asked("StringEquals", "kms:ViaService", ["b", variable("aws:username")], "Allow", false),
    ];
    expect(new Set([one, ...others].map(({ id }) => id)).size).toBe(7);
  });
  test("the presence of a key is the same question under both effects", () => {
    const deny = asked("Null", "aws:SourceIp", "true", "Deny");
    expect(deny).toEqual(asked("Null", "aws:SourceIp", "true"));
    expect(deny.effect).toBe("Allow");
    expect(askedForAbsence("aws:sourceip")).toEqual(asked("Null", "aws:sourceip", "true"));
    expect(askedForAbsence("aws:sourceip").variables).toBe(false);
  });
  test("what cannot be read is none", () => {
    expect(askedOf("StringResembles", "kms:ViaService", "a")).toBeUndefined();
  });
  test("a variable relates two keys, a character written as one does not", () => {
    const related = asked("StringEquals", "aws:ResourceTag/Owner", [
      "x",
      `a-${variable("aws:username")}-${variable("*")}-${variable("AWS:PrincipalTag/team")}`,
    ]);
    expect(isRelation(related)).toBe(true);
    expect(variablesOf(related)).toEqual(["aws:username", "aws:principaltag/team"]);
    expect(related.variables).toBe(true);
    const star = asked("StringLike", "s3:prefix", `a${variable("*")}`);
    expect([isRelation(star), variablesOf(star), star.variables]).toEqual([false, [], true]);
    const plain = asked("StringLike", "s3:prefix", "a*");
    expect([isRelation(plain), variablesOf(plain), plain.variables]).toEqual([false, [], false]);
    const absence = askedForAbsence("s3:prefix");
    expect([isRelation(absence), variablesOf(absence)]).toEqual([false, []]);
  });
  test("no value at all is an absent key", () => {
    const equals = asked("StringNotEquals", "s3:prefix", "x");
    const lists = [undefined, [], [""], ["x"], ["y"], ["x", "y"]];
    expect(lists.map((list) => holdsFor(equals, list))).toEqual([
      true,
      true,
      true,
      false,
      true,
      false,
    ]);
    expect(lists.map((list) => holdsFor(askedForAbsence("s3:prefix"), list))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
  test("are plain data, and a context answers them", () => {
    const comparison = comparisonOf(asked("StringLike", "kms:ViaService", "ec2.*"), true);
    expect(comparison).toEqual({
      operator: "StringLike",
      values: ["ec2.*"],
      effect: "Allow",
      variables: false,
      holds: true,
    });
    const fits = (holds: boolean, context: Record<string, string | string[]>) =>
      comparisonFits({ ...comparison, holds }, "kms:ViaService", new ContextReader(context));
    const through = { "KMS:ViaService": "ec2.us-east-1.amazonaws.com" };
    expect([fits(true, through), fits(false, through), fits(true, {}), fits(false, {})]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
  test("what a question gives is compared value by value, in order", () => {
    const fits = (values: string[], context: Record<string, string | string[]>, holds = true) =>
      comparisonFits(
        { operator: given, values, effect: "Allow", variables: false, holds },
        "Kms:GrantOperations",
        new ContextReader(context),
      );
    const operations = { "kms:GrantOperations": ["Decrypt", "Encrypt"] };
    expect(given).toBe("given");
    expect(fits(["Decrypt", "Encrypt"], operations)).toBe(true);
    expect(fits(["Decrypt", "Encrypt"], operations, false)).toBe(false);
    expect(fits(["Encrypt", "Decrypt"], operations)).toBe(false);
    expect(fits(["Decrypt"], operations)).toBe(false);
    expect(fits([], {})).toBe(true);
    expect(fits(["Decrypt"], {})).toBe(false);
    expect(isGiven([], undefined)).toBe(true);
    expect(isGiven(["a"], undefined)).toBe(false);
    expect(isGiven([], ["a"])).toBe(false);
  });
});

describe("the states of a condition key", () => {
  const table = (
    comparisons: readonly Asked[],
    kind = { isSingle: false, isTruth: false },
    givenValues: readonly (readonly string[])[] = [],
    budget = new Budget(undefined),
  ) => new KeyTable("kms:viaservice", comparisons, givenValues, kind, budget);
  const ec2 = "ec2.us-east-1.amazonaws.com";
  const statesOf = (states: KeyTable) =>
    Array.from({ length: states.size }, (_, at) => {
      const examples = states.examplesOf(at).map((list) => list?.join("|") ?? "absent");
      const set = formulaOf(states.describe(1n << BigInt(at)));
      return `${examples.slice(0, 3).join(", ")} = ${set}`;
    });
  const any = asked("ForAnyValue:StringEquals", "kms:ViaService", ec2);
  const every = asked("ForAllValues:StringLike", "kms:ViaService", ["ec2.*", "rds.*"]);

  test("one value: absent, the value, another", () => {
    const states = table([asked("StringEquals", "kms:ViaService", ec2)], {
      isSingle: true,
      isTruth: false,
    });
    expect(statesOf(states)).toMatchInlineSnapshot(`
      [
        "absent = Null true",
        "ec2.us-east-1.amazonaws.com = StringEquals ec2.us-east-1.amazonaws.com",
        "rds.us-east-1.amazonaws.com, , x = not StringEquals ec2.us-east-1.amazonaws.com and not Null true",
      ]
    `);
    expect(states.written).toBe("kms:ViaService");
    expect(states.absent).toBe(1n);
    expect(states.statesOf(asked("StringEquals", "kms:ViaService", ec2))).toBe(2n);
    expect(states.statesOf(asked("StringEquals", "kms:ViaService", "x"))).toBe(0n);
    expect(states.examplesOf(9)).toEqual([]);
  });
  test("several values: those that answer any comparison differently", () => {
    expect(statesOf(table([any, every]))).toMatchInlineSnapshot(`
      [
        "absent = Null true",
        "ec2.us-east-1.amazonaws.com, ec2.us-east-1.amazonaws.com = ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and ForAllValues:StringLike ec2.*|rds.*",
        "ec2.*, rds.*, rds.us-east-1.amazonaws.com = not ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and ForAllValues:StringLike ec2.*|rds.* and not Null true",
        "x, | = not ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and not ForAllValues:StringLike ec2.*|rds.*",
        "ec2.us-east-1.amazonaws.com| = ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and not ForAllValues:StringLike ec2.*|rds.*",
      ]
    `);
    expect(statesOf(table([asked("StringEquals", "kms:ViaService", ec2)]))).toMatchInlineSnapshot(`
      [
        "absent = Null true",
        "ec2.us-east-1.amazonaws.com, ec2.us-east-1.amazonaws.com = StringEquals ec2.us-east-1.amazonaws.com",
        "rds.us-east-1.amazonaws.com, , x = not StringEquals ec2.us-east-1.amazonaws.com and not Null true",
      ]
    `);
  });
  test("true or false", () => {
    const bool = asked("Bool", "kms:ViaService", "true");
    expect(statesOf(table([bool], { isSingle: true, isTruth: true }))).toMatchInlineSnapshot(`
      [
        "absent = Null true",
        "true = Bool true",
        "false = not Bool true and not Null true",
      ]
    `);
  });
  test("what questions give", () => {
    const states = table([any], { isSingle: false, isTruth: false }, [[], [ec2, "x"], ["y"]]);
    expect(statesOf(states)).toMatchInlineSnapshot(`
      [
        "absent = given ",
        "ec2.us-east-1.amazonaws.com|x = given ec2.us-east-1.amazonaws.com|x",
        "y, y = given y",
        "ec2.us-east-1.amazonaws.com, ec2.us-east-1.amazonaws.com, ec2.us-east-1.amazonaws.com = ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and not given ec2.us-east-1.amazonaws.com|x",
        "x, rds.us-east-1.amazonaws.com,  = not ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and not given  and not given y",
      ]
    `);
    expect(states.givenStates([])).toBe(states.absent);
    const [both, one] = [states.givenStates([ec2, "x"]), states.givenStates(["y"])];
    expect([both, one, states.givenStates(["x"])].map(String)).toMatchInlineSnapshot(`
      [
        "2",
        "4",
        "16",
      ]
    `);
    expect(states.describe(both)).toEqual({
      anyOf: [
        [{ operator: given, values: [ec2, "x"], effect: "Allow", variables: false, holds: true }],
      ],
    });
  });
  test("a key that no policy writes has the name that AWS gives it", () => {
    const nameOf = (key: string) =>
      new KeyTable(key, [], [], { isSingle: true, isTruth: false }, new Budget(undefined)).written;
    expect(nameOf("kms:grantisforawsresource")).toBe("kms:GrantIsForAWSResource");
    expect(nameOf("s3:prefix")).toBe("s3:prefix");
  });
  test("with no steps left single values stand", () => {
    const spent = table([any, every], { isSingle: false, isTruth: false }, [], new Budget(0));
    expect(statesOf(spent)).toMatchInlineSnapshot(`
      [
        "absent = Null true",
        "ec2.us-east-1.amazonaws.com = ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com",
        "ec2.*, rds.*, rds.us-east-1.amazonaws.com = not ForAnyValue:StringEquals ec2.us-east-1.amazonaws.com and not Null true",
      ]
    `);
  });
});
