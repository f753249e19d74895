import { expect, test } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { createChecker } from "#worker";

const [{ scenario }] = presets;

/** The documents of the first preset, the target role's policy calling EBS by a name that no service has, twice. */
function documents() {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: ["us-east-1", "eu-west-1"].map((region) => ({
      Effect: "Allow",
      Action: ["kms:Decrypt"],
      Resource: "*",
      Condition: { StringEquals: { "kms:ViaService": `ebs.${region}.amazonaws.com` } },
    })),
  });
  return generate(scenario).map((each) => (each.id === "t1/identity" ? { ...each, text } : each));
}

test("repairs all that a rule finds in one document, and asks of no other", async () => {
  const subject = { scenario, documents: documents() };
  const checker = createChecker();
  const fixed = await checker.fixAll(subject, "t1/identity", "via-service-format");
  expect(fixed).toBe(
    subject.documents.find(({ id }) => id === "t1/identity")?.text.replaceAll("ebs.", "ec2."),
  );
  expect(await checker.fixAll(subject, "gone", "via-service-format")).toBeUndefined();
});
