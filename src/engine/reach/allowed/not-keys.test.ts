import { describe, expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { answerLines } from "#testing/reach/answer-lines";
import { exampleKeyArn } from "#testing/reach/example-key";
import { whoMay } from "#testing/reach/who-may";
import type { PolicySet } from "../../authorizer/types.ts";

const own = "222222222222";
const other = "111111111111";
const policy = (...statements: Partial<Statement>[]): Policy => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => ({ Effect: "Allow", ...one }) as Statement),
});
const everything = policy({ Action: "*", Resource: "*" });
const named = (...names: string[]) => ({ AWS: names.map((name) => `arn:aws:iam::${name}`) });

describe("who may call what is no key", () => {
  test("calls that name no key, and aliases", () => {
    const policies = {
      identityPolicies: [everything],
      resourcePolicy: policy({ Principal: "*", Action: "kms:*", Resource: "*" }),
    };
    const alias = `arn:aws:kms:us-east-1:${own}:alias/`;
    expect([
      ...whoMay(policies, "*", ["kms:CreateKey", "kms:Decrypt"], { resourceAccount: own }),
      ...whoMay(policies, `${alias}evidence`, ["kms:CreateAlias", "kms:Decrypt"]),
      ...whoMay(policies, `${alias}aws/ebs`, ["kms:DeleteAlias"]),
    ]).toMatchInlineSnapshot(`
      [
        "kms:CreateKey: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222, aws-cn 222222222222:user/Ada",
        "kms:Decrypt: ",
        "kms:CreateAlias: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "kms:Decrypt: ",
        "kms:DeleteAlias: ",
      ]
    `);
  });
  test("a role to assume", () => {
    const trust = policy({
      Principal: {
        ...named(`${other}:role/CadoResponseRole`, `${own}:root`),
        Service: "ec2.amazonaws.com",
        Federated: "accounts.google.com",
      },
      Action: "sts:*",
    } as Partial<Statement>);
    const actions = ["sts:AssumeRole", "sts:TagSession", "sts:GetCallerIdentity"];
    const role = `arn:aws:iam::${own}:role/CadoTargetRole`;
    expect([
      ...whoMay({ resourcePolicy: trust, identityPolicies: [everything] }, role, actions),
      ...whoMay({ resourcePolicy: trust }, role, actions),
      ...whoMay({ identityPolicies: [everything] }, role, actions),
      ...whoMay(
        {
          resourcePolicy: policy({
            NotPrincipal: named(`${own}:root`),
            Action: "sts:*",
          } as Partial<Statement>),
          identityPolicies: [everything],
        },
        role,
        actions,
      ),
    ]).toMatchInlineSnapshot(`
      [
        "sts:AssumeRole: 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import, ec2.amazonaws.com, accounts.google.com",
        "sts:TagSession: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "sts:GetCallerIdentity: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:federated-user/Ada, 222222222222, aws-cn 222222222222:user/Ada, ec2.amazonaws.com, accounts.google.com",
        "sts:AssumeRole: ec2.amazonaws.com, accounts.google.com",
        "sts:TagSession: 222222222222:root, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "sts:GetCallerIdentity: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:federated-user/Ada, 222222222222, aws-cn 222222222222:user/Ada, ec2.amazonaws.com, accounts.google.com",
        "sts:AssumeRole: ",
        "sts:TagSession: ",
        "sts:GetCallerIdentity: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:federated-user/Ada, 222222222222, aws-cn 222222222222:user/Ada, ec2.amazonaws.com, accounts.google.com",
        "sts:AssumeRole: ",
        "sts:TagSession: ",
        "sts:GetCallerIdentity: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:federated-user/Ada, 222222222222, aws-cn 222222222222:user/Ada, ec2.amazonaws.com, accounts.google.com",
      ]
    `);
  });
  test("a bucket, which needs its policy only across accounts", () => {
    const bucket = "arn:aws:s3:::evidence/report";
    const shared = policy({
      Principal: named(`${other}:root`, `${own}:user/Ada`),
      Action: "s3:GetObject",
    } as Partial<Statement>);
    const ofBucket = (policies: PolicySet) =>
      whoMay(policies, bucket, ["s3:GetObject"], { resourceAccount: own });
    expect([
      ...ofBucket({ identityPolicies: [everything] }),
      ...ofBucket({ resourcePolicy: shared }),
      ...ofBucket({ resourcePolicy: shared, identityPolicies: [everything] }),
      ...ofBucket({ resourcePolicy: policy({ Principal: "*", Action: "s3:*", Resource: "*" }) }),
      ...ofBucket({}),
    ]).toMatchInlineSnapshot(`
      [
        "s3:GetObject: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "s3:GetObject: 222222222222:root, 222222222222:user/Ada, 111111111111:root, 222222222222",
        "s3:GetObject: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "s3:GetObject: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 999999999999:root, 222222222222, ec2.amazonaws.com, *, accounts.google.com",
        "s3:GetObject: 222222222222:root, 222222222222",
      ]
    `);
  });
  test("who one is: everyone who signs may ask, whatever the policies say", () => {
    const denied = policy({ Effect: "Deny", Action: "*", Resource: "*" });
    expect([
      ...whoMay({ identityPolicies: [denied] }, "*", ["sts:GetCallerIdentity"]),
      ...answerLines({
        policies: { identityPolicies: [denied], resourcePolicy: "unknown" },
        resource: "*",
        actions: ["sts:GetCallerIdentity"],
      }),
    ]).toMatchInlineSnapshot(`
      [
        "sts:GetCallerIdentity: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:federated-user/Ada, 222222222222, aws-cn 222222222222:user/Ada, ec2.amazonaws.com, accounts.google.com",
        "Everyone of any other account, every AWS service and federated and other callers may call sts:GetCallerIdentity.",
        "  arn:aws:iam::999999999999:role/Visitor sts:GetCallerIdentity *",
        "  allowed by ",
      ]
    `);
  });
});

describe("the policy of the resource is not known", () => {
  test("it may let in whoever has IAM policies, but decides nothing where it is not asked", () => {
    const ask = (resource: string, ...actions: string[]) =>
      answerLines({
        policies: { identityPolicies: [everything], resourcePolicy: "unknown" },
        resource,
        resourceAccount: own,
        actions,
      });
    expect([
      ...ask(exampleKeyArn, "kms:Decrypt", "kms:ScheduleKeyDeletion", "kms:RetireGrant"),
      ...ask("*", "kms:CreateKey"),
      ...ask("arn:aws:s3:::evidence/report", "s3:GetObject"),
      ...ask(`arn:aws:iam::${own}:role/CadoTargetRole`, "sts:AssumeRole"),
    ]).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 and every role and user of 222222222222 may call Decrypt and ScheduleKeyDeletion, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::222222222222:role/Visitor kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222",
        "  allowed by identityPolicies.0.0",
        "Root of 222222222222 and any other account and every role and user of 222222222222 and any other account may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::222222222222:role/Visitor kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222",
        "  allowed by identityPolicies.0.0",
        "Root of 222222222222 and every role and user of 222222222222 may call CreateKey.",
        "  arn:aws:iam::222222222222:role/Visitor kms:CreateKey * of 222222222222",
        "  allowed by identityPolicies.0.0",
        "Root of 222222222222 and every role and user of 222222222222 may call s3:GetObject.",
        "  arn:aws:iam::222222222222:role/Visitor s3:GetObject arn:aws:s3:::evidence/report of 222222222222",
        "  allowed by identityPolicies.0.0",
        "Root of any other account and every role and user of any other account may call s3:GetObject, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::999999999999:role/Visitor s3:GetObject arn:aws:s3:::evidence/report of 222222222222",
        "  allowed by identityPolicies.0.0",
        "Every role and user of 222222222222 and any other account may call sts:AssumeRole, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::222222222222:role/Visitor sts:AssumeRole arn:aws:iam::222222222222:role/CadoTargetRole of 222222222222",
        "  allowed by identityPolicies.0.0",
      ]
    `);
  });
});
