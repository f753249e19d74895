import { describe, expect, test } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { explainedAs, sourceKey, whatToDo } from "#testing/explained";

const { scenario } = presets[0];
const documents = generate(scenario);

/** Messages of IAM and KMS as public issues quote them. */
describe("a policy that AWS refused to save is explained by the linter's rules", () => {
  test.each<[text: string, rule: string, says: RegExp]>([
    [
      "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
      "invalid-principal",
      /does not exist/,
    ],
    [
      'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::222222222222:role/Gone"',
      "invalid-principal",
      /does not exist/,
    ],
    [
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
      "key-policy-lockout",
      /PutKeyPolicy/,
    ],
    [
      "│ Error: MalformedPolicyDocumentException: The new key policy will not\n│ allow you to update the key policy in the future.",
      "key-policy-resource",
      /Resource than "\*"/,
    ],
    [
      "updating policy: MalformedPolicyDocumentException: \n\n> Policy contains a statement with one\n> or more invalid principals.",
      "invalid-principal",
      /does not exist/,
    ],
    ["MalformedPolicyDocument: Syntax errors in policy.", "json-syntax", /JSON/],
    [
      "An error occurred (MalformedPolicyDocument): Has prohibited field Resource",
      "resource-in-trust-policy",
      /trust/,
    ],
    [
      "MalformedPolicyDocument: Policy document should not specify a principal.",
      "principal-in-identity-policy",
      /principal/,
    ],
    [
      "MalformedPolicyDocument: Policy statement must contain resources.",
      "missing-resource",
      /Resource/,
    ],
    [
      "MalformedPolicyDocument: Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
      "action-format",
      /Action/,
    ],
    ["Statement IDs (SID) in a single policy must be unique.", "duplicate-sid", /Sid/],
    [
      "LimitExceeded: Maximum policy size of 10240 bytes exceeded for role CadoResponseRole",
      "exceeds-identity-size",
      /longer/,
    ],
    ["Cannot exceed quota for ACLSizePerRole: 2048", "exceeds-trust-size", /longer/],
    [
      "MalformedPolicyDocument: AssumeRole policy may only specify STS AssumeRole actions.",
      "trust-policy-action",
      /STS/,
    ],
    ["The policy failed legacy parsing", "json-syntax", /JSON/],
  ])("%s", (text, rule, says) => {
    const one = explainedAs("refused-policy", text);
    expect(one.rules).toContain(rule);
    expect(one.explanation).toMatch(says);
  });

  test("an event of PutKeyPolicy with that error is explained the same way", () => {
    const one = explainedAs(
      "refused-policy",
      JSON.stringify({
        eventSource: "kms.amazonaws.com",
        eventName: "PutKeyPolicy",
        errorCode: "MalformedPolicyDocumentException",
        errorMessage:
          "The new key policy will not allow you to update the key policy in the future.",
        requestParameters: { keyId: sourceKey, policy: "{}" },
      }),
    );
    expect(one.rules).toContain("key-policy-lockout");
  });

  test("what the rules find in the documents now is shown", () => {
    const broken = documents.map((document) =>
      document.kind === "key"
        ? {
            ...document,
            text: document.text.replace(
              /arn:aws:iam::222222222222:root/g,
              "arn:aws:iam::222222222222:group/Admins",
            ),
          }
        : document,
    );
    const text = "Policy contains a statement with one or more invalid principals.";
    const one = explainedAs("refused-policy", text, { scenario, documents: broken });
    expect(one.findings).toContainEqual(expect.objectContaining({ documentId: "t1/k1/key" }));
  });

  test("the principals of the documents are to be looked up", () => {
    const one = explainedAs(
      "refused-policy",
      "Policy contains a statement with one or more invalid principals.",
    );
    expect(whatToDo(one)).toContain("aws iam get-role --role-name CadoResponseRole");
  });
});
