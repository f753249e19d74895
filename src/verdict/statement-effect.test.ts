import { expect, test } from "vitest";
import { createDocumentIndexCache } from "#acquisition";
import { generate } from "#generator";
import { defaultScenario as scenario } from "#scenario";
import { statementEffect } from "./index.ts";

const documents = generate(scenario);
const effectOf = (id: string, sid: string, changed = documents) => {
  const document = changed.find((one) => one.id === id);
  const { Statement } = JSON.parse(document?.text ?? "{}");
  const position = Statement.findIndex((one: { Sid?: string }) => one.Sid === sid);
  return statementEffect(
    { scenario, documents: changed },
    id,
    position,
    createDocumentIndexCache(),
  );
};

test("without the statement that uses the keys, reading the blocks stops", () => {
  const effect = effectOf("t1/identity", "UseSourceKeys");
  expect(effect?.sentence).toMatch(/^Lets CadoResponseCrossAccountRole call kms:Decrypt/);
  expect(effect?.stops).toContain("Read the snapshot’s blocks");
});

test("without the only statement of a document, all that rests on it stops", () => {
  expect(effectOf("platform/identity", "AssumeTargetRoles")?.stops).toContain(
    "Assume the target role",
  );
});

test("without a Deny, the abuses that it refuses are open and no step stops", () => {
  const denied = documents.map((document) =>
    document.id === "t1/identity"
      ? {
          ...document,
          text: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              ...JSON.parse(document.text).Statement,
              { Sid: "NoDecrypt", Effect: "Deny", Action: "kms:Decrypt", Resource: "*" },
            ],
          }),
        }
      : document,
  );
  expect(effectOf("t1/identity", "NoDecrypt", denied)).toMatchObject({
    sentence: "Denies CadoResponseCrossAccountRole kms:Decrypt.",
    stops: [],
    opens: expect.arrayContaining([expect.any(String)]),
  });
});

test("a text that is no policy has no effect", () => {
  const broken = documents.map((document) => ({ ...document, text: "{" }));
  expect(
    statementEffect({ scenario, documents: broken }, "t1/identity", 0, createDocumentIndexCache()),
  ).toBeUndefined();
});
