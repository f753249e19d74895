import { describe, expect, test } from "vitest";
import type { Statement } from "#policy";
import { answerLines, cellLines } from "#testing/reach/answer-lines";
import { accountOwnsKey, exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { compareReach } from "../compare.ts";
import { reach } from "../reach.ts";
import type { ReachQuestion } from "../types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const own: Statement = { Sid: "AccountOwnsKey", ...accountOwnsKey };
const allow = (Sid: string, more: Partial<Statement>): Statement => ({
  Sid,
  Effect: "Allow",
  Principal: { AWS: importer },
  Action: "kms:Decrypt",
  Resource: "*",
  ...more,
});
const deny = (Sid: string, more: Partial<Statement>): Statement => ({
  ...allow(Sid, { Principal: "*", ...more }),
  Effect: "Deny",
});
const ask = (...statements: Statement[]): ReachQuestion =>
  resourcePolicyAlone(exampleKeyArn, ...statements);
const lines = (question: ReachQuestion) => [...answerLines(question)];
const throughEc2 = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
const notThroughEc2 = { StringNotEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };

describe("rows, each with its request and the statements that it rests on", () => {
  test("an importer, and a Deny for what does not go through EC2", () => {
    expect(
      lines(ask(own, allow("Importer", {}), deny("OnlyThroughEc2", { Condition: notThroughEc2 }))),
    ).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 may do every action but RetireGrant; not Decrypt when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:root kms:CancelKeyDeletion arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey; denied by resourcePolicy.0.2 OnlyThroughEc2",
        "Every role and user of 222222222222 and role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com",
        "  allowed by resourcePolicy.0.1 Importer, resourcePolicy.0.0 AccountOwnsKey",
        "Every role and user of 222222222222 may do every action but RetireGrant, if an IAM policy of theirs allows it; not Decrypt when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:CancelKeyDeletion arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey; denied by resourcePolicy.0.2 OnlyThroughEc2",
      ]
    `);
  });

  test("a Deny for one of two actions is an exception, for all of them it is no row", () => {
    const importing = allow("Importer", { Action: ["kms:Decrypt", "kms:DescribeKey"] });
    const denying = (Action: string | string[]) =>
      deny("Closed", { Action, Condition: throughEc2 });
    expect([
      ...lines(ask(importing, denying("kms:Decrypt"))),
      ...lines(ask(importing, denying(["kms:Decrypt", "kms:DescribeKey"]))),
      ...lines(ask(importing, deny("Closed", { Action: "kms:D*" }))),
    ]).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it; not Decrypt when kms:ViaService is ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:DescribeKey arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 Importer; denied by resourcePolicy.0.1 Closed",
        "Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 Importer",
      ]
    `);
  });

  test("statements that say the same of two actions, two roles and two conditions are one row", () => {
    const other = "arn:aws:iam::111111111111:role/Backup";
    expect(
      lines(
        ask(
          allow("A", {}),
          allow("B", { Action: "kms:DescribeKey" }),
          allow("C", { Principal: { AWS: other }, Action: ["kms:DescribeKey", "kms:Decrypt"] }),
          allow("D", { Principal: { AWS: other }, Condition: throughEc2 }),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 and role Backup of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 A, resourcePolicy.0.1 B, resourcePolicy.0.2 C, resourcePolicy.0.3 D",
      ]
    `);
  });

  test("a Deny with conditions for some of the callers, in questions about real requests", () => {
    const question = ask(
      own,
      allow("Importer", { Principal: { AWS: [importer, "arn:aws:iam::222222222222:user/Ada"] } }),
      deny("Outside", { Condition: { StringNotEquals: { "kms:CallerAccount": "222222222222" } } }),
    );
    expect(lines({ ...question, requests: "real" })).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 may do every action but RetireGrant.",
        "  arn:aws:iam::222222222222:root kms:CancelKeyDeletion arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=Account | aws:PrincipalAccount=222222222222 | aws:userid=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:root",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey",
        "Every user and role of 222222222222 may do every action but RetireGrant, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::222222222222:user/Ada kms:CancelKeyDeletion arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=User | aws:PrincipalAccount=222222222222 | aws:username=Ada | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:user/Ada",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey, resourcePolicy.0.1 Importer",
        "Root of 222222222222 and user Ada of 222222222222 may call Decrypt.",
        "  arn:aws:iam::222222222222:root kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | aws:PrincipalIsAWSService=false | aws:PrincipalType=Account | aws:PrincipalAccount=222222222222 | aws:userid=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:root",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey, resourcePolicy.0.1 Importer",
      ]
    `);
  });

  test("where a Deny leaves nothing of a role, the role is in no row", () => {
    const question = ask(
      allow("Roles", {
        Principal: { AWS: [importer, "arn:aws:iam::111111111111:role/Backup"] },
        Condition: throughEc2,
      }),
      deny("NoBackup", {
        Principal: { AWS: "arn:aws:iam::111111111111:role/Backup" },
        Condition: throughEc2,
      }),
    );
    expect(lines(question)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com",
        "  allowed by resourcePolicy.0.0 Roles",
      ]
    `);
  });
});

describe("policies that are not known", () => {
  const user = "arn:aws:iam::222222222222:user/Ada";
  const ada: ReachQuestion = { ...ask(own), principals: [user], actions: ["kms:Decrypt"] };
  test("the key policy, the IAM policies, or both", () => {
    const { Principal: _who, ...mine } = allow("Mine", {});
    const identity = {
      Version: "2012-10-17" as const,
      Statement: [mine],
    };
    const { identityPolicies: _, ...known } = ada.policies;
    expect([
      ...lines({ ...ada, policies: { resourcePolicy: "unknown", identityPolicies: [identity] } }),
      ...lines({ ...ada, policies: { resourcePolicy: "unknown", identityPolicies: "unknown" } }),
      ...lines({ ...ada, policies: { resourcePolicy: "unknown" } }),
      ...lines({ ...ada, policies: known }),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by identityPolicies.0.0 Mine",
        "User Ada of 222222222222 may call Decrypt, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by ",
      ]
    `);
  });

  test("a Deny that is known stays an exception", () => {
    const policies = {
      resourcePolicy: "unknown" as const,
      identityPolicies: "unknown" as const,
      serviceControlPolicies: [
        [
          {
            Statement: [
              { Sid: "All", Effect: "Allow" as const, Action: "*", Resource: "*" },
              {
                Sid: "OnlyThroughEc2",
                Effect: "Deny" as const,
                Action: "kms:*",
                Resource: "*",
                Condition: notThroughEc2,
              },
            ],
          },
        ],
      ],
    };
    expect(lines({ ...ada, policies })).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call Decrypt, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account, only when kms:ViaService is ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.us-east-1.amazonaws.com",
        "  allowed by serviceControlPolicies.0.0.0 All",
      ]
    `);
  });

  test("a user who is named needs no IAM policy any more: only that is gained", () => {
    const after = {
      ...ada,
      policies: ask(own, allow("Ada", { Principal: { AWS: user } })).policies,
    };
    const { gained, lost } = compareReach(ada, after);
    const back = compareReach(after, ada);
    expect([
      ...gained.flatMap(cellLines),
      "lost",
      ...lost.flatMap(cellLines),
      "the other way round",
      ...back.gained.flatMap(cellLines),
      ...back.lost.flatMap(cellLines),
    ]).toMatchInlineSnapshot(`
      [
        "User Ada of 222222222222 may call Decrypt.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey, resourcePolicy.0.1 Ada",
        "lost",
        "the other way round",
        "User Ada of 222222222222 may call Decrypt.",
        "  arn:aws:iam::222222222222:user/Ada kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey, resourcePolicy.0.1 Ada",
      ]
    `);
  });
});

describe("one row is enough", () => {
  const first = (...statements: Statement[]): ReachQuestion => ({
    ...ask(...statements),
    cells: "first",
  });
  test("the first row with its request", () => {
    expect([
      ...lines(first(own, allow("Importer", {}))),
      ...lines(
        first(
          allow("Closed", { Action: "kms:Encrypt" }),
          allow("Importer", {}),
          deny("Closing", { Action: "kms:Encrypt" }),
        ),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "Root of 222222222222 may call CancelKeyDeletion, ConnectCustomKeyStore, CreateAlias and 33 others.",
        "  arn:aws:iam::222222222222:root kms:CancelKeyDeletion arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
      ]
    `);
  });
  test("none if a Deny refuses all of it, in one part or in two", () => {
    expect(lines(first(allow("Importer", {}), deny("All", {})))).toEqual([]);
    expect(
      lines(
        first(
          allow("Importer", {}),
          deny("Through", { Condition: throughEc2 }),
          deny("NotThrough", { Condition: notThroughEc2 }),
        ),
      ),
    ).toEqual([]);
  });
  test("none if AWS never sends it", () => {
    const elsewhere = { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } };
    const question = first(allow("Elsewhere", { Condition: elsewhere }));
    expect(lines({ ...question, requests: "real" })).toEqual([]);
    expect(lines(question).length).toBe(3);
  });
});

describe("the steps run out", () => {
  const question = ask(
    own,
    allow("Importer", {}),
    deny("OnlyThroughEc2", { Condition: notThroughEc2 }),
  );
  test("all that is asked about is undecided, and rows that were found stand", () => {
    const decided = new Set(lines(question));
    const counts = new Set<string>();
    for (let budget = 0; budget < 400; budget += 40)
      for (const cells of ["every", "first"] as const) {
        const { allowed, undecided } = reach({ ...question, budget, cells });
        counts.add(`${allowed.length} allowed, ${undecided.map(({ why }) => why).join()}`);
        if (cells === "every")
          for (const line of allowed.flatMap(cellLines)) expect(decided.has(line)).toBe(true);
      }
    expect([...counts].sort()).toMatchInlineSnapshot(`
      [
        "0 allowed, the budget was used up",
        "1 allowed, ",
        "3 allowed, ",
      ]
    `);
  });
  test("the undecided part says what was asked about", () => {
    expect(lines({ ...question, budget: 0, actions: ["kms:Decrypt"] })).toMatchInlineSnapshot(`
      [
        "the budget was used up: Everyone may call Decrypt.",
        "  allowed by ",
      ]
    `);
  });
});
