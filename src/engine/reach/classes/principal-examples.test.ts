import { describe, expect, test } from "vitest";
import type { Condition } from "#policy";
import { compileConditions } from "../../authorizer/condition/condition.ts";
import { readPrincipals } from "../../authorizer/principal.ts";
import { Budget } from "../budget.ts";
import { askedBy } from "./comparisons.ts";
import { examplePrincipals, type PrincipalSources } from "./principal-examples.ts";

const nothing: PrincipalSources = {
  elements: [],
  patterns: [],
  accounts: [],
  partitions: [],
  conditions: [],
  isReal: false,
  named: [],
};
const element = (value: unknown) => {
  const read = readPrincipals({ negated: false, value });
  return "problem" in read ? [] : [read];
};
const conditions = (block: Condition) =>
  compileConditions(block, true).flatMap((one) => askedBy(one, "Allow", true) ?? []);

/** The examples by partition and account, each in a few words. */
function examples(more: Partial<PrincipalSources>, steps = 100_000): string[] {
  const groups = new Map<string, string[]>();
  for (const text of examplePrincipals({ ...nothing, ...more }, new Budget(steps))) {
    const [, place = "", name = text] = /^arn:([^:]*:[a-z]+::[^:]*):(.*)$/.exec(text) ?? [];
    const key = place.replace(/:(?:iam|sts)::/, " ");
    groups.set(key, [...(groups.get(key) ?? []), name]);
  }
  return [...groups].map(([place, names]) => `${place}: ${names.join(", ")}`);
}
/** What some sources add to those of nobody. */
const added = (more: Partial<PrincipalSources>) => {
  const known = new Set(examples({}));
  return examples(more).filter((line) => !known.has(line));
};
const strangers = /^(?:aws|aws-cn|aws-us-gov|aws-iso) (?:999999999999|888888888888): /;

describe("who stands for everyone", () => {
  test("nobody is named: one of each kind, of two partitions, and who has no account", () => {
    expect(examples({})).toMatchInlineSnapshot(`
      [
        "aws 999999999999: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        ": 999999999999, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00",
        "aws-cn 999999999999: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
      ]
    `);
  });
  test("a role is named: its sessions, and its name under another path", () => {
    expect(
      added({
        elements: element({ AWS: "arn:aws:iam::111111111111:role/team/CadoResponseRole" }),
        accounts: ["222222222222", "not-an-account"],
      }).filter((line) => !strangers.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "aws 111111111111: role/team/CadoResponseRole, assumed-role/CadoResponseRole/import, assumed-role/CadoResponseRole/another-session, role/CadoResponseRole, role/other-path/CadoResponseRole, assumed-role/CadoResponseRole/visitor, role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        ": 111111111111, 222222222222, 999999999999, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00",
        "aws 222222222222: role/CadoResponseRole, assumed-role/CadoResponseRole/visitor, role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws-cn 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws-cn 222222222222: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
      ]
    `);
  });
  test("a session, a user, an account and a service are named", () => {
    expect(
      added({
        elements: [
          ...element({
            AWS: ["arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import", "222222222222"],
            Service: ["delivery.logs.amazonaws.com"],
            Federated: "www.amazon.com",
          }),
        ],
        named: ["arn:aws:iam::333333333333:user/Ada"],
      }).filter((line) => !strangers.test(line)),
    ).toMatchInlineSnapshot(`
      [
        "aws 111111111111: assumed-role/CadoResponseRole/import, role/CadoResponseRole, assumed-role/CadoResponseRole/another-session, role/other-path/CadoResponseRole, assumed-role/CadoResponseRole/visitor, role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        ": 222222222222, 111111111111, 333333333333, 999999999999, delivery.logs.amazonaws.com, www.amazon.com, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00",
        "aws 333333333333: user/Ada, role/CadoResponseRole, assumed-role/CadoResponseRole/visitor, role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws 222222222222: role/CadoResponseRole, assumed-role/CadoResponseRole/visitor, role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws-cn 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws-cn 222222222222: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
        "aws-cn 333333333333: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
      ]
    `);
  });
  test("strangers are accounts that nobody names, and partitions that nobody names", () => {
    const lines = (more: Partial<PrincipalSources>) =>
      examples(more).flatMap((line) => line.split(":")[0] ?? []);
    expect([
      ...lines({ accounts: ["999999999999"], partitions: ["aws-cn"] }),
      ...lines({
        accounts: ["999999999999", "888888888888"],
        partitions: ["aws-cn", "aws-us-gov"],
      }),
      ...lines({ partitions: ["aws-cn", "aws-us-gov", "aws-iso", ""] }),
    ]).toMatchInlineSnapshot(`
      [
        "aws-cn 999999999999",
        "",
        "aws-cn 888888888888",
        "aws 999999999999",
        "aws 888888888888",
        "aws-us-gov 999999999999",
        "aws-us-gov 888888888888",
        "aws-cn 999999999999",
        "",
        "aws-cn 888888888888",
        "aws-cn 777777777777",
        "aws-us-gov 999999999999",
        "aws-us-gov 888888888888",
        "aws-us-gov 777777777777",
        "aws 999999999999",
        "aws 888888888888",
        "aws 777777777777",
        "aws-iso 999999999999",
        "aws-iso 888888888888",
        "aws-iso 777777777777",
        "aws-cn 999999999999",
        "",
        "aws-us-gov 999999999999",
        "aws-iso 999999999999",
        "aws 999999999999",
        "aws-iso-b 999999999999",
      ]
    `);
  });
});

describe("conditions about the caller", () => {
  test("names of users, services and accounts", () => {
    expect(
      added({
        conditions: conditions({
          StringLike: { "aws:username": ["ada", "ad*", `${"$"}{aws:PrincipalTag/x}`] },
          StringEquals: {
            "aws:PrincipalServiceName": "s3.amazonaws.com",
            "aws:PrincipalAccount": "111111111111",
          },
        }),
      }),
    ).toMatchInlineSnapshot(`
      [
        "aws 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor, user/ada, user/adVisitor",
        ": 111111111111, 999999999999, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00, s3.amazonaws.com",
        "aws 999999999999: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor, user/ada, user/adVisitor",
        "aws-cn 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor",
      ]
    `);
  });
  test("patterns of accounts", () => {
    const lines = added({
      conditions: conditions({ StringLike: { "kms:CallerAccount": ["1*", "*2", "333333333333"] } }),
    });
    expect(lines.map((line) => line.split(":")[0] ?? "")).toMatchInlineSnapshot(`
      [
        "aws 333333333333",
        "",
        "aws 199999999999",
        "aws 199999999992",
        "aws 122222222222",
        "aws 999999999992",
        "aws 222222222222",
        "aws 888888888888",
        "aws-cn 333333333333",
        "aws-cn 199999999999",
        "aws-cn 199999999992",
        "aws-cn 122222222222",
        "aws-cn 999999999992",
        "aws-cn 222222222222",
        "aws-cn 888888888888",
      ]
    `);
  });
  test("patterns of ARNs", () => {
    expect(
      added({
        conditions: conditions({ ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/Cado*" } }),
      }).map((line) => line.slice(0, 400)),
    ).toMatchInlineSnapshot(`
      [
        "aws 999999999999: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor, role/CadoVisitor, role/Cado, role/Cado/, user/:role/Cado, role/Cado.amazonaws.com, role/Cado/.amazonaws.com, user/:role/Cado.amazonaws.com, role/aws-service-role",
        ": 999999999999, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00, x, x.amazonaws.com, a.amazonaws.com",
        "aws : role/Cado, role/Cado.amazonaws.com",
        "aws x: role/Cado, role/Cado.amazonaws.com",
        " 999999999999: root, role/, user/, role/x, federated-user/, assumed-role/x/x, role/.amazonaws.com, user/.amazonaws.com, role//.amazonaws.com, role/aws-service-role/, federated-user/.amazonaws.com, assumed-role/x/.amazonaws.com, assumed-role/AWSServiceRoleForx/x, role/aws-service-role/.amazonaws.com, assumed-role/AWSServiceRoleForx/.amazonaws.com, assumed-role//visitor, assumed-role//x, assumed-rol",
      ]
    `);
  });
});

describe("only some principals count", () => {
  const role = "arn:aws:iam::111111111111:role/CadoResponseRole";
  const accounts = ["111111111111", "222222222222"];
  test.each([
    ["of one account: no strangers", [role]],
    ["with a wildcard in the name", ["arn:aws:iam::111111111111:role/Cado*"]],
    ["with a wildcard in the account: strangers too", ["arn:aws:iam::*:role/CadoResponseRole"]],
  ])("%s", (_name, within) => {
    const lines = examples({ patterns: within, within, accounts });
    expect(lines.some((line) => strangers.test(line))).toBe(/[*].*:/.test(within[0] ?? ""));
  });
  test("a pattern is met by each kind of caller that fits it", () => {
    const within = ["arn:aws:iam::111111111111:role/team/C*"];
    expect([
      ...examples({ patterns: within, within, accounts: ["111111111111"] }).filter(
        (line) => !line.startsWith("aws-cn"),
      ),
      ...examples({
        patterns: ["arn:aws:sts::111111111111:assumed-role/Cado*"],
        isReal: true,
        accounts: ["111111111111"],
      }).filter((line) => line.startsWith("aws 111111111111")),
    ]).toMatchInlineSnapshot(`
      [
        "aws 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor, role/team/CVisitor, role/, role/x, role/t, role/x/, role/team/C, role/team/Cx, role/.amazonaws.com, role/x.amazonaws.com, role//.amazonaws.com, role/x/.amazonaws.com, role/aws-service-role/, role/aws-service-role/x, role/team/C.amazonaws.com, role/team/Cx.amazonaws.com, role/aws-service-role/.amazonaws.com, role/aws-service-role/x.amazonaws.com, assumed-role/CVisitor/visitor, assumed-role//visitor, assumed-role/x/visitor, assumed-role/t/visitor, assumed-role/C/visitor, assumed-role/Cx/visitor, assumed-role/.amazonaws.com/visitor, assumed-role/x.amazonaws.com/visitor, assumed-role/C.amazonaws.com/visitor, assumed-role/Cx.amazonaws.com/visitor",
        ": 111111111111, ec2.amazonaws.com, lambda.amazonaws.com, rds.amazonaws.com, backup.amazonaws.com, *, accounts.google.com, AROAEXAMPLEUNIQUEID00",
        "aws 111111111111: role/Visitor, assumed-role/Visitor/visitor, user/Visitor, root, role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, federated-user/Visitor, assumed-role/CadoVisitor, federated-user/, assumed-role/A/., assumed-role/Cado/x, assumed-role/Cado/., federated-user/.amazonaws.com, assumed-role/A/.amazonaws.com, assumed-role/Cado.amazonaws.com, assumed-role/Cadox.amazonaws.com, assumed-role/Cado/.amazonaws.com, assumed-role/AWSServiceRoleFor./., assumed-role/Cadox/.amazonaws.com, assumed-role/AWSServiceRoleFor./.amazonaws.com",
      ]
    `);
  });
  test("out of steps there are those that are named", () => {
    const few = examples({ patterns: [role, "arn:aws:iam::*:role/C*"] }, 0).join(" ");
    expect(few.includes("role/CadoResponseRole")).toBe(true);
  });
});
