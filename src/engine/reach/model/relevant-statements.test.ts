import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { exampleKeyArn } from "#testing/reach/example-key";
import { allLayers, layersOf } from "../../authorizer/evaluation/layers.ts";
import { viewRequest } from "../../authorizer/request/request-view.ts";
import { Budget } from "../budget.ts";
import { readQuestion } from "../question.ts";
import type { ReachQuestion } from "../types.ts";
import { relevanceTo } from "./relevant-statements.ts";

const role = "arn:aws:iam::111111111111:role/CadoResponseRole";
const keys = "arn:aws:kms:us-east-1:222222222222:key/*";
const version = "2012-10-17";

/** Whether a statement of each slot bears on a question about these actions and resources. */
function relevant(
  statement: Statement,
  resource: ReachQuestion["resource"],
  actions?: readonly string[],
  slots: readonly ("identityPolicies" | "resourcePolicy")[] = ["identityPolicies"],
) {
  const policy: Policy = { Version: version, Statement: [statement] };
  const policies = { identityPolicies: [policy], resourcePolicy: policy };
  const budget = new Budget(undefined);
  const isRelevant = relevanceTo(readQuestion({ policies, resource, actions }), budget);
  const nobody = { principal: "", action: "", resource: "" };
  const layers = allLayers(layersOf(policies, viewRequest(nobody, false, budget.authorizer)));
  return slots.map((slot) => {
    const layer = layers.find((one) => one.slot === slot);
    const [read] = ["allows", "denies"].flatMap(
      (effect) => budget.authorizer.documentOf(policy)[effect as "allows" | "denies"],
    );
    if (!layer || !read) throw new Error("no statement");
    const answer = isRelevant(read, layer);
    // The second answer comes from the first.
    expect(isRelevant(read, layer)).toBe(answer);
    return answer;
  });
}

const allow = (Action: string | string[], more: object = { Resource: "*" }): Statement => ({
  Effect: "Allow",
  Action,
  ...more,
});

const ofActions: [action: string, asked: string, bears: boolean][] = [
  ["kms:Decrypt", "kms:decrypt", true],
  ["kms:Decrypt", "kms:Encrypt", false],
  ["kms:De*", "kms:Decrypt", true],
  ["kms:De*", "kms:Encrypt", false],
  ["kms:Decrypt", "kms:De*", true],
  ["kms:Decrypt", "kms:En*", false],
  ["kms:*", "kms:Decrypt*", true],
  ["kms:De*", "kms:Des*", true],
  ["kms:De*", "kms:En*", false],
  ["kms:*Key", "kms:*Keys", false],
  ["kms:*Key", "kms:*tKey", true],
  ["kms:*Key", "kms:*Kay", false],
  ["kms:Decrypt", "kms:D*z*t", false],
  ["kms:*Key", "kms:Describe*", true],
  ["kms:*Key", "s3:*Key", false],
  ["kms:Generate*Plaintext", "kms:*DataKey*", true],
  ["*", "kms:Decrypt", true],
  ["*", "kms:*", true],
  ["kms:?ecrypt", "kms:D*", true],
  ["kms:?ecrypt", "kms:*Key", false],
  ["kms:Decrypt?", "kms:Decrypt*", true],
  ["kms:*", "k*", true],
];

test("whether a statement bears on the actions that are asked about", () => {
  for (const [action, asked, bears] of ofActions) {
    const without: Statement = { Effect: "Allow", NotAction: action, Resource: "*" };
    expect([
      action,
      asked,
      relevant(allow(action), exampleKeyArn, [asked]),
      relevant(allow(asked), exampleKeyArn, [action]),
      relevant(allow(["s3:GetObject", action]), exampleKeyArn, ["iam:PassRole", asked]),
      relevant(without, exampleKeyArn, [asked]),
    ]).toEqual([action, asked, [bears], [bears], [bears], [true]]);
  }
});

const variable = `arn:aws:s3:::evidence/${"$"}{aws:username}/*`;
const ofResources: [resource: string | string[], asked: string | string[], bears: boolean][] = [
  [exampleKeyArn, exampleKeyArn, true],
  [exampleKeyArn, `${exampleKeyArn}0`, false],
  [keys, exampleKeyArn, true],
  ["*", exampleKeyArn, true],
  ["arn:aws:kms:eu-west-1:*:key/*", exampleKeyArn, false],
  [[role, keys], exampleKeyArn, true],
  [role, exampleKeyArn, false],
  [exampleKeyArn, [keys], true],
  [exampleKeyArn, ["arn:aws:kms:eu-west-1:*:key/*"], false],
  [exampleKeyArn, [role, "arn:aws:kms:*:222222222222:*"], true],
  [keys, [exampleKeyArn], true],
  [keys, ["arn:aws:kms:*:*:alias/*"], true],
  [keys, ["arn:aws:kms:eu-*"], false],
  ["arn:aws:kms:*:*:key/a", ["arn:aws:kms:*:*:key/b"], false],
  ["arn:aws:iam::*:role/Target", ["arn:aws:iam::2*:role/Other"], false],
  [exampleKeyArn, [], false],
  [variable, "arn:aws:s3:::evidence/alice/x", true],
  [variable, "arn:aws:s3:::other/alice/x", false],
  [variable, ["arn:aws:s3:::evidence/*"], true],
  [variable, ["arn:aws:s3:::other/*"], false],
];

test("whether a statement bears on the resources that are asked about", () => {
  const slots = ["identityPolicies", "resourcePolicy"] as const;
  for (const [resource, asked, bears] of ofResources) {
    const like = typeof asked === "string" ? asked : { like: asked };
    const on = (effect: "Allow" | "Deny", element: "Resource" | "NotResource") =>
      relevant(
        { Effect: effect, Action: "*", [element]: resource } as Statement,
        like,
        ["*"],
        slots,
      );
    const answers = [on("Allow", "Resource"), on("Deny", "Resource")];
    // A Deny of a trust policy is malformed with any resource and refuses every request.
    expect([resource, asked, ...answers]).toEqual([resource, asked, [bears, bears], [bears, true]]);
    expect([...on("Allow", "NotResource"), ...on("Deny", "NotResource")]).not.toContain(false);
  }
});

test("a statement without Resource, or with one that cannot be read, may say anything", () => {
  for (const more of [{}, { Resource: [] }, { Resource: 5 }, { Resource: "*", NotResource: "*" }])
    expect(relevant(allow("kms:*", more), exampleKeyArn)).toEqual([
      !("Resource" in more && Array.isArray(more.Resource)),
    ]);
});

test("one statement bears on each question by itself", () => {
  const budget = new Budget(undefined);
  const policy: Policy = {
    Version: version,
    Statement: [{ ...allow("kms:De*"), Resource: keys }],
  };
  const policies = { identityPolicies: [policy], resourcePolicy: policy };
  const nobody = { principal: "", action: "", resource: "" };
  const layers = allLayers(layersOf(policies, viewRequest(nobody, false, budget.authorizer)));
  const [read] = budget.authorizer.documentOf(policy).allows;
  if (!read) throw new Error("no statement");
  const questions: [ReachQuestion["resource"], string, boolean][] = [
    [exampleKeyArn, "kms:Decrypt", true],
    [exampleKeyArn, "kms:Encrypt", false],
    [role, "kms:Decrypt", false],
    [{ like: [exampleKeyArn] }, "kms:Decrypt", true],
    [{ like: [role] }, "kms:Decrypt", false],
    [exampleKeyArn, "kms:Decrypt", true],
  ];
  for (const [resource, action, bears] of questions) {
    const question = readQuestion({ policies, resource, actions: [action] });
    const answers = layers.map((layer) => relevanceTo(question, budget)(read, layer));
    expect([resource, action, answers]).toEqual([resource, action, [bears, bears]]);
  }
});

test("a Deny bears on a key in a resource policy although it did not in another policy", () => {
  const budget = new Budget(undefined);
  const deny: Statement = { Effect: "Deny", Action: "kms:*", Resource: role };
  const policy: Policy = { Version: version, Statement: [deny] };
  const policies = { identityPolicies: [policy], resourcePolicy: policy };
  const nobody = { principal: "", action: "", resource: "" };
  const layers = allLayers(layersOf(policies, viewRequest(nobody, false, budget.authorizer)));
  const [read] = budget.authorizer.documentOf(policy).denies;
  const isRelevant = relevanceTo(readQuestion({ policies, resource: exampleKeyArn }), budget);
  const answers = [...layers, ...layers].map((layer) => read && isRelevant(read, layer));
  expect(answers).toEqual([false, true, false, true]);
});
