import { describe, expect, test } from "vitest";
import { limits, maximumDocumentLength, type Policy } from "#policy";
import { authorize, explainDecision } from "../index.ts";

const key = "arn:aws:kms:us-east-1:222222222222:key/";
/** As long as an ARN can be. */
const resource = key + "a".repeat(2_048 - key.length);
const long = "a".repeat(2_000);
const asked = {
  principal: "arn:aws:iam::222222222222:role/r",
  action: "kms:Decrypt",
  resource,
  context: { "aws:x": long, "aws:tags": [long, "b"] },
};

const policyOf = (statement: object): Policy => ({
  Version: "2012-10-17",
  Statement: [{ Principal: "*", Action: "kms:*", Resource: "*", ...statement }],
});
const outcomeOf = (statement: object) =>
  authorize(asked, { resourcePolicy: policyOf(statement) }, { trace: false }).outcome;

type Fill = (length: number) => string | string[];
const filled =
  (unit: string): Fill =>
  (length) =>
    unit.repeat(Math.floor(length / unit.length));
const listed =
  (unit: string): Fill =>
  (length) =>
    new Array<string>(Math.floor(length / (unit.length + 1))).fill(unit);

const texts: [string, Fill][] = [
  ["one pattern that nearly fits", (length) => `*${"a".repeat(length - 3)}b*`],
  ["many patterns that nearly fit", listed(`*${"a".repeat(900)}b*`)],
  ["many with any character", listed(`*${"a".repeat(450)}?${"a".repeat(450)}b*`)],
  ["many short ones", listed("*ab*")],
  ["many stars", filled("*a")],
  ["many variables", filled("${a}")],
  ["many variables with a default", filled("${aws:none, 'a*'}")],
  ["many variables never closed", filled("${'")],
  ["many patterns with variables", listed(`*${"a".repeat(450)}\${aws:x}b*`)],
];

/** One reading of each text by every pair of characters takes minutes; an honest one, on a busy machine, a second. */
const limit = 5_000;

describe("hostile text is decided at once", () => {
  test.each(texts)("%s, as long as a policy can be", { timeout: limit }, (_, fill) => {
    const written = fill(limits.keyPolicyBytes - 100);
    const half = fill(limits.keyPolicyBytes / 2 - 100);
    expect(outcomeOf({ Effect: "Allow", Resource: written })).not.toBe("explicitly-denied");
    for (const operator of ["StringLike", "StringNotLike", "ArnLike", "ForAllValues:StringLike"])
      outcomeOf({
        Effect: "Allow",
        Condition: { [operator]: { "aws:x": half, "aws:tags": half } },
      });
  });

  test.each(texts)(
    "%s, longer than any policy: nothing in it is read",
    { timeout: limit },
    (_, fill) => {
      const written = fill(maximumDocumentLength);
      expect(outcomeOf({ Effect: "Allow", Resource: ["*", written].flat() })).toBe(
        "implicitly-denied",
      );
      expect(outcomeOf({ Effect: "Deny", Resource: written })).toBe("explicitly-denied");
    },
  );

  test("and the reason says so", () => {
    const resourcePolicy = policyOf({
      Effect: "Allow",
      Resource: "*".repeat(limits.keyPolicyBytes),
    });
    expect(explainDecision(authorize(asked, { resourcePolicy }))).toContain(
      "its Principal cannot be used: the document is longer than any that AWS takes",
    );
  });

  test("and nesting exhausts nothing", () => {
    let nested: unknown = "*";
    for (let depth = 0; depth < 100_000; depth += 1) nested = [nested];
    expect(outcomeOf({ Effect: "Allow", Resource: nested })).toBe("implicitly-denied");
  });
});
