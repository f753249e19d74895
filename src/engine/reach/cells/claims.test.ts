import { describe, expect, test } from "vitest";
import type { Condition, Statement } from "#policy";
import { cellLines, requestLine } from "#testing/reach/answer-lines";
import { accountOwnsKey, exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { authorize } from "../../authorizer/authorize.ts";
import { compareReach } from "../compare.ts";
import { holds, holdsWhateverElse } from "../holds.ts";
import type { Claim, ReachQuestion } from "../types.ts";

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
const ask = (...statements: Statement[]): ReachQuestion =>
  resourcePolicyAlone(exampleKeyArn, ...statements);
const never = (parts: Claim["never"]): Claim => ({
  id: "claim",
  says: "It never happens",
  never: parts,
});

/** The answers of `holds` and of `holdsWhateverElse` to one claim, each request held against the authorizer. */
function answers(claim: Claim, question: ReachQuestion): string[] {
  const full = holds(claim, question);
  const [short] = holdsWhateverElse([claim], question);
  const lines = [full, short].map((answer) => {
    if (answer?.result !== "refuted") return JSON.stringify(answer).replaceAll('"', "");
    const { request, policies } = answer.witness;
    expect(authorize(request, policies).outcome).toBe("allowed");
    const allows = "allows" in answer ? answer.allows.map(({ sid }) => sid).join() : "";
    return `refuted ${requestLine(request)} ${allows}`;
  });
  return [...lines, ...(full.result === "refuted" ? full.cells.flatMap(cellLines) : [])];
}

const throughEc2 = { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } };
const notThroughEc2 = { StringNotEquals: throughEc2.StringEquals };
const outside = never({ exceptPrincipals: ["222222222222"] });

describe("claims", () => {
  test("about who may use a key", () => {
    expect([
      ...answers(outside, ask(own)),
      ...answers(outside, ask(own, allow("Importer", {}))),
      ...answers(
        outside,
        ask(own, allow("Importer", {}), { ...allow("Closed", { Principal: "*" }), Effect: "Deny" }),
      ),
      ...answers(
        outside,
        ask(allow("Closed", { Action: "kms:Encrypt" }), allow("Importer", {}), {
          ...allow("Closing", { Principal: "*", Action: "kms:Encrypt" }),
          Effect: "Deny",
        }),
      ),
    ]).toMatchInlineSnapshot(`
      [
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 Importer",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 Importer",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
      ]
    `);
  });

  test("with conditions: two parts of a Deny refuse all together", () => {
    const denied = (Sid: string, Condition: Condition): Statement => ({
      ...allow(Sid, { Principal: "*", Condition }),
      Effect: "Deny",
    });
    const claim = never({ when: notThroughEc2, exceptPrincipals: ["222222222222"] });
    expect([
      ...answers(claim, ask(own, allow("Importer", { Condition: throughEc2 }))),
      ...answers(claim, ask(own, allow("Importer", {}), denied("NotThrough", notThroughEc2))),
      ...answers(outside, ask(allow("A", {}), denied("B", notThroughEc2), denied("C", throughEc2))),
      ...answers(claim, ask(own, allow("Importer", {}), denied("Through", throughEc2))),
    ]).toMatchInlineSnapshot(`
      [
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 Importer",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
      ]
    `);
  });

  test("that cannot be decided: two ways to compare one key, a variable, and no steps left", () => {
    const mixed = { NumericLessThan: { "kms:X": "30" }, StringLike: { "kms:X": "2*7*3" } };
    const tag = { StringEquals: { "aws:PrincipalTag/a": `${"$"}{team}` } };
    expect([
      ...answers(outside, ask(own, allow("Importer", { Condition: mixed }))),
      ...answers(outside, ask(own, allow("Importer", { Condition: tag }))),
      ...answers(outside, { ...ask(own, allow("Importer", {})), budget: 0 }),
      ...answers(outside, { ...ask(own, allow("Importer", {})), budget: 60 }),
    ]).toMatchInlineSnapshot(`
      [
        "{result:undecided,why:no request was found that compares as its conditions say}",
        "{result:undecided,why:no request was found that compares as its conditions say}",
        "{result:undecided,why:no request was found that compares as its conditions say}",
        "{result:undecided,why:no request was found that compares as its conditions say}",
        "{result:undecided,why:the budget was used up}",
        "{result:undecided,why:the budget was used up}",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 Importer",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
      ]
    `);
  });

  test("about calls that AWS never sends: proved for real requests only", () => {
    const elsewhere = { StringEquals: { "kms:ViaService": "ec2.eu-west-1.amazonaws.com" } };
    const question = ask(own, allow("Importer", { Condition: elsewhere }));
    expect([
      ...answers(outside, { ...question, requests: "real" }),
      ...answers(outside, question),
    ]).toMatchInlineSnapshot(`
      [
        "{result:proved}",
        "{result:proved,whateverElse:true}",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.eu-west-1.amazonaws.com ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.eu-west-1.amazonaws.com Importer",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.eu-west-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:ViaService=ec2.eu-west-1.amazonaws.com",
        "  allowed by resourcePolicy.0.1 Importer",
      ]
    `);
  });

  test("where it is not known whether the key's policy lets the caller in", () => {
    const { Principal: _, ...mine } = allow("Mine", {});
    const question: ReachQuestion = {
      resource: exampleKeyArn,
      principals: [importer],
      policies: {
        resourcePolicy: "unknown",
        identityPolicies: [{ Version: "2012-10-17", Statement: [mine] }],
      },
    };
    expect([
      ...answers(never({ actions: ["kms:Decrypt"] }), question),
      ...answers(never({ actions: ["kms:Encrypt"] }), question),
    ]).toMatchInlineSnapshot(`
      [
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 ",
        "refuted arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 Mine",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if the policy of the resource leaves it to their account.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by identityPolicies.0.0 Mine",
        "{result:proved}",
        "{result:proved,whateverElse:false}",
      ]
    `);
  });
});

describe("what an edit changes", () => {
  const lines = (before: ReachQuestion, after: ReachQuestion) => {
    const { gained, lost, undecided } = compareReach(before, after);
    expect(undecided).toEqual([]);
    return ["gained", ...gained.flatMap(cellLines), "lost", ...lost.flatMap(cellLines)];
  };
  test("a condition, a Deny, an action", () => {
    const before = ask(own, allow("Importer", {}));
    const deny: Statement = {
      ...allow("NotThrough", { Principal: "*", Condition: notThroughEc2 }),
      Effect: "Deny",
    };
    expect([
      ...lines(before, ask(own, allow("Importer", { Condition: throughEc2 }))),
      ...lines(before, ask(own, allow("Importer", {}), deny)),
      ...lines(before, ask(own, allow("Importer", { Action: ["kms:Decrypt", "kms:Encrypt"] }))),
      ...lines(before, before),
    ]).toMatchInlineSnapshot(`
      [
        "gained",
        "lost",
        "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
        "gained",
        "lost",
        "Root of 222222222222 may call Decrypt, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:root kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.0 AccountOwnsKey",
        "Every role and user of 222222222222 and role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:ViaService is not ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer, resourcePolicy.0.0 AccountOwnsKey",
        "gained",
        "Role CadoResponseRole of 111111111111 may call Encrypt, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Encrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer",
        "lost",
        "gained",
        "lost",
      ]
    `);
  });
  test("the first change is enough", () => {
    const before = { ...ask(own), cells: "first" as const };
    const after = {
      ...ask(own, allow("Importer", {}), allow("All", { Action: "kms:*" })),
      cells: "first" as const,
    };
    expect([...lines(before, after), ...lines(after, before)]).toMatchInlineSnapshot(`
      [
        "gained",
        "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt, DeriveSharedSecret and 16 others, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer, resourcePolicy.0.2 All",
        "lost",
        "gained",
        "lost",
        "Role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt, DeriveSharedSecret and 16 others, if an IAM policy of theirs allows it.",
        "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
        "  allowed by resourcePolicy.0.1 Importer, resourcePolicy.0.2 All",
      ]
    `);
  });
});
