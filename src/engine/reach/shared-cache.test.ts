import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { compareReach } from "./compare.ts";
import { holdsAll, holdsWhateverElse } from "./holds.ts";
import { reach } from "./reach.ts";
import { createReachCache } from "./reach-cache.ts";
import type { Claim, ReachPolicies, ReachQuestion } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const worker = "arn:aws:iam::222222222222:role/Worker";
const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
const bucket = "arn:aws:s3:::evidence";

const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (Action: string | string[], more: Partial<Statement> = {}): Statement => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const via = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
const toImporter: Partial<Statement> = { Principal: { AWS: importer } };
const keyPolicy = (...statements: Statement[]): ReachPolicies => ({
  resourcePolicy: policy({ ...accountOwnsKey }, ...statements),
});
const open = keyPolicy(allow("kms:Decrypt", { ...toImporter, Condition: via }));
const first: ReachQuestion = {
  resource: exampleKeyArn,
  actions: ["kms:Decrypt", "kms:Encrypt"],
  principals: [importer, worker],
  policies: { identityPolicies: [policy(allow("kms:*"))], ...open },
};
const real = { requests: "real" } as const;
const withPolicies = (more: ReachPolicies): ReachQuestion => ({
  ...first,
  policies: { ...first.policies, ...more },
});
const grant = { granteePrincipal: importer, operations: ["Decrypt"] };
const granted = (more: object) => withPolicies({ grants: [{ ...grant, ...more }] });
const ofBucket: ReachQuestion = {
  ...first,
  resource: bucket,
  actions: ["s3:ListBucket"],
  policies: { identityPolicies: [policy(allow("s3:*"))] },
};
const patterns = (...like: string[]): ReachQuestion => ({ ...first, resource: { like } });

const claims: Claim[] = [
  {
    id: "through",
    says: "",
    never: { principals: [importer], when: { StringNotEquals: via.StringEquals } },
  },
  { id: "others", says: "", never: { exceptPrincipals: [worker], actions: ["kms:Decrypt"] } },
];

/** Two questions that differ in one thing. */
const pairs: [name: string, one: ReachQuestion, other: ReachQuestion][] = [
  ["the key", first, { ...first, resource: exampleKeyArn.replace("us-east-1", "eu-west-1") }],
  [
    "the account of the key",
    first,
    { ...first, resource: exampleKeyArn.replace("222222222222", "111111111111") },
  ],
  [
    "the key, for real requests",
    { ...first, ...real },
    { ...first, ...real, resource: exampleKeyArn.replace("222222222222", "333333333333") },
  ],
  ["one key or a pattern", first, patterns(exampleKeyArn)],
  [
    "the pattern",
    patterns("arn:aws:kms:us-east-1:222222222222:key/*"),
    patterns("arn:aws:kms:us-east-1:111111111111:key/*"),
  ],
  [
    "the account of a bucket",
    { ...ofBucket, resourceAccount: "111111111111" },
    { ...ofBucket, resourceAccount: "222222222222" },
  ],
  [
    "whether the account of a bucket is known",
    ofBucket,
    { ...ofBucket, resourceAccount: "222222222222" },
  ],
  ["the principals", first, { ...first, principals: [session] }],
  ["whether principals are asked about", first, { ...first, principals: undefined }],
  [
    "the principals, one cell",
    { ...first, cells: "first" },
    { ...first, cells: "first", principals: [worker] },
  ],
  [
    "no principals, one cell",
    { ...first, cells: "first", principals: undefined },
    { ...first, cells: "first" },
  ],
  ["one cell or every", { ...first, cells: "first" }, first],
  ["the actions", first, { ...first, actions: ["kms:Encrypt"] }],
  ["whether actions are asked about", first, { ...first, actions: undefined }],
  ["any request or real ones", first, { ...first, ...real }],
  [
    "a given value",
    { ...first, given: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } },
    { ...first, given: { "kms:ViaService": "rds.us-east-1.amazonaws.com" } },
  ],
  ["whether a value is given", first, { ...first, given: { "kms:ViaService": null } }],
  ["whether an unused value is given", first, { ...first, given: { "aws:SourceVpc": "vpc-1" } }],
  [
    "a given list",
    { ...first, given: { "aws:TagKeys": ["a"] } },
    { ...first, given: { "aws:TagKeys": ["a", "b"] } },
  ],
  [
    "who calls is given",
    { ...first, ...real, given: { "aws:PrincipalArn": importer } },
    { ...first, ...real },
  ],
  ["a grant", first, granted({})],
  ["the operations of a grant", granted({}), granted({ operations: ["Encrypt"] })],
  ["the grantee", granted({}), granted({ granteePrincipal: worker })],
  [
    "who may retire a grant",
    granted({}),
    { ...granted({ retiringPrincipal: worker }), actions: ["kms:RetireGrant"] },
  ],
  [
    "the key of a grant",
    {
      ...granted({ keyId: "a" }),
      resource: { like: ["arn:aws:kms:us-east-1:222222222222:key/*"] },
    },
    {
      ...granted({ keyId: "b" }),
      resource: { like: ["arn:aws:kms:us-east-1:222222222222:key/*"] },
    },
  ],
  [
    "the constraint of a grant",
    granted({}),
    granted({ constraints: { encryptionContextEquals: { case: "7" } } }),
  ],
  [
    "service control policies",
    { ...first, principals: undefined },
    { ...withPolicies({ serviceControlPolicies: [[policy(allow("*"))]] }), principals: undefined },
  ],
  [
    "resource control policies",
    { ...first, principals: undefined },
    {
      ...withPolicies({ resourceControlPolicies: [[policy(allow("*", { Principal: "*" }))]] }),
      principals: undefined,
    },
  ],
  [
    "an empty list of service control policies",
    first,
    withPolicies({ serviceControlPolicies: [] }),
  ],
  ["a boundary", first, withPolicies({ permissionsBoundary: [policy(allow("kms:Decrypt"))] })],
  ["whether the identity policies are known", first, withPolicies({ identityPolicies: "unknown" })],
  ["whether the key policy is known", first, withPolicies({ resourcePolicy: "unknown" })],
  [
    "a partition that is named",
    { ...first, principals: undefined },
    {
      ...withPolicies(
        keyPolicy(
          allow("kms:Decrypt", { Principal: { AWS: "arn:aws-cn:iam::111111111111:root" } }),
        ),
      ),
      principals: undefined,
    },
  ],
  [
    "who is named",
    first,
    withPolicies(keyPolicy(allow("kms:Decrypt", { Principal: { AWS: session } }))),
  ],
  [
    "who is refused",
    first,
    withPolicies(
      keyPolicy({
        ...allow("kms:*", { Principal: { AWS: "arn:aws:iam::111111111111:role/C*" } }),
        Effect: "Deny",
      }),
    ),
  ],
  [
    "the condition on who calls",
    { ...first, ...real },
    {
      ...real,
      ...withPolicies(
        keyPolicy(
          allow("kms:Encrypt", {
            Principal: "*",
            Condition: { ArnEquals: { "aws:PrincipalArn": worker } },
          }),
        ),
      ),
    },
  ],
  [
    "the resource of a statement",
    patterns("arn:aws:kms:*:222222222222:key/*"),
    {
      ...patterns("arn:aws:kms:*:222222222222:key/*"),
      policies: {
        ...open,
        identityPolicies: [policy(allow("kms:*", { Resource: exampleKeyArn }))],
      },
    },
  ],
  [
    "the effect of a condition",
    first,
    withPolicies(
      keyPolicy(allow("kms:*", toImporter), {
        ...allow("kms:*", { Principal: "*", Condition: via }),
        Effect: "Deny",
      }),
    ),
  ],
  [
    "the spelling of a condition key",
    first,
    {
      ...withPolicies(
        keyPolicy(
          allow("kms:Decrypt", {
            ...toImporter,
            Condition: { StringEquals: { "KMS:viaservice": "ec2.us-east-1.amazonaws.com" } },
          }),
        ),
      ),
    },
  ],
  [
    "the version of a policy",
    withPolicies({
      identityPolicies: [
        policy(
          allow("kms:*", { Condition: { StringEquals: { "aws:x": `${"$"}{aws:username}` } } }),
        ),
      ],
    }),
    withPolicies({
      identityPolicies: [
        {
          Statement: [
            allow("kms:*", { Condition: { StringEquals: { "aws:x": `${"$"}{aws:username}` } } }),
          ],
        },
      ],
    }),
  ],
  [
    "the order of two policies",
    withPolicies({ identityPolicies: [policy(allow("s3:*")), policy(allow("kms:*"))] }),
    withPolicies({ identityPolicies: [policy(allow("kms:*")), policy(allow("s3:*"))] }),
  ],
  [
    "the name of a statement",
    first,
    withPolicies({ identityPolicies: [policy(allow("kms:*", { Sid: "Keys" }))] }),
  ],
  [
    "a statement alone or in a list",
    first,
    withPolicies({ identityPolicies: [{ Version: "2012-10-17", Statement: allow("kms:*") }] }),
  ],
];

/** So many pairs are one test. */
const together = 8;

test.each(Array.from({ length: Math.ceil(pairs.length / together) }, (_, part) => part))(
  "an answer from a cache does not mix up two questions, part %s",
  (part) => {
    for (const [name, one, other] of pairs.slice(part * together, (part + 1) * together)) {
      const cache = createReachCache();
      reach(one, cache);
      expect([name, reach(other, cache)]).toEqual([name, reach(other)]);
    }
  },
);

test("claims are told apart, alone, together and in another order", () => {
  const cache = createReachCache();
  const { resourcePolicy } = first.policies;
  const question: ReachQuestion = {
    ...first,
    policies: { resourcePolicy, identityPolicies: [policy(allow("kms:Encrypt"))] },
  };
  const [through, others] = claims as [Claim, Claim];
  const open: Claim = { id: "encrypt", says: "", never: { actions: ["kms:Encrypt"] } };
  for (const asked of [
    [],
    [through],
    [others],
    [others, through],
    [open],
    [through, open, others],
    [open, others],
  ]) {
    const answers = holdsWhateverElse(asked, question);
    expect(holdsWhateverElse(asked, question, cache)).toEqual(answers);
    expect(holdsAll(asked, question, cache)).toEqual(holdsAll(asked, question));
  }
  expect(compareReach(first, question, cache)).toEqual(compareReach(first, question));
});
