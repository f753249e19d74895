import { describe, expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import { whoMay } from "#testing/reach/who-may";
import type { PolicySet } from "../../authorizer/types.ts";

const own = "222222222222";
const other = "111111111111";
const policy = (...statements: Partial<Statement>[]): Policy => ({
  Version: "2012-10-17",
  Statement: statements.map((one) => ({ Effect: "Allow", ...one }) as Statement),
});
const everything = policy({ Action: "*", Resource: "*" });
const only = (...Action: string[]) => policy({ Action, Resource: "*" });
const named = (...names: string[]) => ({ AWS: names.map((name) => `arn:aws:iam::${name}`) });

const kms = ["kms:Decrypt", "kms:ScheduleKeyDeletion", "kms:RetireGrant"];

describe("who may use a key", () => {
  const ofKey = (policies: PolicySet) => whoMay(policies, exampleKeyArn, kms);
  const shared = {
    ...policy(accountOwnsKey, {
      Principal: named(`${other}:root`),
      Action: "kms:*",
      Resource: "*",
    }),
  };
  const one = policy({
    Principal: named(`${own}:role/CadoResponseRole`, `${own}:user/Ada`),
    Action: "kms:*",
    Resource: "*",
  });
  const everyone = policy({ Principal: "*", Action: "kms:*", Resource: "*" });
  test("two accounts, with IAM policies, without, and within a boundary or a session policy", () => {
    expect([
      ...ofKey({ resourcePolicy: shared, identityPolicies: [everything] }),
      ...ofKey({ resourcePolicy: shared }),
      ...ofKey({
        resourcePolicy: shared,
        identityPolicies: [everything],
        permissionsBoundary: [only("kms:Encrypt")],
      }),
      ...ofKey({
        resourcePolicy: shared,
        identityPolicies: [everything],
        sessionPolicies: [only("kms:Decrypt")],
      }),
      ...ofKey({ identityPolicies: [everything] }),
    ]).toMatchInlineSnapshot(`
      [
        "kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:root, 111111111111:root, 222222222222",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:root, 111111111111:root, 222222222222",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:federated-user/Ada, 222222222222",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222",
        "kms:RetireGrant: ",
        "kms:Decrypt: ",
        "kms:ScheduleKeyDeletion: ",
        "kms:RetireGrant: ",
      ]
    `);
  });
  test("a role and a user by name: what limits the role does not limit its session or the user", () => {
    expect([
      ...ofKey({ resourcePolicy: one }),
      ...ofKey({ resourcePolicy: one, permissionsBoundary: [only("kms:Encrypt")] }),
      ...ofKey({ resourcePolicy: one, sessionPolicies: [only("kms:Encrypt")] }),
      ...ofKey({
        resourcePolicy: one,
        sessionPolicies: [only("kms:Encrypt"), only("kms:Decrypt")],
      }),
    ]).toMatchInlineSnapshot(`
      [
        "kms:Decrypt: 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:assumed-role/CadoResponseRole/import",
        "kms:ScheduleKeyDeletion: 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:assumed-role/CadoResponseRole/import",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:user/Ada",
        "kms:ScheduleKeyDeletion: 222222222222:user/Ada",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:user/Ada",
        "kms:ScheduleKeyDeletion: 222222222222:user/Ada",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:assumed-role/CadoResponseRole/import",
        "kms:ScheduleKeyDeletion: 222222222222:user/Ada",
        "kms:RetireGrant: ",
      ]
    `);
  });
  test("everyone, under policies of the organization and of an endpoint", () => {
    const principal = { Principal: "*" as const };
    expect([
      ...ofKey({ resourcePolicy: everyone, identityPolicies: [everything] }),
      ...ofKey({
        resourcePolicy: everyone,
        identityPolicies: [everything],
        serviceControlPolicies: [[everything], [only("kms:Encrypt")]],
      }),
      ...ofKey({
        resourcePolicy: everyone,
        identityPolicies: [everything],
        resourceControlPolicies: [
          [
            policy(
              { ...principal, Action: "*", Resource: "*" },
              { ...principal, Effect: "Deny", Action: "kms:Decrypt", Resource: "*" },
            ),
          ],
        ],
      }),
      ...ofKey({
        resourcePolicy: everyone,
        identityPolicies: [everything],
        endpointPolicies: [policy({ ...principal, Action: "kms:S*", Resource: "*" })],
      }),
    ]).toMatchInlineSnapshot(`
      [
        "kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 111111111111:root, 111111111111:user/Ada, 111111111111:role/CadoResponseRole, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/CadoResponseRole/import, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:root, 999999999999:user/Ada, 999999999999:role/CadoResponseRole, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/CadoResponseRole/import, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, ec2.amazonaws.com, accounts.google.com",
        "kms:ScheduleKeyDeletion: 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, ec2.amazonaws.com, accounts.google.com",
        "kms:RetireGrant: ",
        "kms:Decrypt: 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:role/linked/AWSServiceRoleForAutoScaling, 111111111111:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 999999999999:role/linked/AWSServiceRoleForAutoScaling, 999999999999:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "kms:RetireGrant: ",
        "kms:Decrypt: ",
        "kms:ScheduleKeyDeletion: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222:federated-user/Ada, 222222222222, ec2.amazonaws.com, accounts.google.com",
        "kms:RetireGrant: ",
      ]
    `);
  });
  test("denials of each kind of policy", () => {
    const denies = policy(
      { Action: "*", Resource: "*" },
      { Effect: "Deny", Action: "kms:Decrypt", Resource: "*" },
    );
    expect(
      (["identityPolicies", "permissionsBoundary", "sessionPolicies"] as const).flatMap((slot) =>
        ofKey({ resourcePolicy: shared, identityPolicies: [everything], [slot]: [denies] }).slice(
          0,
          1,
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "kms:Decrypt: 222222222222:root, 111111111111:root, 222222222222",
        "kms:Decrypt: 222222222222:root, 111111111111:root, 222222222222",
        "kms:Decrypt: 222222222222:root, 111111111111:root, 222222222222",
      ]
    `);
  });
  test("elements that cannot be read let no Allow through and hold no Deny back", () => {
    const broken: [string, object][] = [
      ["no principal", {}],
      ["no resource", { Principal: "*", Resource: undefined }],
      ["a number as action", { Principal: "*", Action: 3 }],
      ["a number as resource", { Principal: "*", Resource: 3 }],
      ["a number as principal", { Principal: 3 }],
      ["both principals", { Principal: "*", NotPrincipal: named(`${own}:root`) }],
      [
        "an unknown operator",
        { Principal: "*", Condition: { StringIs: { "kms:ViaService": "x" } } },
      ],
    ];
    const statement = (Effect: "Allow" | "Deny", more: object) =>
      ({ Effect, Action: "kms:Decrypt", Resource: "*", ...more }) as Statement;
    expect(
      broken.flatMap(([name, more]) => [
        name,
        ...ofKey({
          resourcePolicy: policy(statement("Allow", more)),
          identityPolicies: [everything],
        }).slice(0, 1),
        ...ofKey({
          resourcePolicy: policy(accountOwnsKey, statement("Deny", more)),
          identityPolicies: [everything],
        }).slice(0, 1),
        ...ofKey({
          resourcePolicy: policy(accountOwnsKey),
          identityPolicies: [everything, policy(statement("Deny", more))],
        }).slice(0, 1),
      ]),
    ).toMatchInlineSnapshot(`
      [
        "no principal",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "no resource",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "a number as action",
        "kms:Decrypt: ",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "a number as resource",
        "kms:Decrypt: ",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "a number as principal",
        "kms:Decrypt: ",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "both principals",
        "kms:Decrypt: ",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222",
        "an unknown operator",
        "kms:Decrypt: ",
        "kms:Decrypt: ",
        "kms:Decrypt: 222222222222:root, 222222222222",
      ]
    `);
  });
  test("grants beside the key policy", () => {
    const grant = {
      granteePrincipal: `arn:aws:iam::${other}:role/CadoResponseRole`,
      operations: ["Decrypt", "RetireGrant"],
    };
    const retiring = { retiringPrincipal: `arn:aws:iam::${own}:root`, operations: ["Decrypt"] };
    expect([
      ...ofKey({ grants: [grant, retiring], identityPolicies: [everything] }),
      ...ofKey({
        grants: [grant, retiring],
        sessionPolicies: [only("kms:Encrypt")],
        identityPolicies: [everything],
      }),
      ...ofKey({ grants: [grant], serviceControlPolicies: [[only("kms:Encrypt")]] }),
      ...whoMay({ grants: [{ ...grant, keyId: "other-key" }] }, exampleKeyArn, kms),
      ...whoMay(
        { grants: [grant], identityPolicies: [everything] },
        "*",
        ["kms:Decrypt", "kms:ListKeys"],
        { resourceAccount: own },
      ),
    ]).toMatchInlineSnapshot(`
      [
        "kms:Decrypt: 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "kms:ScheduleKeyDeletion: ",
        "kms:RetireGrant: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "kms:Decrypt: 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "kms:ScheduleKeyDeletion: ",
        "kms:RetireGrant: 222222222222:root, 111111111111:role/CadoResponseRole, 111111111111:assumed-role/CadoResponseRole/import",
        "kms:Decrypt: ",
        "kms:ScheduleKeyDeletion: ",
        "kms:RetireGrant: ",
        "kms:Decrypt: ",
        "kms:ScheduleKeyDeletion: ",
        "kms:RetireGrant: ",
        "kms:Decrypt: ",
        "kms:ListKeys: 222222222222:root, 222222222222:user/Ada, 222222222222:role/CadoResponseRole, 222222222222:role/linked/AWSServiceRoleForAutoScaling, 222222222222:assumed-role/CadoResponseRole/import, 222222222222:assumed-role/AWSServiceRoleForAutoScaling/AutoScaling, 222222222222, aws-cn 222222222222:user/Ada",
      ]
    `);
  });
});
