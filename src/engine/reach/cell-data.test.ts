import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { reach } from "./reach.ts";
import type { Cell, Comparison, PrincipalTest } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const compared = (operator: string, ...values: string[]): Comparison => ({
  operator,
  values,
  effect: "Allow",
  variables: false,
  holds: true,
});
const policy = (...statements: Statement[]): Policy => ({
  Version: "2012-10-17",
  Statement: statements,
});
const dataOf = ({ witness: _, ...data }: Cell): Omit<Cell, "witness"> => data;

test("a cell names what its policies limit, in their words, and nothing else", () => {
  const services = ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"];
  const { allowed } = reach(
    resourcePolicyAlone(
      exampleKeyArn,
      {
        Sid: "Import",
        Effect: "Allow",
        Principal: { AWS: importer },
        Action: ["kms:Decrypt", "kms:DescribeKey"],
        Resource: "*",
        Condition: { StringEquals: { "KMS:ViaService": services } },
      },
      {
        Sid: "Team",
        Effect: "Deny",
        Principal: "*",
        Action: "kms:Decrypt",
        Resource: "*",
        Condition: {
          StringNotEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}" },
          Bool: { "aws:ViaAWSService": "true" },
        },
      },
      { Sid: "NoEncrypt", Effect: "Deny", Principal: "*", Action: "kms:Encrypt", Resource: "*" },
    ),
  );
  const named: PrincipalTest = {
    test: "named",
    element: { AWS: [importer], Service: [], Federated: [] },
    negated: false,
    effect: "Allow",
    hasBoundary: false,
    reaches: [2],
  };
  const shared = {
    resources: [exampleKeyArn],
    principals: { anyOf: [[named]], words: ["role CadoResponseRole of 111111111111"] },
  };
  const through = { "KMS:ViaService": { anyOf: [[compared("StringEquals", ...services)]] } };
  const other: Comparison = {
    ...compared("StringNotEquals", "${aws:ResourceTag/team}"),
    effect: "Deny",
    variables: true,
  };
  const byService: Comparison = { ...compared("Bool", "true"), effect: "Deny" };
  expect(allowed.map(dataOf)).toEqual([
    {
      ...shared,
      actions: ["kms:Decrypt", "kms:DescribeKey"],
      context: through,
      except: [
        {
          ...shared,
          actions: ["kms:Decrypt"],
          context: { ...through, "aws:ViaAWSService": { anyOf: [[byService]] } },
          relations: [{ relation: "condition", key: "aws:PrincipalTag/team", comparison: other }],
        },
      ],
      identityPolicyNeeded: true,
      resourcePolicyNeeded: false,
      because: {
        allows: [{ slot: "resourcePolicy", index: 0, statement: 0, sid: "Import" }],
        denies: [{ slot: "resourcePolicy", index: 0, statement: 1, sid: "Team" }],
      },
    },
  ]);
});

test("a question about patterns and their owner says both in each part of a cell", () => {
  const prod = "arn:aws:kms:us-east-1:222222222222:key/prod-*";
  const keys = "arn:aws:kms:us-east-1:222222222222:key/*";
  const users = "arn:aws:iam::222222222222:user/*";
  const { allowed } = reach({
    resource: { like: [keys] },
    resourceAccount: "222222222222",
    principals: [users],
    actions: ["kms:Decrypt", "kms:Encrypt"],
    policies: {
      resourcePolicy: "unknown",
      identityPolicies: [
        policy(
          { Effect: "Allow", Action: "kms:*", Resource: "*" },
          { Effect: "Allow", Action: "kms:Decrypt", Resource: "*" },
          { Effect: "Deny", Action: "kms:Encrypt", Resource: prod },
        ),
      ],
    },
  });
  const isUser: PrincipalTest = { test: "like", patterns: [users], holds: true };
  const shared = {
    resourceAccount: "222222222222",
    principals: { anyOf: [[isUser, isUser]], words: ["every user of 222222222222"] },
    context: {},
  };
  const examples = [
    "1234abcd-12ab-34cd-56ef-1234567890ab",
    "prod-1234abcd-12ab-34cd-56ef-1234567890ab",
  ].map((id) => keys.replace("*", id));
  expect(allowed.map(dataOf)).toEqual([
    {
      ...shared,
      actions: ["kms:Decrypt", "kms:Encrypt"],
      resources: examples,
      resourceSet: { anyOf: [[compared("StringLike", keys)]] },
      except: [
        {
          ...shared,
          actions: ["kms:Encrypt"],
          resources: examples.slice(1),
          resourceSet: { anyOf: [[compared("StringLike", keys), compared("StringLike", prod)]] },
        },
      ],
      identityPolicyNeeded: false,
      resourcePolicyNeeded: true,
      because: {
        allows: [0, 1].map((statement) => ({ slot: "identityPolicies", index: 0, statement })),
        denies: [{ slot: "identityPolicies", index: 0, statement: 2 }],
      },
    },
  ]);
});

test("relations of a cell say which way they hold", () => {
  const byTag = "arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}";
  const allow: Statement = {
    Effect: "Allow",
    Principal: { AWS: importer },
    Action: "kms:Decrypt",
    Resource: "*",
  };
  const spared: Statement = { ...allow, Effect: "Deny", Principal: "*", Resource: byTag };
  const [cell] = reach(resourcePolicyAlone(exampleKeyArn, allow, spared)).allowed;
  expect(cell?.relations).toEqual([
    { relation: "resource", patterns: [byTag], negated: false, holds: false },
  ]);
  const [bare] = reach(resourcePolicyAlone(exampleKeyArn, allow)).allowed;
  expect(Object.keys(bare ?? {})).toEqual([
    "resources",
    "principals",
    "actions",
    "context",
    "except",
    "identityPolicyNeeded",
    "resourcePolicyNeeded",
    "because",
    "witness",
  ]);
});
