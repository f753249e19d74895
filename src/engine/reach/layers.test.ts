import { expect, test } from "vitest";
import type { Policy, Statement } from "#policy";
import { answerLines } from "#testing/reach/answer-lines";
import { accountOwnsKey, exampleKeyArn } from "#testing/reach/example-key";
import type { ReachPolicies, ReachQuestion } from "./types.ts";

const worker = "arn:aws:iam::222222222222:role/Worker";
const session = "arn:aws:sts::222222222222:assumed-role/Worker/import";
const importer = "arn:aws:iam::111111111111:role/CadoResponseRole";

const policy = (...Statement: Statement[]): Policy => ({ Version: "2012-10-17", Statement });
const allow = (...Action: string[]): Statement => ({ Effect: "Allow", Action, Resource: "*" });
const deny = (...Action: string[]): Statement => ({ Effect: "Deny", Action, Resource: "*" });
const named = (Sid: string, statement: Statement): Statement => ({ Sid, ...statement });
const everyone: Statement = { Principal: "*" };
const all = policy(allow("*"));

const ask = (policies: ReachPolicies, more: Partial<ReachQuestion> = {}): ReachQuestion => ({
  resource: exampleKeyArn,
  principals: [worker],
  actions: ["kms:Decrypt", "kms:Encrypt", "kms:CreateGrant"],
  policies: {
    identityPolicies: [all],
    resourcePolicy: policy(named("AccountOwnsKey", accountOwnsKey)),
    ...policies,
  },
  ...more,
});

test("every list of policies limits what a role may do, and names its statement", () => {
  expect(
    [
      ask({
        identityPolicies: [
          policy(allow("s3:*")),
          policy(named("A", allow("kms:Decrypt")), named("B", allow("kms:E*"))),
        ],
      }),
      ask({
        permissionsBoundary: [
          policy(allow("kms:Encrypt")),
          policy(named("Boundary", allow("kms:Decrypt"))),
        ],
      }),
      ask(
        { sessionPolicies: [policy(named("Session", allow("kms:CreateGrant")))] },
        { principals: [session] },
      ),
      ask({
        serviceControlPolicies: [
          [all],
          [
            policy(deny("s3:*")),
            policy(named("Account", allow("kms:*")), named("NoGrant", deny("kms:CreateGrant"))),
          ],
        ],
      }),
      ask({
        resourceControlPolicies: [
          [policy({ ...allow("*"), ...everyone })],
          [
            policy(
              { ...allow("*"), ...everyone },
              named("Rcp", { ...deny("kms:Decrypt"), ...everyone }),
            ),
          ],
        ],
      }),
      ask({
        endpointPolicies: [
          policy({ ...allow("*"), ...everyone }),
          policy(named("Endpoint", { ...allow("kms:Encrypt", "kms:Decrypt"), ...everyone })),
        ],
      }),
    ]
      .map((question) => answerLines(question).join("\n"))
      .flatMap((text) => [...text.split("\n"), ""]),
  ).toMatchInlineSnapshot(`
    [
      "Role Worker of 222222222222 may call Decrypt and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.1.0 A, identityPolicies.1.1 B",
      "",
      "Role Worker of 222222222222 may call Decrypt and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, permissionsBoundary.0.0, permissionsBoundary.1.0 Boundary, identityPolicies.0.0",
      "",
      "Role Worker of 222222222222 may call CreateGrant.",
      "  arn:aws:sts::222222222222:assumed-role/Worker/import kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, sessionPolicies.0.0 Session, identityPolicies.0.0",
      "",
      "Role Worker of 222222222222 may call Decrypt and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0, serviceControlPolicies.0.0.0, serviceControlPolicies.1.1.0 Account",
      "",
      "Role Worker of 222222222222 may call CreateGrant and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0, resourceControlPolicies.0.0.0, resourceControlPolicies.1.0.0",
      "",
      "Role Worker of 222222222222 may call Decrypt and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0, endpointPolicies.0.0, endpointPolicies.1.0 Endpoint",
      "",
    ]
  `);
});

test("a list that is there and allows nothing refuses everything; an empty list is none", () => {
  const nothing: [ReachPolicies, string][] = [
    [{ identityPolicies: [] }, ""],
    [{ permissionsBoundary: [policy()] }, ""],
    [{ sessionPolicies: [policy()] }, ""],
    [{ serviceControlPolicies: [[all], []] }, ""],
    [{ resourceControlPolicies: [[policy(allow("*"))]] }, ""],
    [{ endpointPolicies: [policy({ ...allow("s3:*"), ...everyone })] }, ""],
    [{ resourcePolicy: policy() }, ""],
  ];
  for (const [policies] of nothing)
    expect([policies, answerLines(ask(policies))]).toEqual([policies, []]);
  const free = answerLines(ask({}));
  expect(free).toMatchInlineSnapshot(`
    [
      "Role Worker of 222222222222 may call CreateGrant, Decrypt and Encrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey, identityPolicies.0.0",
    ]
  `);
  const empty = {
    permissionsBoundary: [],
    sessionPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    endpointPolicies: [],
    grants: [],
  };
  expect(answerLines(ask(empty))).toEqual(free);
});

test("a boundary limits an Allow to the role, not one to its session; guardrails limit both", () => {
  const to = (AWS: string) => policy({ Sid: "To", ...allow("kms:Decrypt"), Principal: { AWS } });
  const limits = { permissionsBoundary: [policy(allow("kms:Encrypt"))] };
  const principals = [session];
  expect(
    [
      ask({ resourcePolicy: to(worker), ...limits }, { principals }),
      ask({ resourcePolicy: to(session), ...limits }, { principals }),
      ask(
        { resourcePolicy: to(session), serviceControlPolicies: [[policy(allow("s3:*"))]] },
        { principals },
      ),
    ]
      .map(answerLines)
      .flatMap((lines) => [...lines, ""]),
  ).toMatchInlineSnapshot(`
    [
      "",
      "Role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:sts::222222222222:assumed-role/Worker/import kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 To, identityPolicies.0.0",
      "",
      "",
    ]
  `);
});

test("unknown policies: an answer says which of them it needs", () => {
  const limits = { permissionsBoundary: [policy(named("Boundary", allow("kms:Decrypt")))] };
  const open = policy({
    Sid: "Open",
    ...allow("kms:Decrypt"),
    Principal: { AWS: [worker, importer] },
  });
  const principals = [worker, importer];
  expect(
    [
      ask({ identityPolicies: "unknown" }, { principals }),
      ask({ resourcePolicy: "unknown" }, { principals }),
      ask({ identityPolicies: "unknown", resourcePolicy: "unknown", ...limits }),
      ask({ identityPolicies: "unknown", resourcePolicy: open }, { principals }),
      ask({ identityPolicies: [], resourcePolicy: open }, { principals }),
    ]
      .map(answerLines)
      .flatMap((lines) => [...lines, ""]),
  ).toMatchInlineSnapshot(`
    [
      "Role Worker of 222222222222 may call CreateGrant, Decrypt and Encrypt, if an IAM policy of theirs allows it.",
      "  arn:aws:iam::222222222222:role/Worker kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 AccountOwnsKey",
      "",
      "Role Worker of 222222222222 and role CadoResponseRole of 111111111111 may call CreateGrant, Decrypt and Encrypt, if the policy of the resource leaves it to their account.",
      "  arn:aws:iam::222222222222:role/Worker kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by identityPolicies.0.0",
      "",
      "Role Worker of 222222222222 may call Decrypt, if an IAM policy of theirs allows it and the policy of the resource leaves it to their account.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by permissionsBoundary.0.0 Boundary",
      "",
      "Role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 Open",
      "Role CadoResponseRole of 111111111111 may call Decrypt, if an IAM policy of theirs allows it.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 Open",
      "",
      "Role Worker of 222222222222 may call Decrypt.",
      "  arn:aws:iam::222222222222:role/Worker kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by resourcePolicy.0.0 Open",
      "",
    ]
  `);
});

test("a grant allows its operations to its grantee, and to retire it", () => {
  const grant = {
    granteePrincipal: importer,
    retiringPrincipal: worker,
    operations: ["Decrypt", "CreateGrant"],
  };
  const only = (more: object) =>
    ask(
      { resourcePolicy: policy(), grants: [{ ...grant, ...more }] },
      { principals: [importer, worker], actions: ["kms:*"] },
    );
  expect(
    [
      only({}),
      only({ keyId: exampleKeyArn, operations: ["Encrypt"] }),
      only({ keyId: "another", operations: ["Encrypt"] }),
      only({ keyId: 5, operations: ["Encrypt"] }),
      only({
        operations: ["Decrypt"],
        retiringPrincipal: 5,
        constraints: { encryptionContextEquals: { case: "7" } },
      }),
    ]
      .map(answerLines)
      .flatMap((lines) => [...lines, ""]),
  ).toMatchInlineSnapshot(`
    [
      "Role CadoResponseRole of 111111111111 may call CreateGrant and Decrypt, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:CreateGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:grantoperations=Decrypt",
      "  allowed by identityPolicies.0.0",
      "Role CadoResponseRole of 111111111111 may call Decrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by identityPolicies.0.0",
      "Role Worker of 222222222222 may call RetireGrant.",
      "  arn:aws:iam::222222222222:role/Worker kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by ",
      "",
      "Role CadoResponseRole of 111111111111 may call Encrypt.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Encrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by identityPolicies.0.0",
      "Role Worker of 222222222222 may call RetireGrant.",
      "  arn:aws:iam::222222222222:role/Worker kms:RetireGrant arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1",
      "  allowed by ",
      "",
      "",
      "",
      "Role CadoResponseRole of 111111111111 may call Decrypt, only when a grant for arn:aws:iam::111111111111:role/CadoResponseRole allows it.",
      "  arn:aws:iam::111111111111:role/CadoResponseRole kms:Decrypt arn:aws:kms:us-east-1:222222222222:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1 | kms:encryptioncontext:case=7",
      "  allowed by identityPolicies.0.0",
      "",
    ]
  `);
});
