import { describe, expect, test } from "vitest";
import {
  account,
  key,
  onBucket,
  policyOf,
  role,
  root,
  session,
  user,
} from "#testing/calls-in-one-account";
import {
  type AccessRequest,
  authorize,
  type Decision,
  explainDecision,
  type PolicySet,
} from "../../index.ts";

const allow = { Sid: "All", Effect: "Allow", Action: "*", Resource: "*" };
const allowAll = policyOf(allow);
const denyAll = { ...allow, Sid: "Stop", Effect: "Deny" };
const silent = policyOf({ ...allow, Action: "ec2:*", Principal: "*" });
const to = (AWS: unknown) => policyOf({ ...allow, Sid: "Own", Principal: { AWS } });
const everyone = policyOf({ ...allow, Principal: "*" });

const onKey = { action: "kms:Decrypt", resource: key };
const onRole = { action: "sts:AssumeRole", resource: role };
const explain = (asked: Partial<AccessRequest>, policies: PolicySet) =>
  explainDecision(authorize({ ...onBucket, ...asked }, policies));

describe("what allows a call", () => {
  test.each<[string, Partial<AccessRequest>, PolicySet]>([
    [
      "Allowed: statement All of anna's identity policies allows s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { identityPolicies: [allowAll] },
    ],
    [
      "Allowed: statement All of anna's identity policies allows kms:ListKeys.",
      { action: "kms:ListKeys", resource: "*" },
      { identityPolicies: [allowAll] },
    ],
    [
      "Allowed: sts:GetCallerIdentity needs no permission.",
      { action: "sts:GetCallerIdentity", resource: "*" },
      {},
    ],
    [
      "Allowed: the root of account 111111111111 may do everything in its own account.",
      { principal: root },
      {},
    ],
    [
      "Allowed: statement Own of the resource policy allows anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { resourcePolicy: to(user) },
    ],
    [
      "Allowed: statement Own of the key policy allows anna kms:Decrypt on this key.",
      onKey,
      { resourcePolicy: to(user) },
    ],
    [
      "Allowed: statement Own of the trust policy allows anna sts:AssumeRole on this role.",
      onRole,
      {
        resourcePolicy: policyOf({
          Sid: "Own",
          Effect: "Allow",
          Action: "sts:*",
          Principal: { AWS: user },
        }),
      },
    ],
    [
      "Allowed: statement All of anna's identity policies allows kms:Decrypt on this key, and statement Own of the key policy admits it.",
      onKey,
      { identityPolicies: [allowAll], resourcePolicy: to(root) },
    ],
    [
      "Allowed: statement Own of the resource policy allows the root of account 111111111111 s3:GetObject on arn:aws:s3:::b/o.",
      { principal: root, resourceAccount: "222222222222" },
      { resourcePolicy: to(root) },
    ],
    [
      "Allowed: grant 2 allows anna kms:Decrypt on this key.",
      onKey,
      {
        resourcePolicy: silent,
        grants: [
          { granteePrincipal: role, operations: ["Decrypt"] },
          { granteePrincipal: user, operations: ["Decrypt"] },
        ],
      },
    ],
  ])("%s", (sentence, asked, policies) => {
    expect(explain(asked, policies)).toBe(sentence);
  });
});

describe("what denies a call", () => {
  const allowed = { identityPolicies: [allowAll] };
  test.each<[string, Partial<AccessRequest>, PolicySet]>([
    [
      "Denied: statement Stop of the identity policy denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      {
        identityPolicies: [
          allowAll,
          policyOf({ ...denyAll, Action: "kms:*", Sid: "Else" }, denyAll),
        ],
      },
    ],
    [
      "Denied: statement Stop of the permissions boundary denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, permissionsBoundary: [policyOf(denyAll)] },
    ],
    [
      "Denied: statement Stop of the session policy denies r s3:GetObject on arn:aws:s3:::b/o.",
      { principal: session },
      { ...allowed, sessionPolicies: [policyOf(denyAll)] },
    ],
    [
      "Denied: statement Stop of the resource policy denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, resourcePolicy: policyOf({ ...denyAll, Principal: "*" }) },
    ],
    [
      "Denied: statement Stop of the key policy denies anna kms:Decrypt on this key.",
      onKey,
      { ...allowed, resourcePolicy: policyOf({ ...denyAll, Principal: "*" }) },
    ],
    [
      "Denied: statement 1 of the trust policy denies anna sts:AssumeRole on this role.",
      onRole,
      { ...allowed, resourcePolicy: policyOf({ Effect: "Deny", Action: "sts:*", Principal: "*" }) },
    ],
    [
      "Denied: statement Stop of the service control policy of level 2 denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, serviceControlPolicies: [[allowAll], [policyOf(denyAll)]] },
    ],
    [
      "Denied: statement Stop of the resource control policy of level 1 denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, resourceControlPolicies: [[policyOf({ ...denyAll, Principal: "*" })]] },
    ],
    [
      "Denied: statement Stop of the VPC endpoint policy denies anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, endpointPolicies: [everyone, policyOf({ ...denyAll, Principal: "*" })] },
    ],
    [
      "Denied: statement Stop of the identity policy denies anna s3:GetObject on arn:aws:s3:::b/o (what cannot be read in it is taken to fit: `Action`: it is missing, `Resource`: it is missing).",
      {},
      { identityPolicies: [policyOf({ Sid: "Stop", Effect: "Deny" })] },
    ],
  ])("%s", (sentence, asked, policies) => {
    expect(explain(asked, policies)).toBe(sentence);
  });

  test("a decision whose statements were left out names none", () => {
    const withoutStatements = (policies: PolicySet): Decision => {
      const decision = authorize(onBucket, policies);
      return { ...decision, trace: { ...decision.trace, statements: [] } };
    };
    expect(explainDecision(withoutStatements({ identityPolicies: [policyOf(denyAll)] }))).toBe(
      "Denied: a statement of the identity policy denies anna s3:GetObject on arn:aws:s3:::b/o.",
    );
    expect(explainDecision(withoutStatements(allowed))).toBe(
      "Allowed: a statement of anna's identity policies allows s3:GetObject on arn:aws:s3:::b/o.",
    );
  });
});

describe("what is missing", () => {
  const allowed = { identityPolicies: [allowAll] };
  const far = { resourceAccount: "222222222222" };
  const farKey = key.replace(account, "222222222222");
  test.each<[string, Partial<AccessRequest>, PolicySet]>([
    ["Denied: no identity policy of anna allows s3:GetObject on arn:aws:s3:::b/o.", {}, {}],
    [
      "Denied: no identity policy of anna allows kms:Decrypt on this key, to which the key policy leaves it.",
      onKey,
      { resourcePolicy: to(root) },
    ],
    [
      "Denied: no identity policy of anna allows s3:GetObject on arn:aws:s3:::b/o, which another account's resource needs besides the resource policy.",
      far,
      { resourcePolicy: to(user) },
    ],
    [
      "Denied: neither an identity policy of anna nor a resource policy allows s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { resourcePolicy: silent },
    ],
    [
      "Denied: the resource policy is not there to allow anna s3:GetObject on arn:aws:s3:::b/o.",
      far,
      allowed,
    ],
    ["Denied: the key policy is not there to allow anna kms:Decrypt on this key.", onKey, allowed],
    [
      "Denied: the trust policy is not there to allow anna sts:AssumeRole on this role.",
      onRole,
      allowed,
    ],
    [
      "Denied: the key policy does not allow anna kms:Decrypt on this key.",
      onKey,
      { ...allowed, resourcePolicy: silent },
    ],
    [
      "Denied: the key policy allows neither anna nor its account kms:Decrypt on this key, which another account needs first.",
      { ...onKey, resource: farKey },
      { ...allowed, resourcePolicy: silent },
    ],
    [
      "Denied: the permissions boundary of anna does not allow s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, permissionsBoundary: [silent] },
    ],
    [
      "Denied: no session policy of r allows s3:GetObject on arn:aws:s3:::b/o.",
      { principal: session },
      { ...allowed, sessionPolicies: [silent] },
    ],
    [
      "Denied: no service control policy of level 2 allows anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, serviceControlPolicies: [[allowAll], [silent]] },
    ],
    [
      "Denied: no resource control policy of level 1 allows anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, resourceControlPolicies: [[silent]] },
    ],
    [
      "Denied: no VPC endpoint policy of level 2 allows anna s3:GetObject on arn:aws:s3:::b/o.",
      {},
      { ...allowed, endpointPolicies: [everyone, silent] },
    ],
    [
      "Denied: kms:PutKeyPolicy has no effect on a key of another account, whatever the policies say.",
      { action: "kms:PutKeyPolicy", resource: farKey },
      { ...allowed, resourcePolicy: to(account) },
    ],
    [
      "Denied: anna is of another partition than the resource, and no policy crosses partitions.",
      { ...onKey, resource: key.replace("aws", "aws-cn") },
      { ...allowed, resourcePolicy: to(user) },
    ],
    [
      "Denied: kms:Decrypt acts on a key, and the key policy decides; alias/a names no key: enter the key's ARN.",
      { ...onKey, resource: "alias/a" },
      allowed,
    ],
    [
      "Denied: kms:CreateAlias acts on an alias and its key, and * names neither: enter the ARN of one of them.",
      { action: "kms:CreateAlias", resource: "*" },
      allowed,
    ],
    [
      "Denied: aliases that begin with alias/aws/ are AWS's own: nobody else can create, change or delete them.",
      { action: "kms:CreateAlias", resource: `arn:aws:kms:us-east-1:${account}:alias/aws/ebs` },
      allowed,
    ],
    [
      "Denied: no grant lets anna retire it: the key policy does not decide this, but the grant, which names its retiring principal and may list RetireGrant among its operations.",
      { ...onKey, action: "kms:RetireGrant" },
      { ...allowed, resourcePolicy: to(user) },
    ],
    [
      "Denied: kms:Decrypt takes signed requests only, and an anonymous caller signs nothing.",
      { ...onKey, principal: "*" },
      { resourcePolicy: everyone },
    ],
    [
      "Denied: the root of account 111111111111 cannot assume roles: AWS refuses that to the root of an account.",
      { ...onRole, principal: root },
      { resourcePolicy: everyone },
    ],
  ])("%s", (sentence, asked, policies) => {
    expect(explain(asked, policies)).toBe(sentence);
  });

  test.each<[string, unknown, string]>([
    ["principal", "", "no principal: it is an ARN, an account id, a service, or `*`"],
    ["action", "Decrypt", "no action: it is a text like `kms:Decrypt`"],
    ["resource", 5, "no resource: it is an ARN, or `*`"],
    ["resourceAccount", 5, "a resourceAccount that is no text"],
    ["context", 5, "a context that is no object"],
  ])("a request with a %s of %j", (member, value, has) => {
    const asked = { [member]: value } as Partial<AccessRequest>;
    expect(explain(asked, allowed)).toBe(`Denied: the request has ${has}.`);
  });

  test("a condition key that no request can have, of any length", () => {
    const sentence = (name: string) =>
      explain({ context: { [name]: 5 } } as unknown as AccessRequest, allowed);
    expect(sentence("aws:x")).toBe(
      "Denied: the request's condition key aws:x has neither a text nor a list of texts.",
    );
    expect(sentence("x".repeat(500))).toBe(
      `Denied: the request's condition key ${"x".repeat(100)} has neither a text nor a list of texts.`,
    );
  });
});
