import fc from "fast-check";
import { expect, test } from "vitest";
import { authorize } from "#engine";
import { type GeneratedDocument, generate } from "#generator";
import { type Policy, parseDocument, printPolicy } from "#policy";
import { presets, type Scenario } from "#scenario";
import { organizationOf } from "#testing/organization";
import { decide, policyCheck, policySetOf } from "../decisions/policy-check.ts";
import { documentIndexOf } from "./document-index.ts";

const scenario: Scenario = organizationOf(presets[0].scenario, 2, 2);
const role = { account: "111111111111", name: "CadoResponseRole" };
const roleArn = `arn:aws:iam::${role.account}:role/${role.name}`;
const arns = ["a", "A", "b", "c"].map(
  (id) => `arn:aws:kms:us-east-1:${role.account}:key/${id}2345678-12ab-34cd-56ef-1234567890ab`,
);

/** What a policy can say of its resources: whole, by pattern, with a variable, by exception, or nothing. */
const resources = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...arns).map((Resource) => ({ Resource })) },
  fc.uniqueArray(fc.constantFrom(...arns), { minLength: 1 }).map((Resource) => ({ Resource })),
  fc
    .constantFrom(
      "*",
      "arn:aws:kms:us-east-1:*:key/a*",
      (arns[0] ?? "").replace("a2345678", "?2345678"),
      "arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/b2345678-12ab-34cd-56ef-1234567890ab",
      "arn:aws:kms:us-east-1:111111111111:KEY/a2345678-12ab-34cd-56ef-1234567890ab",
      "alias/a",
    )
    .map((Resource) => ({ Resource })),
  fc.constantFrom(...arns).map((NotResource) => ({ NotResource })),
  fc.constantFrom({}, { Resource: [] }, { Resource: [arns[1], 7] }),
);
const statement = fc
  .record({
    Effect: fc.constantFrom("Allow", "Allow", "Deny"),
    Action: fc.constantFrom("kms:Decrypt", "KMS:decrypt", "kms:*", "kms:CreateGrant"),
    about: resources,
  })
  .map(({ about, ...rest }) => ({ ...rest, ...about }));
const policy = fc
  .oneof(
    { weight: 6, arbitrary: fc.array(statement, { maxLength: 2 }) },
    { weight: 1, arbitrary: statement },
  )
  .map((Statement) => ({ Version: "2012-10-17", Statement }) as unknown as Policy);

const [anyDocument] = generate(scenario);

function documentOf(policy: Policy, index: number): GeneratedDocument {
  return {
    ...(anyDocument as GeneratedDocument),
    id: index === 0 ? "platform/identity" : `platform/identity/${index + 1}`,
    attachTo: { to: "role", roleName: role.name, roleArn },
    text: printPolicy(policy),
  };
}

test("of many policies those that are asked decide as all of them do", () => {
  const many = fc.array(policy, { minLength: 11, maxLength: 16 });
  // The second lot: the same documents with other texts, as after edits.
  fc.assert(
    fc.property(fc.tuple(many, many), (batches) => {
      for (const policies of batches) {
        const documents = policies.slice(0, batches[0].length).map(documentOf);
        const index = documentIndexOf(scenario, documents);
        const identityPolicies = index.identityPoliciesOf({ ...role, arn: roleArn } as never);
        expect(identityPolicies).toHaveLength(documents.length);
        for (const resource of [...arns, "*"]) {
          const request = { principal: roleArn, action: "kms:Decrypt", resource };
          const check = policyCheck(request, {
            identityPolicies,
            resourcePolicy: {
              policy: {
                Statement: [
                  {
                    Effect: "Allow",
                    Principal: { AWS: "arn:aws:iam::111111111111:root" },
                    Action: "kms:*",
                    Resource: "*",
                  },
                ],
              },
            },
          });
          const whole = authorize(check.request, policySetOf(index, check));
          expect(decide(index, check).outcome).toBe(whole.outcome);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("what is asked follows an edit: a Deny that was written just now counts", () => {
  const allow = (index: number): Policy => ({
    Statement: [{ Effect: "Allow", Action: "kms:Decrypt", Resource: arns[index % 4] ?? "" }],
  });
  const documents = Array.from({ length: 12 }, (_, index) => documentOf(allow(index), index));
  const outcome = (given: readonly GeneratedDocument[]) => {
    const index = documentIndexOf(scenario, given);
    const identityPolicies = index.identityPoliciesOf({ ...role, arn: roleArn } as never);
    const request = { principal: roleArn, action: "kms:Decrypt", resource: arns[0] ?? "" };
    return decide(index, policyCheck(request, { identityPolicies })).outcome;
  };
  const editing = (text: string) =>
    documents.map((document, index) => (index === 11 ? { ...document, text } : document));
  const deny = printPolicy({
    Statement: [{ Effect: "Deny", Action: "kms:*", Resource: arns[0] ?? "" }],
  });
  const before = outcome(documents);
  expect(parseDocument(deny).ok).toBe(true);
  expect(outcome(editing(deny))).toBe("explicitly-denied");
  expect(outcome(editing("{"))).toBe("unknown");
  expect(outcome(documents)).toBe(before);
});
