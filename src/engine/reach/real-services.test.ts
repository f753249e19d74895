import { describe, expect, test } from "vitest";
import type { Condition, Policy } from "#policy";
import { answerTo, cellSentence } from "#testing/reach/answer-lines";
import { exampleKeyArn as key, accountOwnsKey as root } from "#testing/reach/example-key";
import { compareReach } from "./compare.ts";
import { holds } from "./holds.ts";
import type { Claim, ReachQuestion } from "./types.ts";

const role = "arn:aws:iam::222222222222:role/CadoResponseRole";
const keys = "arn:aws:kms:*:222222222222:key/*";

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
/** The sentences (0) or the requests (1) of an answer in which nothing is undecided. */
const linesOf = (question: ReachQuestion, part: 0 | 1) => {
  const lines = answerTo(question);
  expect(lines.filter((text) => text.startsWith("undecided"))).toEqual([]);
  return lines.filter((_text, at) => at % 2 === part);
};
const requests = (question: ReachQuestion) => linesOf(question, 1);
/** Whether AWS may send a request that is allowed: the resource of one, or that there is none. */
const found = (question: ReachQuestion, never: Claim["never"]) => {
  const result = holds({ id: "never", says: "Never", never }, question);
  return result.result === "refuted" ? result.witness.request.resource : result.result;
};

describe("a service calls KMS where the key is", () => {
  const via = (...services: string[]) => ({ StringEquals: { "kms:ViaService": services } });
  test("and is named in full", () => {
    const cases: [string, Condition][] = [
      ["the key's region", via("ec2.us-east-1.amazonaws.com")],
      ["another region", via("ec2.eu-west-1.amazonaws.com")],
      ["no region", via("ec2.amazonaws.com")],
      ["either", via("ec2.eu-west-1.amazonaws.com", "rds.us-east-1.amazonaws.com")],
      ["a pattern", { StringLike: { "kms:ViaService": "ec2.*" } }],
      ["none", { Null: { "kms:ViaService": "true" } }],
      ["any", { Null: { "kms:ViaService": "false" } }],
      [
        "through a service, yet not",
        {
          StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
          Bool: { "aws:ViaAWSService": "false" },
        },
      ],
      [
        "through a service, and so it says",
        {
          StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
          Bool: { "aws:ViaAWSService": "true" },
        },
      ],
      [
        "through a service, and so it says as text",
        {
          StringEquals: {
            "kms:ViaService": "ec2.us-east-1.amazonaws.com",
            "aws:ViaAWSService": "true",
          },
        },
      ],
      ["says so alone", { Bool: { "aws:ViaAWSService": "true" } }],
    ];
    expect(
      cases.map(
        ([name, condition]) =>
          `${name}: ${requests(may(key, "kms:Decrypt", condition)).join(" / ")}`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "the key's region:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "another region: ",
        "no region: ",
        "either:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=rds.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "a pattern:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "none:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=false | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "any:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=*.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "through a service, yet not: ",
        "through a service, and so it says:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:ViaAWSService=true | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "through a service, and so it says as text:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:ViaAWSService=true | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
        "says so alone:   arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | aws:ViaAWSService=true | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
      ]
    `);
  });
  test("of many keys those of the region of the service", () => {
    const question = may(
      { like: [keys] },
      "kms:Decrypt",
      via("ec2.eu-west-1.amazonaws.com", "ec2.us-east-1.amazonaws.com"),
    );
    expect(answerTo(question)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call Decrypt, only when kms:ViaService is ec2.eu-west-1.amazonaws.com or ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
      ]
    `);
    const one = may({ like: [keys] }, "kms:Decrypt", via("ec2.eu-west-1.amazonaws.com"));
    const { gained, lost, undecided } = compareReach(one, question);
    expect([lost, undecided]).toEqual([[], []]);
    expect(gained.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call Decrypt, only when kms:ViaService is not ec2.eu-west-1.amazonaws.com and kms:ViaService is ec2.eu-west-1.amazonaws.com or ec2.us-east-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=us-east-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.us-east-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
      ]
    `);
  });
  test("in whatever region that is", () => {
    const ec2 = (region: string) => `ec2.${region}.amazonaws.com`;
    const condition = via(ec2("eu-west-1"), ec2("us-east-1"), "ec2.amazonaws.com");
    const question = may({ like: [keys] }, "kms:Decrypt", condition);
    const through = (region: string, service: string) =>
      found(question, {
        resources: [`arn:aws:kms:${region}:222222222222:key/*`],
        when: { StringEquals: { "kms:ViaService": service } },
      });
    expect(through("ap-south-1", ec2("eu-west-1"))).toBe("proved");
    expect(through("us-east-1", ec2("eu-west-1"))).toBe("proved");
    expect(through("us-east-1", "ec2.amazonaws.com")).toBe("proved");
    expect(through("eu-west-1", ec2("eu-west-1"))).toMatch(/^arn:aws:kms:eu-west-1:2+:key\//);
    const none = (service: string) =>
      requests(may("*", "kms:CreateKey", via(service), { actions: ["kms:CreateKey"] })).length;
    expect([none(ec2("us-east-1")), none("ec2.amazonaws.com")]).toEqual([1, 0]);
    const all = may({ like: ["*"] }, "kms:CreateKey", condition, { actions: ["kms:CreateKey"] });
    expect(found(all, { exceptResources: ["arn:*"] })).toBe("*");
  });
  test("and in China under another name", () => {
    const inChina = (text: string) => text.replace("arn:aws:", "arn:aws-cn:");
    const China = inChina(key).replace("us-east-1", "cn-north-1");
    const { policies } = may(China, "kms:Decrypt", via("ec2.cn-north-1.amazonaws.com.cn"));
    const Principal = { AWS: "arn:aws-cn:iam::222222222222:root" };
    const resourcePolicy = { Version: "2012-10-17" as const, Statement: [{ ...root, Principal }] };
    const question: ReachQuestion = {
      ...may(China, []),
      principals: [inChina(role)],
      policies: { ...policies, resourcePolicy },
    };
    expect(requests(question)).toMatchInlineSnapshot(`
      [
        "  arn:aws-cn:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws-cn:kms:cn-north-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=cn-north-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.cn-north-1.amazonaws.com.cn | aws:PrincipalArn=arn:aws-cn:iam::222222222222:role/CadoResponseRole",
      ]
    `);
  });
  test("of two questions about keys of two regions", () => {
    const condition = via("ec2.eu-west-1.amazonaws.com");
    const elsewhere = key.replace("us-east-1", "eu-west-1");
    const { gained, lost, undecided } = compareReach(
      may(key, "kms:Decrypt", condition),
      may(elsewhere, "kms:Decrypt", condition),
    );
    expect([lost, undecided]).toEqual([[], []]);
    expect(gained.flatMap(cellSentence)).toMatchInlineSnapshot(`
      [
        "Role CadoResponseRole of 222222222222 may call Decrypt, only when kms:ViaService is ec2.eu-west-1.amazonaws.com.",
        "  arn:aws:iam::222222222222:role/CadoResponseRole kms:Decrypt arn:aws:kms:eu-west-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 of 222222222222 | aws:PrincipalIsAWSService=false | aws:PrincipalType=AssumedRole | aws:PrincipalAccount=222222222222 | aws:ViaAWSService=true | aws:RequestedRegion=eu-west-1 | aws:ResourceAccount=222222222222 | kms:CallerAccount=222222222222 | kms:ViaService=ec2.eu-west-1.amazonaws.com | aws:PrincipalArn=arn:aws:iam::222222222222:role/CadoResponseRole",
      ]
    `);
  });
});
