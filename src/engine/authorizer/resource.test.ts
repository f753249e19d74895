import { describe, expect, test } from "vitest";
import { authorize } from "../index.ts";

/** Source: IAM User Guide, "IAM JSON policy elements: Resource" and "Variables and tags" (where you can use them). */
const request = {
  principal: "arn:aws:iam::111111111111:user/anna",
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/anna:x",
  resourceAccount: "111111111111",
  context: { "aws:username": "anna", "aws:list": ["a", "b"] },
};

function decide(resource: string, effect: "Allow" | "Deny", version = "2012-10-17") {
  const everything = { Effect: "Allow" as const, Action: "*", Resource: "*" };
  const statement = { Effect: effect, Action: "s3:*", Resource: resource };
  const Statement = effect === "Deny" ? [everything, statement] : [statement];
  return authorize(request, { identityPolicies: [{ Version: version, Statement }] });
}

describe("a variable in a resource stands after the fifth colon", () => {
  test.each([
    ["arn:aws:s3:::${aws:none, 'b'}/anna:x", true],
    ["arn:aws:s3:::b/${aws:username}:x", true],
    ["arn:aws:s3:::b/*${aws:username}:x", true],
    ["arn:aws:s3:::b/${AWS:UserName}${*}", false],
    ["arn:aws:s3:::b/${aws:list}:x", false],
  ])("%s is read, and fits: %s", (resource, fits) => {
    expect(decide(resource, "Allow").outcome).toBe(fits ? "allowed" : "implicitly-denied");
    expect(decide(resource, "Deny").outcome).toBe(fits ? "explicitly-denied" : "allowed");
  });

  test.each([
    "arn:aws:s3::${aws:none, ''}:b/anna:x",
    "arn:aws:${aws:service, 's3'}:::b/anna:x",
    "${aws:all, 'arn:aws:s3:::b/anna:x'}",
    "arn:aws:s3::${aws:a, ''}:b/${aws:username}:x",
  ])("%s cannot be read: it lets no Allow through and holds no Deny back", (resource) => {
    const decision = decide(resource, "Allow");
    expect(decision.outcome).toBe("implicitly-denied");
    expect(decision.trace.statements[0]).toMatchObject({
      failure: {
        kind: "malformed",
        element: "Resource",
        problem: `a variable stands before the fifth colon of \`${resource}\``,
      },
    });
    expect(decide(resource, "Deny").outcome).toBe("explicitly-denied");
  });

  test("before version 2012-10-17 the text is literal, wherever it stands", () => {
    const resource = "arn:aws:s3::${aws:none, ''}:b/anna:x";
    expect(decide(resource, "Deny", "2008-10-17").outcome).toBe("allowed");
  });
});
