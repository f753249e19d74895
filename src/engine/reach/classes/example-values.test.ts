import { describe, expect, test } from "vitest";
import type { Condition } from "#policy";
import { compileConditions } from "../../authorizer/condition/condition.ts";
import { Budget } from "../budget.ts";
import { type Asked, askedBy, holdsFor } from "./comparisons.ts";
import { exampleValues, independentComparisons, plausibleValues } from "./example-values.ts";
import { globPattern } from "./pattern.ts";

/** The comparisons of a Condition block, as a statement with policy variables has them. */
const askedOf = (block: Condition, effect: "Allow" | "Deny" = "Allow"): readonly Asked[] =>
  compileConditions(block, true).flatMap((condition) => askedBy(condition, effect, true) ?? []);
const key = "kms:EncryptionContext:case";
const valuesOf = (operators: Record<string, string | string[]>, name = key.toLowerCase()) =>
  exampleValues(
    Object.entries(operators).flatMap(([operator, value]) =>
      askedOf({ [operator]: { [key]: value } }),
    ),
    name,
    new Budget(10_000),
  );

describe("a request is shown with values that a reader knows", () => {
  test.each([
    ["kms:viaservice", ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"]],
    ["kms:calleraccount", ["999999999999"]],
    ["kms:grantisforawsresource", ["true", "false"]],
    ["kms:grantoperations", ["Decrypt", "CreateGrant"]],
    ["kms:encryptioncontextkeys", ["aws:ebs:id"]],
    ["kms:encryptioncontext:aws:ebs:id", ["vol-0123456789abcdef0", "snap-0123456789abcdef0"]],
    ["kms:resourcealiases", ["alias/other"]],
    ["kms:requestalias", ["alias/other"]],
    ["kms:keyspec", ["SYMMETRIC_DEFAULT", "RSA_2048"]],
    ["kms:keyusage", ["ENCRYPT_DECRYPT", "SIGN_VERIFY"]],
    ["kms:multiregion", ["false", "true"]],
    ["aws:principalorgid", ["o-otherorg123"]],
    ["aws:principalaccount", ["999999999999"]],
    ["aws:principalarn", ["arn:aws:iam::999999999999:role/Visitor"]],
    ["aws:principaltype", ["AssumedRole", "User"]],
    ["aws:resourceaccount", ["999999999999"]],
    ["aws:requestedregion", ["us-east-1", "eu-west-1"]],
    ["aws:sourceaccount", ["999999999999"]],
    ["aws:sourcearn", ["arn:aws:ec2:us-east-1:999999999999:instance/i-0123456789abcdef0"]],
    ["aws:sourceip", ["203.0.113.7"]],
    ["aws:sourcevpce", ["vpce-0123456789abcdef0"]],
    ["aws:sourcevpc", ["vpc-0123456789abcdef0"]],
    ["aws:username", ["Visitor"]],
    ["aws:userid", ["AROAEXAMPLEID:visitor"]],
    ["aws:currenttime", ["2026-01-01T00:00:00Z"]],
    ["sts:externalid", ["other-external-id"]],
    ["sts:rolesessionname", ["visitor"]],
    ["aws:viaawsservice", ["true", "false"]],
    ["aws:principalisawsservice", ["true", "false"]],
    ["aws:securetransport", ["true", "false"]],
    ["aws:multifactorauthpresent", ["true", "false"]],
    ["aws:principaltag/team", ["other"]],
    ["constructor", ["other"]],
  ])("%s", (name, expected) => {
    expect(plausibleValues(name)).toEqual(expected);
  });
});

describe("values of a key: what policies write first, then likely ones, then others", () => {
  const cases: [string, Record<string, string | string[]>, string[]][] = [
    ["names", { StringEquals: ["forensics", "backup"] }, ["forensics", "backup", "other", "", "x"]],
    [
      "a name in any case",
      { StringEqualsIgnoreCase: "Forensics" },
      ["Forensics", "other", "fORENSICS", "forensics", "FORENSICS", "", "x"],
    ],
    ["a truth", { Bool: "true" }, ["true", "other", "TRUE", "", "x"]],
    ["a pattern", { StringLike: "team-*" }, ["team-*", "other", "", "x", "team-", "team-x"]],
    [
      "an ARN",
      { ArnLike: "arn:aws:ec2:*:111111111111:instance/*" },
      [
        "arn:aws:ec2:*:111111111111:instance/*",
        "other",
        "",
        "x",
        "arn:aws:ec2::111111111111:instance/",
        "arn:aws:ec2:x:111111111111:instance/",
      ],
    ],
    ["an ARN that is none", { ArnEquals: "instance/*" }, ["instance/*", "other", "", "x"]],
    [
      "numbers",
      { NumericLessThanEquals: "30" },
      ["30", "other", "030", "30.0", "29", "029", "29.0", "31", "031", "31.0", "", "x"],
    ],
    [
      "a number or a name",
      { NumericEquals: "7", StringEquals: "seven" },
      ["7", "seven", "other", "07", "7.0", "6", "06", "6.0", "8", "08", "8.0", "", "x"],
    ],
    [
      "a number and a pattern",
      { NumericLessThan: "30", StringLike: "2*" },
      [
        "30",
        "2*",
        "other",
        "030",
        "30.0",
        "29",
        "029",
        "29.0",
        "31",
        "031",
        "31.0",
        "",
        "0",
        "00",
        "000",
        "00000",
        ".5",
        "2",
        "20",
        "200",
        "2000",
        "200000",
        "2.5",
        "9",
        "90",
        "900",
        "9000",
        "900000",
        "9.5",
        "290",
        "2900",
        "29000",
        "2900000",
        "29.5",
        "x",
        "2x",
      ],
    ],
    [
      "a date and a pattern",
      { DateLessThan: "2026-01-01T00:00:00Z", StringLike: "2*6" },
      [
        "2026-01-01T00:00:00Z",
        "2*6",
        "other",
        "1767225600",
        "2025-12-31T00:00:00Z",
        "1767139200",
        "2026-01-02T00:00:00Z",
        "1767312000",
        "2025-12-31T23:59:59Z",
        "1767225599",
        "2026-01-01T00:00:01Z",
        "1767225601",
        "",
        "0",
        "00",
        "000",
        "00000",
        ".5",
        "9",
        "90",
        "900",
        "9000",
        "900000",
        "9.5",
        "26",
        "260",
        "2600",
        "26000",
        "2600000",
        "26.5",
        "296",
        "2960",
        "29600",
        "296000",
        "29600000",
        "296.5",
        "x",
        "2x6",
      ],
    ],
    [
      "an address",
      { IpAddress: "192.0.2.7" },
      [
        "192.0.2.7",
        "other",
        "192.0.2.6",
        "192.0.2.8",
        "192.0.2.7/32",
        "192.0.2.6/31",
        "203.0.113.7",
        "2001:db8::7",
        "0.0.0.0/0",
        "::/0",
        "",
        "x",
      ],
    ],
    [
      "bytes",
      { BinaryEquals: "a2V5aG9sZQ==" },
      ["a2V5aG9sZQ==", "other", "a2V5aG9sZQ", "a2V5aG9sZQ===", "b3RoZXI=", "", "x"],
    ],
    ["presence", { Null: "true" }, ["other", "", "x"]],
    ["a variable", { StringLike: `${"$"}{aws:username}-*` }, ["other", "", "x"]],
    ["a star that is meant", { StringLike: `100${"$"}{*}` }, ["100*", "other", "", "x"]],
    [
      "every value, if there is one",
      { "ForAllValues:StringLikeIfExists": "case-?" },
      ["case-?", "other", "", "x", "case-x"],
    ],
    [
      "some value",
      { "ForAnyValue:NumericEqualsIfExists": "1" },
      ["1", "other", "01", "1.0", "0", "00", "0.0", "2", "02", "2.0", "", "x"],
    ],
  ];
  test.each(cases)("%s", (_name, operators, expected) => {
    expect(valuesOf(operators)).toEqual(expected);
  });

  test("of a form only those that fit it are made", () => {
    const asked = askedOf({ StringLike: { [key]: ["a*", "*b"] } });
    const found = exampleValues(asked, "other", new Budget(1_000), [globPattern("?")]);
    expect(found).toEqual(["a*", "*b", "other", "x", "a", "b", ""]);
  });

  test("of any two answers that values of a key can have there is a value", () => {
    const asked = askedOf({
      StringLike: { [key]: ["case-*", "case-7?"] },
      StringEqualsIgnoreCase: { [key]: "Case-70" },
      StringEquals: { [key]: ["case-70", "CASE-70"] },
    });
    const answersTo = (text: string) => asked.map((one) => holdsFor(one, [text])).join();
    const found = new Set(exampleValues(asked, key, new Budget(10_000)).map(answersTo));
    for (const text of ["case-1", "case-7", "case-70", "CASE-70", "Case-70", "case-71", "x", ""])
      expect(found.has(answersTo(text))).toBe(true);
  });
});

describe("keys whose examples may lack a combination of answers", () => {
  const cases: [Record<string, string | string[]>, boolean][] = [
    [{ NumericLessThan: "30", StringLike: "2*7" }, true],
    [{ NumericLessThan: "30", ArnLike: "arn:aws:ec2:*:*:*" }, true],
    [{ NumericLessThan: "30", DateLessThan: "2026-01-01T00:00:00Z" }, true],
    [{ NumericLessThan: "30", IpAddress: "192.0.2.7" }, true],
    [{ IpAddress: "192.0.2.0/24", StringLike: "192.*" }, true],
    [{ DateLessThan: "2026-01-01T00:00:00Z", StringLike: "2026*" }, true],
    [{ NumericLessThan: "30", StringLike: "27" }, true],
    [{ NumericLessThan: "30", StringEquals: "2*7" }, true],
    [{ NumericLessThan: "30", StringEqualsIgnoreCase: "seven" }, true],
    [{ BinaryEquals: "YWJj", StringLike: "*==" }, true],
    [{ StringEqualsIgnoreCase: "seven", StringEquals: "SEVEN" }, true],
    [{ NumericLessThan: "30", NumericGreaterThan: "20" }, false],
    [{ NumericLessThan: "many", StringLike: "2*7" }, false],
    [{ DateLessThan: "soon", StringLike: "2*7" }, false],
    [{ IpAddress: "home", StringLike: "2*7" }, false],
    [{ NumericLessThan: "30", ArnLike: "instance/*" }, true],
    [{ NumericLessThan: "30", StringLike: `${"$"}{aws:username}*` }, false],
    [{ NumericLessThan: "30", Null: "true" }, false],
    [{ StringLike: ["2*7", "*3"] }, false],
  ];
  test.each(cases)("%j: %s", (operators, expected) => {
    const asked = Object.entries(operators).flatMap(([operator, value]) =>
      askedOf({ [operator]: { [key]: value } }),
    );
    expect(independentComparisons(asked).length > 1).toBe(expected);
  });
});
