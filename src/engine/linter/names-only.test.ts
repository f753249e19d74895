import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DocumentKind } from "#policy";
import { allServices } from "#policy/services";
import { coreServices } from "#policy/services/core";
import { ownAccount } from "./examples.ts";
import { createLinter, namesOnly } from "./index.ts";
import { rules } from "./rules.ts";

const core = createLinter(coreServices);
const { lint } = createLinter(allServices);
const otherPrefixes = allServices.servicePrefixes.filter((prefix) => !coreServices.covers(prefix));
const kinds: readonly DocumentKind[] = ["identity", "key", "trust"];

describe("a document names another service", () => {
  const statement = (more: object) =>
    JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
  test.each([
    ["as an action", statement({ Action: "s3:GetObject" })],
    ["as one of several actions", statement({ Action: ["kms:Decrypt", "S3:Get*"] })],
    ["as an action that is not meant", statement({ NotAction: ["s3:*"] })],
    ["as an action of no name", statement({ Action: "s3:" })],
    ["as an action with two colons", statement({ Action: "s3:a:b" })],
    ["as a condition key", statement({ Condition: { StringEquals: { "s3:prefix": "x" } } })],
    ["as a condition key in capitals", statement({ Condition: { Null: { "S3:Prefix": "true" } } })],
    ["as an action with an escape", statement({ Action: "s3:x" }).replace("s3:", "\\u00733:")],
    ["as an action with an escaped colon", statement({ Action: "s3:x" }).replace("3:", "3\\u003a")],
    ["as an action, in one line with its name", '{"Statement":{"Action":"s3:GetObject"}}'],
    ["as an action, far from its name", '{"Statement":{"Action" \n:\t[ "s3:GetObject" ]}}'],
  ])("%s", (_where, text) => {
    expect(namesOnly(coreServices, text)).toBe(false);
    expect(namesOnly(allServices, text.replaceAll("\\u", ""))).toBe(true);
  });

  test("any of them", () => {
    const covered = otherPrefixes.filter((prefix) =>
      namesOnly(coreServices, statement({ Action: [`${prefix}:Get*`] })),
    );
    expect(covered).toEqual([]);
    expect(otherPrefixes.length).toBeGreaterThan(400);
  });
});

test("a resource, a principal or a value of another service is nothing that the rules look up", () => {
  const text = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "logs.amazonaws.com" },
        Action: "kms:Decrypt",
        Resource: ["arn:aws:s3:::x", "*"],
        Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:*:111111111111:*" } },
      },
    ],
  });
  expect(namesOnly(coreServices, text)).toBe(true);
  for (const kind of kinds) {
    const options = { kind, account: ownAccount };
    expect(core.lint(text, options)).toEqual(lint(text, options));
  }
});

test("a linter over a part of the reference throws rather than find too little", () => {
  const options = { kind: "identity", account: ownAccount } as const;
  const text = '{"Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}';
  expect(() => core.lint(text, options)).toThrow("`s3`");
  expect(() => core.lint(text.replace("s3:", "ec2:"), options)).not.toThrow();
});

const names = fc.constantFrom(
  ..."* kms:* kms:Decrypt kms:Decrypts KMS:create* kms: :x ec2:Describe* ec2:Descrbe iam:PassRole sts:*".split(
    " ",
  ),
  ..."ebs:List* Decrypt kmss:Decrypt nosuch:Thing kms:a:b".split(" "),
);
const keys = fc.constantFrom(
  ..."kms:ViaService kms:ViaServices ec2:Region ec2:Regoin aws:SourceIp aws:SourceIps x kmss:KeySpec".split(
    " ",
  ),
  ..."saml:aud sts:ExternalId sts:ExternalIds iam:PassedToService ebs:VolumeSize a.b.c:sub nosuch:Key".split(
    " ",
  ),
  ..."accounts.google.com:aud token.actions.githubusercontent.com:sub kms:EncryptionContext:s3:x".split(
    " ",
  ),
);
const otherNames = fc
  .tuple(fc.constantFrom(...otherPrefixes), fc.constantFrom("Get*", "List", "ResourceTag/x", ""))
  .map(([prefix, name]) => `${prefix}:${name}`);
const operators = fc.constantFrom(
  ..."StringEquals StringNotLike ForAllValues:StringLike ForAnyValue:StringEquals Bool Null ArnLike".split(
    " ",
  ),
);

/** Policies whose actions and condition keys are of these names; resources and principals of any service. */
function policies(actions: fc.Arbitrary<string>, conditionKeys: fc.Arbitrary<string>) {
  const some = (one: fc.Arbitrary<string>) => fc.oneof(one, fc.array(one, { maxLength: 4 }));
  const statement = fc.record(
    {
      Effect: fc.constantFrom("Allow", "Deny"),
      Principal: fc.constantFrom<unknown>("*", { Service: "logs.amazonaws.com" }, { AWS: "*" }),
      Action: some(actions),
      NotAction: some(actions),
      Resource: some(
        fc.constantFrom("*", "arn:aws:s3:::x", "arn:aws:kms:*:111111111111:key/*", "s3.x"),
      ),
      Condition: fc.dictionary(
        operators,
        fc.dictionary(conditionKeys, some(fc.constantFrom("true", "x", "s3.amazonaws.com")), {
          maxKeys: 3,
        }),
        { maxKeys: 3 },
      ),
    },
    { requiredKeys: ["Effect", "Action"] },
  );
  const text = fc
    .array(statement, { maxLength: 4 })
    .chain((statements) =>
      fc
        .constantFrom(undefined, 1)
        .map((indent) =>
          JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, indent),
        ),
    );
  // Broken here and there: what does not parse is asked nothing of, what still does may have other strings.
  const broken = fc
    .tuple(text, fc.nat(), fc.constantFrom('"', ":", "\\", "", " ", "\\u0073"))
    .map(([whole, at, piece]) => {
      const cut = at % (whole.length + 1);
      return whole.slice(0, cut) + piece + whole.slice(cut + 1);
    });
  return fc.oneof({ weight: 3, arbitrary: text }, { weight: 1, arbitrary: broken });
}

test("finds with the core reference what it finds with all, in every document that names no other service", () => {
  const own = policies(names, keys);
  const any = policies(
    fc.oneof({ weight: 8, arbitrary: names }, { weight: 1, arbitrary: otherNames }),
    fc.oneof({ weight: 8, arbitrary: keys }, { weight: 1, arbitrary: otherNames }),
  );
  const kind = fc.constantFrom(...kinds);
  let checked = 0;
  fc.assert(
    fc.property(fc.oneof(own, any), own, kind, (text, beside, kind) => {
      if (![text, beside].every((one) => namesOnly(coreServices, one))) return;
      checked += 1;
      const options = { kind, account: ownAccount, beside: [beside] };
      expect(core.lint(text, options)).toEqual(lint(text, options));
    }),
    { numRuns: 400 },
  );
  expect(checked).toBeGreaterThan(200);
});

test("of most rules' examples the core reference is enough, and gives the same findings", () => {
  const examples = rules.flatMap(({ docs, kinds: [first] }) =>
    [docs.failing, docs.passing].map((text) => ({ text, kind: docs.kind ?? first })),
  );
  const covered = examples.filter(({ text }) => namesOnly(coreServices, text));
  expect(covered.length).toBeGreaterThan(examples.length * 0.9);
  for (const { text, kind = "identity" } of covered) {
    const options = { kind, account: ownAccount };
    expect(core.lint(text, options)).toEqual(lint(text, options));
  }
});
