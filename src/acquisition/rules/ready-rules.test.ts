import { expect, test } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { readyRules } from "./ready-rules.ts";

const scenario = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;

/** The results for these answers, with statements added to the key policy. */
function resultsOf(answers: Scenario, ...statements: object[]) {
  const documents = generate(answers).map((document) => {
    if (document.kind !== "key") return document;
    const policy = JSON.parse(document.text);
    policy.Statement.push(...statements);
    return { ...document, text: JSON.stringify(policy) };
  });
  const { rules } = readyRules(answers, documents);
  return Object.fromEntries(rules.map(({ id, result }) => [id.split("/")[0], result]));
}

test("“nobody deletes the key” → refuted by its administrators, proved with a Deny", () => {
  const deny = { Effect: "Deny", Principal: "*", Action: "kms:ScheduleKeyDeletion", Resource: "*" };
  expect(resultsOf(scenario).deletes).toBe("refuted");
  expect(resultsOf(scenario, deny).deletes).toBe("proved");
});

test("“nobody but the roles decrypts” → proved by the answer that denies everyone else", () => {
  const denied = { ...scenario, guards: { ...scenario.guards, denyOthers: true } };
  expect(resultsOf(scenario).decrypts).toBe("refuted");
  expect(resultsOf(denied).decrypts).toBe("proved");
});

test("“nobody outside the organization” → proved with a Deny for everyone outside", () => {
  const organizationId = "o-a1b2c3d4e5";
  const inside = { ...scenario, guards: { ...scenario.guards, organizationId } };
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "kms:*",
    Resource: "*",
    Condition: { StringNotEquals: { "aws:PrincipalOrgID": organizationId } },
  };
  expect(resultsOf(inside).organization).toBe("refuted");
  expect(resultsOf(inside, deny).organization).toBe("proved");
});

test("a document that is not valid JSON → not decided", () => {
  const broken = generate(scenario).map((document) => ({ ...document, text: "{" }));
  for (const { result } of readyRules(scenario, broken).rules) expect(result).toBe("undecided");
});
