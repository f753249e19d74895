import { expect, test } from "vitest";
import { generate } from "#generator";
import { presets } from "#scenario";
import { runAcquisition, runProbes, summarise } from "../index.ts";

const preset = presets.find(({ id }) => id === "cross-account");
if (!preset) throw new Error("no such preset");
const { scenario } = preset;

const lookUp = { Effect: "Allow", Action: ["kms:DescribeKey", "kms:ListAliases"], Resource: "*" };

/** The vendor's policies in their published shape, for a customer managed key. Source: facts §2, SEED and VENDOR. */
const shapes = {
  "the five actions on every key": [
    {
      Effect: "Allow",
      Action: [
        "kms:CreateGrant",
        "kms:Decrypt",
        "kms:Encrypt",
        "kms:GenerateDataKey*",
        "kms:ReEncrypt*",
      ],
      Resource: "*",
    },
    lookUp,
  ],
  "the EBS direct policy": [
    lookUp,
    { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
    {
      Effect: "Allow",
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ],
};

const ofUse = [
  "direct-use",
  "other-service",
  "no-encryption-context",
  "other-key",
  "other-region",
] as const;

/** What the scenario's own answers leave open with any policy of the role. */
const byAnswer = [
  "other-role",
  "other-role-grants",
  "confused-deputy",
  "left-organization-assumes",
] as const;

test.each([
  [
    "the five actions on every key",
    [
      ...ofUse,
      "grant-outsider",
      "grant-not-for-aws",
      "grant-other-service",
      "grant-too-wide",
      "grant-unbound",
    ],
  ],
  ["the EBS direct policy", [...ofUse, "grant-other-service", "grant-too-wide", "grant-unbound"]],
] as const)("%s lets the import work and leaves open just these abuses", (shape, open) => {
  const documents = generate(scenario).map((document) =>
    document.id === "t1/identity"
      ? { ...document, text: JSON.stringify({ Version: "2012-10-17", Statement: shapes[shape] }) }
      : document,
  );
  const probes = runProbes(scenario, documents);
  const steps = runAcquisition(scenario, documents);
  expect(summarise(scenario, steps, probes).works).toBe("works");
  expect(
    probes
      .filter(({ state }) => state === "open" || state === "knowingly-open")
      .map(({ kind }) => kind),
  ).toEqual([...open, ...byAnswer]);
});
