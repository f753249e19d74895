import { describe, expect, test } from "vitest";
import type { Condition, Statement } from "#policy";
import { answerTo } from "#testing/reach/answer-lines";
import { exampleKeyArn as key, accountOwnsKey as root } from "#testing/reach/example-key";
import { Budget } from "./budget.ts";
import {
  askedKeys,
  derivedKeys,
  isSingleValued,
  isTruth,
  realPeople,
  valueOfResource,
} from "./model/real-keys.ts";
import { readQuestion } from "./question.ts";
import type { ReachQuestion } from "./types.ts";

const allow = (Condition: Condition, more: Partial<Statement> = {}): Statement =>
  ({
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::222222222222:root" },
    Action: "kms:Decrypt",
    Resource: "*",
    Condition,
    ...more,
  }) as Statement;
const real = (statements: readonly Statement[], more: Partial<ReachQuestion> = {}) => ({
  resource: key,
  requests: "real" as const,
  policies: {
    identityPolicies: "unknown" as const,
    resourcePolicy: { Version: "2012-10-17" as const, Statement: [...statements] },
  },
  ...more,
});

describe("keys that follow from who calls", () => {
  const cases: [string, Condition][] = [
    ["account", { StringEquals: { "aws:PrincipalAccount": "222222222222" } }],
    ["another account", { StringEquals: { "aws:PrincipalAccount": "111111111111" } }],
    ["users only", { StringEquals: { "aws:PrincipalType": "User" } }],
    ["not an AWS service", { Bool: { "aws:PrincipalIsAWSService": "false" } }],
    ["an AWS service", { Bool: { "aws:PrincipalIsAWSService": "true" } }],
    ["user name", { StringLike: { "aws:username": "admin*" } }],
    ["caller account of KMS", { StringEquals: { "kms:CallerAccount": "222222222222" } }],
    ["region of the key", { StringEquals: { "aws:RequestedRegion": "us-east-1" } }],
    ["another region", { StringEquals: { "aws:RequestedRegion": "eu-west-1" } }],
    ["account of the key", { StringEquals: { "aws:ResourceAccount": "222222222222" } }],
    ["own account", { StringEquals: { "aws:ResourceAccount": `$\{aws:PrincipalAccount}` } }],
    ["another resource account", { StringEquals: { "aws:ResourceAccount": "111111111111" } }],
  ];
  const lines = (question: ReachQuestion) => answerTo(question).filter((_text, at) => at % 2 === 0);
  test("decide with the principal", () => {
    const found = cases.map(
      ([name, condition]) => `${name}: ${lines(real([allow(condition)])).join(" / ")}`,
    );
    expect(found).toMatchInlineSnapshot(`
      [
        "account: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "another account: ",
        "users only: Every user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "not an AWS service: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "an AWS service: ",
        "user name: User adminVisitor of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "caller account of KMS: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "region of the key: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "another region: ",
        "account of the key: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "own account: Root of 222222222222 may call Decrypt. / Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "another resource account: ",
      ]
    `);
  });
  test("a service by its name, and nobody by a service's name that is not one", () => {
    const Principal = { Service: ["ec2.amazonaws.com", "rds.amazonaws.com"] };
    const named = (name: string) =>
      real([allow({ StringEquals: { "aws:PrincipalServiceName": name } }, { Principal })]);
    expect(answerTo(named("ec2.amazonaws.com"))).toMatchInlineSnapshot(`
      [
        "ec2.amazonaws.com may call Decrypt.",
        "  ec2.amazonaws.com kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=true | aws:PrincipalServiceName=ec2.amazonaws.com | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222",
      ]
    `);
    expect(answerTo(named("222222222222"))).toEqual([]);
  });
  test("a session has the ARN of its role, with the path that the policy writes", () => {
    const condition = {
      ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::222222222222:role/forensics/Import" },
    };
    expect(answerTo(real([allow(condition)]))).toMatchInlineSnapshot(`
      [
        "Role Import of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::222222222222:role/forensics/Import kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/forensics/Import",
      ]
    `);
    const session = "arn:aws:sts::222222222222:assumed-role/Import/run";
    expect(answerTo(real([allow(condition)], { principals: [session] }))).toMatchInlineSnapshot(`
      [
        "Role Import of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:sts::222222222222:assumed-role/Import/run kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/forensics/Import",
      ]
    `);
  });
  test("a key that the question gives is as the question says", () => {
    const statement = allow({ StringEquals: { "kms:CallerAccount": "222222222222" } });
    const given = (account: string) =>
      answerTo(real([statement], { given: { "kms:CallerAccount": account } }));
    expect(given("222222222222")).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 may call Decrypt.",
        "  arn:aws:iam::222222222222:root kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=Account | aws:PrincipalAccount=222222222222 | aws:userid=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:root",
        "Every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::222222222222:role/Visitor kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/Visitor",
      ]
    `);
    expect(given("111111111111")).toEqual([]);
  });
});

test("which keys follow from principal and resource", () => {
  const asked = (...questions: ReachQuestion[]) => [...derivedKeys(questions.map(readQuestion))];
  const ofPrincipal = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:username",
  ];
  const ofKey = ["kms:calleraccount", "aws:requestedregion", "aws:resourceaccount"];
  const question = real([root]);
  const on = (resource: ReachQuestion["resource"]) => real([root], { resource });
  expect(asked(question)).toEqual([...ofPrincipal, ...ofKey]);
  expect(asked(question, question)).toEqual([...ofPrincipal, ...ofKey]);
  expect(asked({ ...question, requests: "any" })).toEqual([]);
  expect(asked(question, { ...question, requests: "any" })).toEqual([]);
  expect(asked({ ...question, given: { "AWS:Username": "alice" } }, question)).toEqual(
    [...ofPrincipal, ...ofKey].filter((name) => name !== "aws:username"),
  );
  expect(asked(question, on(`${key}0`))).toEqual(ofPrincipal);
  expect(asked(question, on({ like: [key] }))).toEqual(ofPrincipal);
  expect(asked(on({ like: ["*"] }))).toEqual(ofPrincipal);
  expect(asked(on("*"))).toEqual(ofPrincipal);
  expect(asked(on("arn:aws:kms:us-east-1:222222222222:alias/forensics"))).toEqual([
    ...ofPrincipal,
    "aws:requestedregion",
    "aws:resourceaccount",
  ]);
  expect(asked(on("arn:aws:iam::222222222222:role/key/X"))).toEqual([
    ...ofPrincipal,
    "aws:resourceaccount",
  ]);
  expect(asked(on("arn:aws:s3:::key/evidence"))).toEqual(ofPrincipal);
  expect([...askedKeys(derivedKeys([readQuestion(question)]), [])]).toEqual(["aws:principalarn"]);
});

test("the value that a resource gives a key", () => {
  const cases: [string, string, string | undefined][] = [
    ["aws:requestedregion", key, "us-east-1"],
    ["aws:requestedregion", "arn:aws:iam::222222222222:role/X", undefined],
    ["aws:requestedregion", "*", undefined],
    ["aws:resourceaccount", key, "222222222222"],
    ["aws:resourceaccount", "arn:aws:s3:::evidence", undefined],
    ["aws:resourceaccount", "arn:aws:iam::aws:policy/ReadOnlyAccess", undefined],
    ["aws:resourceaccount", "*", undefined],
    ["kms:calleraccount", key, undefined],
  ];
  for (const [name, resource, value] of cases)
    expect([name, resource, valueOfResource(name, resource)]).toEqual([name, resource, value]);
});

test("keys with at most one value, and keys with many", () => {
  const many = [
    "aws:calledvia",
    "aws:principalorgpaths",
    "aws:principalservicenameslist",
    "aws:resourceorgpaths",
    "aws:sourceorgpaths",
    "aws:tagkeys",
    "aws:vpceorgpaths",
    "sts:transitivetagkeys",
    "kms:encryptioncontextkeys",
    "kms:grantoperations",
    "kms:resourcealiases",
    "s3:prefix",
    "xaws:sourceip",
  ];
  const one = [
    "aws:sourceip",
    "aws:principaltag/team",
    "sts:externalid",
    "kms:viaservice",
    "kms:encryptioncontext:aws:ebs:id",
    "kms:keyspec",
  ];
  expect([...many, ...one].filter(isSingleValued)).toEqual(one);
});

test("keys that are true or false", () => {
  const truths = [
    "aws:assumedroot",
    "aws:ismcpserviceaction",
    "aws:multifactorauthpresent",
    "aws:principalisawsservice",
    "aws:securetransport",
    "aws:viaawsservice",
    "aws:viaawsmcpservice",
    "kms:grantisforawsresource",
    "kms:multiregion",
  ];
  const others = [
    "xaws:viaawsservice",
    "aws:viaawsservices",
    "aws:sourceip",
    "kms:keyspec",
    "kms:viaservice",
    "s3:prefix",
  ];
  expect([...truths, ...others].filter(isTruth)).toEqual(truths);
});

test("callers with the keys that follow from them", () => {
  const texts = [
    "arn:aws:iam::222222222222:user/team/alice",
    "arn:aws:iam::222222222222:role/Import",
    "arn:aws:iam::222222222222:role/forensics/Import",
    "arn:aws:sts::222222222222:assumed-role/Import/run",
    "arn:aws:sts::111111111111:assumed-role/Import/run",
    "222222222222",
    "ec2.amazonaws.com",
    "*",
  ];
  const peopleWith = (names: readonly string[]) =>
    realPeople(texts, texts, new Set(names), key, new Budget(undefined)).map(
      ({ text, keys }) =>
        `${text}: ${Object.entries(keys)
          .map(([name, values]) => `${name}=${values.join("|")}`)
          .join(" ")}`,
    );
  const names = [
    "aws:principalarn",
    "aws:principalaccount",
    "aws:principaltype",
    "aws:principalisawsservice",
    "aws:principalservicename",
    "aws:username",
    "aws:requestedregion",
    "aws:resourceaccount",
    "kms:calleraccount",
  ];
  expect(peopleWith(names)).toMatchInlineSnapshot(`
    [
      "arn:aws:iam::222222222222:user/team/alice: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=User aws:principalarn=arn:aws:iam::222222222222:user/team/alice aws:principalaccount=222222222222 aws:username=alice kms:calleraccount=222222222222",
      "arn:aws:iam::222222222222:role/Import: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::222222222222:role/Import aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "arn:aws:iam::222222222222:role/forensics/Import: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::222222222222:role/forensics/Import aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "arn:aws:sts::222222222222:assumed-role/Import/run: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::222222222222:role/Import aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "arn:aws:sts::222222222222:assumed-role/Import/run: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::222222222222:role/Import aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "arn:aws:sts::222222222222:assumed-role/Import/run: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::222222222222:role/forensics/Import aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "arn:aws:sts::111111111111:assumed-role/Import/run: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=AssumedRole aws:principalarn=arn:aws:iam::111111111111:role/Import aws:principalaccount=111111111111 kms:calleraccount=111111111111",
      "222222222222: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=Account aws:principalarn=arn:aws:iam::222222222222:root aws:principalaccount=222222222222 kms:calleraccount=222222222222",
      "ec2.amazonaws.com: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=true aws:principalservicename=ec2.amazonaws.com",
      "*: aws:requestedregion=us-east-1 aws:resourceaccount=222222222222 aws:principalisawsservice=false aws:principaltype=Anonymous",
    ]
  `);
  expect(peopleWith(["aws:username"])).toMatchInlineSnapshot(`
    [
      "arn:aws:iam::222222222222:user/team/alice: aws:username=alice",
      "arn:aws:iam::222222222222:role/Import: ",
      "arn:aws:iam::222222222222:role/forensics/Import: ",
      "arn:aws:sts::222222222222:assumed-role/Import/run: ",
      "arn:aws:sts::111111111111:assumed-role/Import/run: ",
      "222222222222: ",
      "ec2.amazonaws.com: ",
      "*: ",
    ]
  `);
});
