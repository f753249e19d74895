import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import type { Condition } from "#policy";
import { presets } from "#scenario";
import { runAcquisition, runProbes, summarise } from "../index.ts";

const scenario = presets[0].scenario;

/** What the run says when the target role's Allow on the key, or a new Deny, carries a condition. */
function run(effect: "Allow" | "Deny", condition: Condition) {
  const documents = generate(scenario).map((document) => {
    if (document.id !== "t1/identity") return document;
    const policy = JSON.parse(document.text) as { Statement: Record<string, unknown>[] };
    const deny = { Effect: "Deny", Action: "kms:*", Resource: "*", Condition: condition };
    const Statement =
      effect === "Deny"
        ? [...policy.Statement, deny]
        : policy.Statement.map((one) => ({
            ...one,
            Condition: { ...(one.Condition as object), ...condition },
          }));
    return { ...document, text: JSON.stringify({ ...policy, Statement }) };
  });
  const steps = runAcquisition(scenario, documents);
  return summarise(scenario, steps, runProbes(scenario, documents));
}

describe("a condition on what only the real call has is not decided", () => {
  test.each([
    ["Allow", { DateLessThan: { "aws:CurrentTime": "2099-01-01T00:00:00Z" } }, "aws:CurrentTime"],
    ["Deny", { DateGreaterThan: { "aws:CurrentTime": "2020-01-01T00:00:00Z" } }, "aws:CurrentTime"],
    ["Deny", { StringLike: { "aws:userid": "*" } }, "aws:userid"],
    ["Deny", { NotIpAddress: { "AWS:sourceip": "203.0.113.0/24" } }, "AWS:sourceip"],
    ["Allow", { StringEquals: { "aws:PrincipalOrgID": "o-example" } }, "aws:PrincipalOrgID"],
  ] as const)("%s %j", (effect, condition, key) => {
    const summary = run(effect, condition as Condition);
    expect(summary.works).toBe("unknown");
    expect(summary.text).toContain(`a condition asks for ${key}, which only the real call has`);
  });

  test("unless it changes nothing", () => {
    const shut = { StringEquals: { "aws:RequestedRegion": "eu-north-1", "aws:userid": "x" } };
    expect(run("Deny", shut).works).toBe("works");
    expect(run("Allow", shut).works).toBe("stops");
  });
});
