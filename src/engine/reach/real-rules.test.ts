import { describe, expect, test } from "vitest";
import type { Condition, Policy, Statement } from "#policy";
import { answerTo, cellSentence } from "#testing/reach/answer-lines";
import { exampleKeyArn as key, accountOwnsKey as root } from "#testing/reach/example-key";
import { compareReach } from "./compare.ts";
import { holds } from "./holds.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const role = "arn:aws:iam::222222222222:role/CadoResponseRole";

/** Real requests of one role that its IAM policy allows; a key leaves it to the account. */
const may = (
  resource: ReachQuestion["resource"],
  Action: string | readonly string[],
  Condition?: Condition,
  more: Partial<ReachQuestion> = {},
): ReachQuestion => ({
  resource,
  resourceAccount: "222222222222",
  requests: "real",
  principals: [role],
  policies: {
    resourcePolicy: { Version: "2012-10-17", Statement: [root] },
    identityPolicies: [
      {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action, Resource: "*", ...(Condition ? { Condition } : {}) },
        ],
      } as Policy,
    ],
  },
  ...more,
});
/** Real requests on a key that its policy allows everyone it names. */
const onKey = (Principal: Statement["Principal"], Condition: Condition): ReachQuestion => ({
  resource: key,
  requests: "real",
  policies: {
    identityPolicies: "unknown",
    resourcePolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal,
          Action: "kms:Decrypt",
          Resource: "*",
          Condition,
        } as Statement,
      ],
    },
  },
});
/** The sentences (0) or the requests (1) of an answer in which nothing is undecided. */
const linesOf = (question: ReachQuestion, part: 0 | 1) => {
  const lines = answerTo(question);
  expect(lines.filter((text) => text.startsWith("undecided"))).toEqual([]);
  return lines.filter((_text, at) => at % 2 === part);
};
const sentences = (question: ReachQuestion) => linesOf(question, 0).join(" / ");
/** Whether AWS may send a request that is allowed: the resource of one, or that there is none. */
const found = (question: ReachQuestion, never: Claim["never"]) => {
  const result = holds({ id: "never", says: "Never", never }, question);
  return result.result === "refuted" ? result.witness.request.resource : result.result;
};

describe("an action acts on the types of resource that it has", () => {
  test("of KMS", () => {
    const actions = [
      "kms:Decrypt",
      "kms:CreateAlias",
      "kms:CreateKey",
      "kms:ListAliases",
      "kms:NoSuchAction",
    ];
    const resources = [
      key,
      "arn:aws:kms:us-east-1:222222222222:alias/forensics",
      "arn:aws:kms:us-east-1:222222222222:other/x",
      "*",
    ];
    expect(
      resources.map((resource) => `${resource}: ${sentences(may(resource, actions))}`),
    ).toMatchInlineSnapshot(`
      [
        "arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1: Role CadoResponseRole of 222222222222 may call CreateAlias, Decrypt and NoSuchAction.",
        "arn:aws:kms:us-east-1:222222222222:alias/forensics: Role CadoResponseRole of 222222222222 may call CreateAlias.",
        "arn:aws:kms:us-east-1:222222222222:other/x: ",
        "*: Role CadoResponseRole of 222222222222 may call CreateKey, ListAliases and sts:GetCallerIdentity.",
      ]
    `);
  });
  test("where many resources are asked about", () => {
    const question = may({ like: ["*"] }, ["kms:CreateAlias", "kms:CreateKey", "kms:Decrypt"]);
    expect(answerTo({ ...question, actions: ["kms:*"] })).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call Decrypt.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=999999999999 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "Role CadoResponseRole of 222222222222 may call CreateKey.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateKey * of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "Role CadoResponseRole of 222222222222 may call CreateAlias and CreateKey.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateAlias arn::kms:::key/ of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "Role CadoResponseRole of 222222222222 may call CreateKey, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateKey * of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "Role CadoResponseRole of 222222222222 may call CreateAlias and CreateKey, only when the resource is of their own account.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CreateAlias arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
      ]
    `);
  });
  test("of STS: who calls is asked about no role", () => {
    const actions = ["sts:AssumeRole", "sts:GetCallerIdentity"];
    const target = "arn:aws:iam::222222222222:role/CadoTargetRole";
    const trust: ReachQuestion["policies"] = {
      ...may(target, actions).policies,
      resourcePolicy: "unknown",
    };
    expect(
      [target, "*"].map((resource) =>
        sentences(may(resource, actions, undefined, { policies: trust, actions })),
      ),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call sts:AssumeRole, if the policy of the resource leaves it to their account.",
        "Role CadoResponseRole of 222222222222 may call sts:AssumeRole and sts:GetCallerIdentity, if the policy of the resource leaves it to their account. / Role CadoResponseRole of 222222222222 may call sts:GetCallerIdentity.",
      ]
    `);
  });
  test("calls that name no resource name none", () => {
    const actions = ["sts:GetCallerIdentity", "sts:AssumeRole", "kms:CreateKey"];
    const question = may({ like: ["*"] }, actions, undefined, { actions });
    const arn = ["arn:*"];
    const cases: [Claim["never"], string][] = [
      [{ actions: ["sts:GetCallerIdentity"], resources: arn }, "proved"],
      [{ actions: ["sts:GetCallerIdentity"], exceptResources: arn }, "*"],
      [{ actions: ["kms:CreateKey"], resources: ["arn:aws:kms:*:*:key/*"] }, "proved"],
      [{ actions: ["kms:CreateKey"], exceptResources: arn }, "*"],
    ];
    expect(cases.map(([never]) => found(question, never))).toEqual(cases.map(([, one]) => one));
  });
  test("of other services nothing is known, so everything counts", () => {
    const volume = "arn:aws:ec2:us-east-1:222222222222:volume/vol-1";
    expect([sentences(may(volume, ["ec2:AttachVolume", "s3:GetObject"]))]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call ec2:AttachVolume.",
      ]
    `);
  });
});

describe("a request has the keys that its action lists", () => {
  const actions = ["kms:Decrypt", "kms:CreateGrant", "kms:DescribeKey"];
  const cases: [string, Condition][] = [
    ["GrantOperations", { "ForAllValues:StringEquals": { "kms:GrantOperations": "Decrypt" } }],
    ["GrantOperations, any", { "ForAnyValue:StringEquals": { "kms:GrantOperations": "Decrypt" } }],
    ["for an AWS resource", { Bool: { "kms:GrantIsForAWSResource": "true" } }],
    ["not for an AWS resource", { Bool: { "kms:GrantIsForAWSResource": "false" } }],
    ["encryption context", { StringLike: { "kms:EncryptionContext:aws:ebs:id": "vol-*" } }],
    ["a key of S3", { StringEquals: { "s3:prefix": "x" } }],
    ["absent", { Null: { "kms:GrantIsForAWSResource": "true" } }],
    ["through a service", { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }],
  ];
  test("of KMS", () => {
    expect(
      cases.map(([name, condition]) => `${name}: ${sentences(may(key, actions, condition))}`),
    ).toMatchInlineSnapshot(`
      [
        "GrantOperations: Role CadoResponseRole of 222222222222 may call CreateGrant, Decrypt and DescribeKey, only when every value of kms:GrantOperations is Decrypt.",
        "GrantOperations, any: Role CadoResponseRole of 222222222222 may call CreateGrant, only when some value of kms:GrantOperations is Decrypt.",
        "for an AWS resource: Role CadoResponseRole of 222222222222 may call CreateGrant, only when kms:GrantIsForAWSResource is true.",
        "not for an AWS resource: Role CadoResponseRole of 222222222222 may call CreateGrant, only when kms:GrantIsForAWSResource is false.",
        "encryption context: Role CadoResponseRole of 222222222222 may call CreateGrant and Decrypt, only when kms:EncryptionContext:aws:ebs:id is like vol-*.",
        "a key of S3: ",
        "absent: Role CadoResponseRole of 222222222222 may call CreateGrant, Decrypt and DescribeKey, only when kms:GrantIsForAWSResource is absent.",
        "through a service: Role CadoResponseRole of 222222222222 may call CreateGrant, Decrypt and DescribeKey, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      ]
    `);
  });
  test("a call on EC2 has no key of KMS", () => {
    const volume = "arn:aws:ec2:us-east-1:222222222222:volume/vol-1";
    const condition = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
    expect(answerTo(may(volume, "ec2:AttachVolume", condition))).toEqual([]);
    expect([
      sentences(may(volume, "ec2:AttachVolume", condition, { requests: "any" })),
    ]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call ec2:AttachVolume, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
      ]
    `);
  });
});

describe("keys of some callers only", () => {
  const everyone = { AWS: "*", Service: "ec2.amazonaws.com" };
  const cases: [string, Condition][] = [
    ["tag", { StringEquals: { "aws:PrincipalTag/team": "forensics" } }],
    ["organization", { StringEquals: { "aws:PrincipalOrgID": "o-example1234" } }],
    ["paths", { "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": "o-example1234/*" } }],
    ["source account", { StringEquals: { "aws:SourceAccount": "222222222222" } }],
    ["source", { ArnLike: { "aws:SourceArn": "arn:aws:ec2:*:222222222222:*" } }],
    ["organization of the source", { StringEquals: { "aws:SourceOrgID": "o-example1234" } }],
    ["paths of the source", { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": "o-ex*" } }],
    ["address", { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } }],
    ["no source", { Null: { "aws:SourceAccount": "true" } }],
  ];
  test("a principal of an account has tags and an organization, a service names a source", () => {
    expect(
      cases.map(([name, condition]) => `${name}: ${sentences(onKey(everyone, condition))}`),
    ).toMatchInlineSnapshot(`
      [
        "tag: Everyone of 222222222222 and root of any other account may call Decrypt, only when aws:PrincipalTag/team is forensics. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:PrincipalTag/team is forensics.",
        "organization: Everyone of 222222222222 and root of any other account may call Decrypt, only when aws:PrincipalOrgID is o-example1234. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:PrincipalOrgID is o-example1234.",
        "paths: Everyone of 222222222222 and root of any other account may call Decrypt, only when some value of aws:PrincipalOrgPaths is like o-example1234/*. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when some value of aws:PrincipalOrgPaths is like o-example1234/*.",
        "source account: Every AWS service and federated and other callers may call Decrypt, only when aws:SourceAccount is 222222222222.",
        "source: Every AWS service and federated and other callers may call Decrypt, only when aws:SourceArn is like arn:aws:ec2:*:222222222222:*.",
        "organization of the source: Every AWS service and federated and other callers may call Decrypt, only when aws:SourceOrgID is o-example1234.",
        "paths of the source: Every AWS service and federated and other callers may call Decrypt, only when some value of aws:SourceOrgPaths is like o-ex*.",
        "address: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when aws:SourceIp is in 203.0.113.0/24. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:SourceIp is in 203.0.113.0/24.",
        "no source: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when aws:SourceAccount is absent. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:SourceAccount is absent.",
      ]
    `);
  });
  test("a name that only begins like that of such a key is another key", () => {
    const question = onKey(everyone, { StringEquals: { "aws:SourceArns": "x" } });
    expect(sentences(question)).toMatch(/^Everyone of 222222222222, root of any other account/);
  });
  test("in requests of any form they all may have them", () => {
    expect(
      cases
        .slice(0, 4)
        .map(
          ([name, condition]) =>
            `${name}: ${sentences({ ...onKey(everyone, condition), requests: "any" })}`,
        ),
    ).toMatchInlineSnapshot(`
      [
        "tag: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when aws:PrincipalTag/team is forensics. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:PrincipalTag/team is forensics.",
        "organization: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when aws:PrincipalOrgID is o-example1234. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:PrincipalOrgID is o-example1234.",
        "paths: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when some value of aws:PrincipalOrgPaths is like o-example1234/*. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when some value of aws:PrincipalOrgPaths is like o-example1234/*.",
        "source account: Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt, only when aws:SourceAccount is 222222222222. / Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it, only when aws:SourceAccount is 222222222222.",
      ]
    `);
  });
});

test("a real question against one of any requests: neither has what AWS sends taken into account", () => {
  const question = may(key, "kms:ListAliases");
  expect(answerTo(question)).toEqual([]);
  const any: ReachQuestion = { ...question, requests: "any" };
  expect(
    compareReach(may(key, "kms:Decrypt"), any).gained.flatMap(cellSentence),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 222222222222 may call ListAliases.",
      "  arn:aws:iam::222222222222:role/CadoResponseRole kms:ListAliases arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222",
    ]
  `);
});
