import { expect, test } from "vitest";
import type { Policy, Principal, Statement } from "#policy";
import { exampleKeyArn, resourcePolicyAlone } from "#testing/reach/example-key";
import { authorize } from "../authorizer/authorize.ts";
import type { Grant, StatementReference } from "../authorizer/types.ts";
import { explainCell } from "./explain.ts";
import { cellIncludes } from "./includes.ts";
import { reach } from "./reach.ts";
import type { Cell, ReachQuestion, Undecided } from "./types.ts";

const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";
const byTag = "arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}";
const linkedRole =
  "arn:aws:iam::222222222222:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";
const allow = (principal: Principal, more: Statement = {}): Statement => ({
  Effect: "Allow",
  Principal: principal,
  Action: "kms:Decrypt",
  Resource: "*",
  ...more,
});
const deny = (more: Statement, principal: Principal = "*"): Statement => ({
  ...allow(principal, more),
  Effect: "Deny",
});
const key = (...statements: Statement[]) => resourcePolicyAlone(exampleKeyArn, ...statements);
const withGrant = (more: Partial<Grant>): ReachQuestion => ({
  resource: exampleKeyArn,
  policies: {
    identityPolicies: "unknown",
    grants: [{ granteePrincipal: importer, operations: ["Decrypt"], ...more }],
  },
});
const policy = (...statements: Statement[]): Policy => ({
  Version: "2012-10-17",
  Statement: statements,
});

/** A question, and of each cell its sentence and an example. */
const cases: [string, ReachQuestion, string[]][] = [
  [
    "everyone",
    key(allow("*")),
    [
      "Everyone of 222222222222, root of any other account, every AWS service and federated and other callers may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::222222222222:role/Visitor, allowed by resourcePolicy 0",
      "Every role and user of any other account may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::999999999999:role/Visitor, allowed by resourcePolicy 0",
    ],
  ],
  [
    "the root of another account",
    key(allow({ AWS: "arn:aws:iam::111111111111:root" })),
    [
      "Root of 111111111111 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:root, allowed by resourcePolicy 0",
      "Every role and user of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/Visitor, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a user",
    key(allow({ AWS: "arn:aws:iam::111111111111:user/Alice" })),
    [
      "User Alice of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::111111111111:user/Alice, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a session",
    key(allow({ AWS: "arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import" })),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:sts::111111111111:assumed-role/CadoResponseRole/import, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a service",
    key(allow({ Service: "ec2.amazonaws.com" })),
    [
      "ec2.amazonaws.com may call Decrypt.",
      "kms:Decrypt by ec2.amazonaws.com, allowed by resourcePolicy 0",
    ],
  ],
  [
    "an identity provider",
    key(allow({ Federated: "arn:aws:iam::111111111111:saml-provider/Okta" })),
    [
      "arn:aws:iam::111111111111:saml-provider/Okta may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:saml-provider/Okta, allowed by resourcePolicy 0",
    ],
  ],
  [
    "two accounts",
    key(allow({ AWS: ["111111111111", "222222222222"] })),
    [
      "Root of 111111111111 and 222222222222 may call Decrypt.",
      "kms:Decrypt by 111111111111, allowed by resourcePolicy 0",
      "Every role and user of 111111111111 and 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/Visitor, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a service-linked role",
    key(allow({ AWS: linkedRole })),
    [
      "Service-linked role AWSServiceRoleForAutoScaling of 222222222222 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::222222222222:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling, allowed by resourcePolicy 0",
    ],
  ],
  [
    "all but a role",
    key(allow({ AWS: ["111111111111", "222222222222"] }), deny({}, { AWS: importer })),
    [
      "Root of 111111111111 and 222222222222 may call Decrypt.",
      "kms:Decrypt by 111111111111, allowed by resourcePolicy 0",
      "Every role but CadoResponseRole and user of 111111111111 and every role and user of 222222222222 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/other-path/CadoResponseRole, allowed by resourcePolicy 0",
    ],
  ],
  [
    "all but those of NotPrincipal",
    key(allow("*"), {
      ...deny({}),
      Principal: undefined as never,
      NotPrincipal: { AWS: [importer, "arn:aws:iam::111111111111:root"] },
    }),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole, allowed by resourcePolicy 0",
      "Root of 111111111111 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:root, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a key and the name of the user",
    key(
      allow(
        { AWS: importer },
        { Condition: { StringEquals: { "kms:EncryptionContext:user": "${aws:username}" } } },
      ),
    ),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:EncryptionContext:user is ${aws:username}.",
      'kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole with {"kms:encryptioncontext:user":"Visitor","aws:username":"Visitor"}, allowed by resourcePolicy 0',
    ],
  ],
  [
    "a key that must not be another",
    key(
      allow({ AWS: importer }),
      deny({ Condition: { StringNotEquals: { "kms:EncryptionContext:user": "${aws:username}" } } }),
    ),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when kms:EncryptionContext:user is ${aws:username}.",
      'kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole with {"kms:encryptioncontext:user":"Visitor","aws:username":"Visitor"}, allowed by resourcePolicy 0',
    ],
  ],
  [
    "a Deny for the key that a tag names",
    key(allow({ AWS: importer }), deny({ Resource: byTag })),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when the resource is not arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a Deny for every other key",
    key(allow({ AWS: importer }), deny({ Resource: undefined as never, NotResource: byTag })),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it, only when the resource is arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/key}.",
      'kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole with {"aws:principaltag/key":"0d990263-6129-4d40-9b5e-bcf3a4d4a0b1"}, allowed by resourcePolicy 0',
    ],
  ],
  [
    "two services and a Deny for some of them",
    key(
      allow(
        { AWS: importer },
        {
          Sid: "Import",
          Action: ["kms:Decrypt", "kms:DescribeKey"],
          Condition: {
            StringEquals: {
              "kms:ViaService": ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"],
            },
          },
        },
      ),
      deny({
        Sid: "Team",
        Condition: { StringNotEquals: { "aws:PrincipalTag/team": "${aws:ResourceTag/team}" } },
      }),
      deny({ Sid: "NoEncrypt", Action: "kms:Encrypt" }),
    ),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt and DescribeKey, if an IAM policy of theirs allows it, only when kms:ViaService is ec2.us-east-1.amazonaws.com or rds.us-east-1.amazonaws.com; not Decrypt when aws:PrincipalTag/team is not ${aws:ResourceTag/team}.",
      'kms:DescribeKey by arn:aws:iam::111111111111:role/CadoResponseRole with {"kms:ViaService":"ec2.us-east-1.amazonaws.com"}, allowed by resourcePolicy 0 Import, limited by resourcePolicy 1 Team',
    ],
  ],
  [
    "a grant",
    withGrant({}),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole",
    ],
  ],
  [
    "a grant with a constraint",
    withGrant({ constraints: { encryptionContextSubset: { app: "import" } } }),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
      'kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole with {"kms:encryptioncontext:app":"import"}',
    ],
  ],
  [
    "a grant to make grants",
    withGrant({ operations: ["Decrypt", "CreateGrant"] }),
    [
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
      'kms:CreateGrant by arn:aws:iam::111111111111:role/CadoResponseRole with {"kms:grantoperations":"Decrypt"}',
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole",
    ],
  ],
  [
    "a grant that an account retires",
    withGrant({ retiringPrincipal: "arn:aws:iam::333333333333:root" }),
    [
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "kms:Decrypt by arn:aws:iam::111111111111:role/CadoResponseRole",
      "Root of 333333333333 may call RetireGrant.",
      "kms:RetireGrant by arn:aws:iam::333333333333:root",
      "Every role and user of 333333333333 may call RetireGrant, if an IAM policy of theirs allows it.",
      "kms:RetireGrant by arn:aws:iam::333333333333:role/CadoResponseRole",
    ],
  ],
  [
    "calls that name no key",
    {
      resource: "*",
      actions: ["kms:ListKeys"],
      policies: { identityPolicies: [policy({ Effect: "Allow", Action: "kms:*", Resource: "*" })] },
    },
    [
      "Root of any other account and every role and user of any other account may call ListKeys, only when the resource is of their own account.",
      "kms:ListKeys by arn:aws:iam::999999999999:role/Visitor on *, allowed by identityPolicies 0",
    ],
  ],
  [
    "a bucket whose account nobody says",
    {
      resource: "arn:aws:s3:::import-bucket",
      principals: [importer],
      actions: ["s3:GetObject"],
      policies: {
        identityPolicies: "unknown",
        resourcePolicy: policy(allow({ AWS: importer }, { Action: "s3:GetObject" })),
      },
    },
    [
      "Role CadoResponseRole of 111111111111 may call s3:GetObject, if an IAM policy of theirs allows it.",
      "s3:GetObject by arn:aws:iam::111111111111:role/CadoResponseRole on arn:aws:s3:::import-bucket, allowed by resourcePolicy 0",
      "Role CadoResponseRole of 111111111111 may call s3:GetObject, only when the resource is of their own account.",
      "s3:GetObject by arn:aws:iam::111111111111:role/CadoResponseRole on arn:aws:s3:::import-bucket, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a bucket of another account",
    {
      resource: "arn:aws:s3:::import-bucket",
      resourceAccount: "222222222222",
      principals: [importer],
      actions: ["s3:GetObject"],
      policies: {
        identityPolicies: "unknown",
        resourcePolicy: policy(allow({ AWS: importer }, { Action: "s3:GetObject" })),
      },
    },
    [
      "Role CadoResponseRole of 111111111111 may call s3:GetObject, if an IAM policy of theirs allows it.",
      "s3:GetObject by arn:aws:iam::111111111111:role/CadoResponseRole on arn:aws:s3:::import-bucket of 222222222222, allowed by resourcePolicy 0",
    ],
  ],
  [
    "a key whose policy is unknown",
    {
      resource: exampleKeyArn,
      principals: ["arn:aws:iam::222222222222:user/*"],
      policies: {
        resourcePolicy: "unknown",
        identityPolicies: [
          policy({ Effect: "Allow", Action: ["kms:Decrypt", "kms:ListKeys"], Resource: "*" }),
        ],
      },
    },
    [
      "Every user of 222222222222 may call Decrypt and ListKeys, if the policy of the resource leaves it to their account.",
      "kms:Decrypt by arn:aws:iam::222222222222:user/Visitor, allowed by identityPolicies 0",
    ],
  ],
  [
    "keys by a pattern, some of them spared",
    {
      resource: { like: ["arn:aws:kms:us-east-1:222222222222:key/*"] },
      resourceAccount: "222222222222",
      principals: ["arn:aws:iam::222222222222:user/*"],
      actions: ["kms:Decrypt", "kms:Encrypt"],
      policies: {
        resourcePolicy: "unknown",
        identityPolicies: [
          policy(
            { Effect: "Allow", Action: "kms:*", Resource: "*" },
            {
              Effect: "Deny",
              Action: "kms:Encrypt",
              Resource: "arn:aws:kms:us-east-1:222222222222:key/prod-*",
            },
          ),
        ],
      },
    },
    [
      "Every user of 222222222222 may call Decrypt and Encrypt, if the policy of the resource leaves it to their account; not Encrypt when the resource is like arn:aws:kms:us-east-1:222222222222:key/prod-*.",
      "kms:Decrypt by arn:aws:iam::222222222222:user/Visitor on arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab of 222222222222, allowed by identityPolicies 0, limited by identityPolicies 1",
    ],
  ],
  [
    "a budget that is too small",
    { ...key(allow("*")), budget: 1 },
    ["Everyone may do every action on the key.", "Not decided: the budget was used up."],
  ],
];

/** The example of a cell: a call that is allowed on the key of all cases, or on what is named, and the statements behind it. */
function exampleOf(cell: Cell | Undecided): string {
  if ("why" in cell) return `Not decided: ${cell.why}.`;
  const { principal, action, resource, resourceAccount, context } = cell.witness.request;
  const named = (references: readonly StatementReference[]) =>
    references.map(({ slot, statement, sid }) => ` ${slot} ${statement}${sid ? ` ${sid}` : ""}`);
  const { allows, denies } = cell.because;
  return [
    `${action} by ${principal}`,
    resource === exampleKeyArn ? "" : ` on ${resource}`,
    resourceAccount ? ` of ${resourceAccount}` : "",
    context ? ` with ${JSON.stringify(context)}` : "",
    ...(allows.length > 0 ? [", allowed by", ...named(allows)] : []),
    ...(denies.length > 0 ? [", limited by", ...named(denies)] : []),
  ].join("");
}

test.each(cases)("what is said about %s", (_, question, sentences) => {
  const { allowed, undecided } = reach(question);
  expect(
    [...allowed, ...undecided].flatMap((cell) => [explainCell(cell), exampleOf(cell)]),
  ).toEqual(sentences);
  for (const cell of allowed) {
    const { request, policies } = cell.witness;
    expect(authorize(request, policies).outcome).toBe("allowed");
    expect(cellIncludes(cell, request)).toBe(true);
  }
});
