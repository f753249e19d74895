import { describe, expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { whoMay } from "#testing/reach/who-may";
import { explainCell } from "../explain.ts";
import { reach } from "../reach.ts";
import type { ReachPolicies, ReachQuestion } from "../types.ts";

const role = "arn:aws:iam::111111111111:role/CadoResponseRole";
const session = "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import";
const everything: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};
const keyPolicy = (...statements: object[]): Policy => ({
  Version: "2012-10-17",
  Statement: statements.map(
    (one) => ({ Effect: "Allow", Action: "kms:Decrypt", Resource: "*", ...one }) as Statement,
  ),
});
const iam = (name: string) => `arn:aws:iam::222222222222:${name}`;

/** Who may decrypt: the sentences, then the callers, each held against the authorizer. */
function who(policies: ReachPolicies, more: Partial<ReachQuestion> = {}): string[] {
  const question = { policies, resource: exampleKeyArn, actions: ["kms:Decrypt"], ...more };
  const { identityPolicies, resourcePolicy, ...others } = policies;
  const known = {
    ...others,
    ...(identityPolicies === "unknown" ? {} : { identityPolicies }),
    ...(resourcePolicy === "unknown" ? {} : { resourcePolicy }),
  };
  return [
    ...reach(question).allowed.map(explainCell),
    ...(more.principals
      ? []
      : whoMay(known, exampleKeyArn, ["kms:Decrypt"]).map((line) => `  ${line}`)),
  ];
}

describe("who is meant by a Principal element", () => {
  const identityPolicies = [everything];
  const deny = (more: object) => ({
    resourcePolicy: keyPolicy({ Principal: "*" }, { Effect: "Deny", ...more }),
    identityPolicies,
  });
  test("accounts, roles, sessions, users and services", () => {
    const allow = (AWS: string | string[]) => ({
      resourcePolicy: keyPolicy({ Principal: { AWS } }),
      identityPolicies,
    });
    expect([
      ...who(allow("222222222222")),
      ...who(allow(role)),
      ...who(allow(session)),
      ...who(allow([iam("user/Ada"), "arn:aws-cn:iam::222222222222:root"])),
      ...who({ resourcePolicy: keyPolicy({ Principal: { Service: "ec2.amazonaws.com" } }) }),
      ...who({ resourcePolicy: keyPolicy({ Principal: { Federated: "accounts.google.com" } }) }),
      ...who({
        resourcePolicy: keyPolicy({ NotPrincipal: { AWS: iam("root") } }),
        identityPolicies,
      }),
    ]).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 and every role and user of 222222222222 may call Decrypt.",
        "  kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "Role CadoResponseRole of 111111111111 may call Decrypt.",
        "  kms:Decrypt: 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "Role CadoResponseRole of 111111111111 may call Decrypt.",
        "  kms:Decrypt: 111111111111:assumed-role/CadoResponseRole/import",
        "Root of 222222222222 and user Ada of 222222222222 may call Decrypt.",
        "  kms:Decrypt: 222222222222:user/Ada, 222222222222",
        "ec2.amazonaws.com may call Decrypt.",
        "  kms:Decrypt: ec2.amazonaws.com",
        "accounts.google.com may call Decrypt.",
        "  kms:Decrypt: accounts.google.com",
        "Root of any other account, every role and user of any other account, every AWS service and federated and other callers may call Decrypt.",
        "  kms:Decrypt: 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, ec2.amazonaws.com, accounts.google.com",
      ]
    `);
  });
  test("under Deny: all but some, with patterns, and with a boundary", () => {
    const spared = { NotPrincipal: { AWS: [role, session, "arn:aws:iam::111111111111:root"] } };
    expect([
      ...who(deny({ Principal: { AWS: "arn:aws:iam::111111111111:root" } })),
      ...who(deny(spared)),
      ...who({ ...deny(spared), permissionsBoundary: [everything] }),
      ...who(deny({ Principal: { AWS: "arn:aws:iam::*:role/Cado*" } })).slice(-1),
    ]).toMatchInlineSnapshot(`
      [
        "Everyone of 222222222222, root of any other account, every role and user of any other account, every AWS service and federated and other callers may call Decrypt.",
        "  kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "Root of 111111111111 and role CadoResponseRole of 111111111111 may call Decrypt.",
        "  kms:Decrypt: 111111111111:root, 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "Root of 111111111111 may call Decrypt.",
        "  kms:Decrypt: 111111111111:root",
        "  kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:root, 999999999999:user/Ada, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222, ec2.amazonaws.com, accounts.google.com",
      ]
    `);
  });
});

describe("who is asked about", () => {
  const policies = {
    resourcePolicy: keyPolicy(accountOwnsKey, { Principal: "*" }),
    identityPolicies: "unknown" as const,
  };
  test.each([
    [[role]],
    [["arn:aws:iam::222222222222:*"]],
    [["*:role/Cado*", session]],
    [["*.amazonaws.com"]],
    [["*"]],
    [["222222222222"]],
    [[]],
  ])("%j", (principals) => {
    const { allowed } = reach({
      policies,
      resource: exampleKeyArn,
      actions: ["kms:Decrypt"],
      principals,
    });
    for (const { witness, principals: set } of allowed) {
      expect(principals.some((pattern) => fits(pattern, witness.request.principal))).toBe(true);
      for (const tests of set.anyOf)
        expect(tests.at(-1)).toEqual({ test: "like", patterns: principals, holds: true });
    }
    expect(allowed.length > 0).toBe(principals.length > 0);
  });
  const fits = (pattern: string, text: string) =>
    new RegExp(`^${pattern.replaceAll(".", "[.]").replaceAll("*", ".*")}$`).test(text);

  test("in the words of sentences", () => {
    const ask = (...principals: string[]) => who(policies, { principals });
    expect([
      ...ask(role),
      ...ask(session),
      ...ask(iam("user/Ada")),
      ...ask("222222222222"),
    ]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "User Ada of 222222222222 may call Decrypt.",
        "Root of 222222222222 may call Decrypt.",
      ]
    `);
  });
});

describe("facts about a caller, as plain data", () => {
  const resourcePolicy = keyPolicy({ Principal: "*" });
  const tests = (policies: ReachPolicies, more: Partial<ReachQuestion> = {}) =>
    reach({ policies, resource: exampleKeyArn, actions: ["kms:Decrypt"], ...more }).allowed.flatMap(
      ({ principals }) =>
        principals.anyOf.map((all) =>
          all.map((one) => JSON.stringify(one).replaceAll('"', "'")).join(" and "),
        ),
    );
  test("kinds, accounts and partitions, service-linked roles, grants, and keys of real requests", () => {
    const grants = [{ granteePrincipal: role, operations: ["Decrypt"] }];
    const arn = { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Cado*" } };
    expect([
      ...tests({ resourcePolicy, identityPolicies: "unknown" }),
      ...tests({ resourcePolicy, serviceControlPolicies: [[]] }),
      ...tests({ grants }),
      ...tests(
        { resourcePolicy: keyPolicy({ Principal: "*", Condition: arn }) },
        { requests: "real" },
      ),
    ]).toMatchInlineSnapshot(`
      [
        "{'test':'partition','partition':'aws','holds':true} and {'test':'account','accounts':['222222222222'],'holds':true}",
        "{'test':'partition','partition':'aws','holds':true} and {'test':'kind','kinds':['root','service','outside']}",
        "{'test':'partition','partition':'aws','holds':true} and {'test':'account','accounts':['222222222222'],'holds':false} and {'test':'kind','kinds':['user','role','role-session']}",
        "{'test':'service-linked','holds':true} and {'test':'partition','partition':'aws','holds':true} and {'test':'account','accounts':['222222222222'],'holds':true}",
        "{'test':'kind','kinds':['service','outside']}",
        "{'test':'grant','grant':{'granteePrincipal':'arn:aws:iam::111111111111:role/CadoResponseRole','operations':['Decrypt']},'names':['grantee']}",
        "{'test':'key','key':'aws:PrincipalArn','comparison':{'operator':'ArnLike','values':['arn:aws:iam::*:role/Cado*'],'effect':'Allow','variables':false,'holds':true}} and {'test':'account','accounts':['222222222222'],'holds':true}",
      ]
    `);
  });
});
