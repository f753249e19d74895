import { describe, expect, test } from "vitest";
import { authorize, type Grant } from "../index.ts";
import { grantReadsContext, isLeftToAccount } from "./grant.ts";
import { viewRequest } from "./request/request-view.ts";

/**
 * Sources: KMS Developer Guide, "Creating grants", "Grants in AWS KMS" and "Retiring and revoking grants"; KMS API
 * reference, "GrantConstraints" and "CreateGrant" (names, operations).
 */
const key = "arn:aws:kms:us-west-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const role = "arn:aws:iam::111122223333:role/team/Worker";
const session = "arn:aws:sts::111122223333:assumed-role/Worker/s";
const user = "arn:aws:iam::111122223333:user/Worker";

type Context = Record<string, string | string[]>;
interface Case {
  readonly grant?: object | null;
  readonly principal?: string;
  readonly action?: string;
  readonly context?: Context;
}

const context = (pairs: Record<string, string>): Context =>
  Object.fromEntries(
    Object.entries(pairs).map(([name, value]) => [`kms:EncryptionContext:${name}`, value]),
  );

/** Why one grant does not allow a Decrypt by a user; nothing where it does. Policies say nothing. */
function problemOf({ grant = {}, principal = user, action = "kms:Decrypt", context }: Case) {
  const given = (
    grant === null ? grant : { granteePrincipal: user, operations: ["Decrypt"], ...grant }
  ) as Grant;
  const request = { principal, action, resource: key, ...(context ? { context } : {}) };
  const { outcome, trace } = authorize(request, { grants: [given] });
  const [found] = trace.grants;
  expect(outcome).toBe(found?.result === "allows" ? "allowed" : "implicitly-denied");
  return found?.result === "fails" ? found.problem : undefined;
}

const otherKey = "the grant is for another key";
const otherCaller = "the caller is not its grantee";
const otherOperation = "the operation is not among those it grants";
const wider = "the new grant may have only operations of this one";
const looser = "the new grant's constraint must be at least as strict";
const noFit = (kind: string) => `the encryption context does not fit its \`${kind}\``;
const subset = (pairs: object) => ({ constraints: { encryptionContextSubset: pairs } });
const equals = (pairs: object) => ({ constraints: { encryptionContextEquals: pairs } });
const unread = (kind: string) => `its constraint \`${kind}\` cannot be read`;

describe("a grant is for one key", () => {
  test.each<[unknown, string | undefined]>([
    [undefined, undefined],
    [key, undefined],
    ["1234abcd-12ab-34cd-56ef-1234567890ab", undefined],
    ["1234567890ab", otherKey],
    ["1234abcd-12ab-34cd-56ef-1234567890a", otherKey],
    [key.replace("us-west-2", "us-east-1"), otherKey],
    ["", otherKey],
    [["1234abcd-12ab-34cd-56ef-1234567890ab"], otherKey],
    [7, otherKey],
    [null, otherKey],
  ])("%j", (keyId, problem) => {
    expect(problemOf({ grant: { keyId } })).toBe(problem);
  });

  test("and an object", () => {
    expect(problemOf({ grant: null })).toBe("the grant is not an object");
  });

  test("an empty key id is no key's, even of a key without an id", () => {
    const request = {
      principal: user,
      action: "kms:Decrypt",
      resource: `${key.slice(0, key.indexOf("key/"))}key/`,
    };
    const grants = [{ granteePrincipal: user, operations: ["Decrypt"], keyId: "" }];
    expect(authorize(request, { grants }).outcome).toBe("implicitly-denied");
  });
});

test("a role without a name as grantee is no user", () => {
  const granteePrincipal = "arn:aws:iam::111122223333:role/";
  expect(problemOf({ grant: { granteePrincipal } })).toBe(otherCaller);
});

test("only retiring is left to the account of a retiring principal", () => {
  const grant = { retiringPrincipal: "111122223333", operations: [] } as Grant;
  const isLeft = (action: string) =>
    isLeftToAccount(grant, viewRequest({ principal: user, action, resource: key }, false));
  expect([isLeft("kms:RetireGrant"), isLeft("kms:Decrypt")]).toEqual([true, false]);
});

describe("a grant is for its grantee", () => {
  test.each<[string, unknown, string, string | undefined]>([
    ["a session of the role", role, session, undefined],
    ["the role itself", role, role, undefined],
    ["one session", session, session, undefined],
    ["another session", session, session.replace(/s$/, "t"), otherCaller],
    ["a user of the role's name", role, user, otherCaller],
    ["a session of a role with the user's name", user, session, otherCaller],
    ["a role whose name ends alike", role.replace("Worker", "CoWorker"), session, otherCaller],
    [
      "a role whose path is its name",
      role.replace("team/Worker", "Worker/x"),
      session,
      otherCaller,
    ],
    ["another role", role.replace("Worker", "Other"), session, otherCaller],
    ["another account's role", role.replace("1111", "4444"), session, otherCaller],
    ["another partition's role", role.replace(":aws:", ":aws-cn:"), session, otherCaller],
    ["everyone", "*", "*", otherCaller],
    ["everyone, for a session", "*", session, otherCaller],
    ["nobody", undefined, user, otherCaller],
    ["a list", [user], user, otherCaller],
  ])("%s", (_, granteePrincipal, principal, problem) => {
    if (principal === "*") {
      const request = { principal, action: "kms:Decrypt", resource: key };
      const grants = [{ granteePrincipal: "*", operations: ["Decrypt"] }];
      expect(authorize(request, { grants }).outcome).toBe("implicitly-denied");
    } else expect(problemOf({ grant: { granteePrincipal }, principal })).toBe(problem);
  });
});

describe("a grant is for its operations", () => {
  test.each<[unknown, string, string | undefined]>([
    [["Decrypt"], "kms:Decrypt", undefined],
    [["kms:Decrypt"], "KMS:DECRYPT", undefined],
    ["Decrypt", "kms:Decrypt", undefined],
    [["Encrypt", "Decrypt"], "kms:Decrypt", undefined],
    [["Encrypt"], "kms:Decrypt", otherOperation],
    [["Decrypt:kms:"], "kms:Decrypt", otherOperation],
    [["xkms:Decrypt"], "kms:Decrypt", otherOperation],
    [["ScheduleKeyDeletion"], "kms:ScheduleKeyDeletion", otherOperation],
    [[], "kms:Decrypt", otherOperation],
    [undefined, "kms:Decrypt", otherOperation],
    [["Decrypt", 7], "kms:Decrypt", otherOperation],
  ])("%j, asked for %s", (operations, action, problem) => {
    expect(problemOf({ grant: { operations }, action })).toBe(problem);
  });
});

describe("a constraint holds for every pair", () => {
  const both = { Department: "IT", Purpose: "Test" };
  test.each<[string, object, Context | undefined, string | undefined]>([
    ["subset, both", subset(both), context(both), undefined],
    [
      "subset, the first only",
      subset(both),
      context({ Department: "IT" }),
      noFit("encryptionContextSubset"),
    ],
    [
      "subset, the second only",
      subset(both),
      context({ Purpose: "Test" }),
      noFit("encryptionContextSubset"),
    ],
    ["subset, nothing asked", subset({}), undefined, undefined],
    [
      "subset, another value",
      subset(both),
      context({ ...both, Purpose: "X" }),
      noFit("encryptionContextSubset"),
    ],
    ["subset, no context", subset(both), undefined, noFit("encryptionContextSubset")],
    ["equals, both", equals(both), context(both), undefined],
    [
      "equals, one more",
      equals(both),
      context({ ...both, x: "y" }),
      noFit("encryptionContextEquals"),
    ],
    [
      "equals, one fewer",
      equals(both),
      context({ Department: "IT" }),
      noFit("encryptionContextEquals"),
    ],
    [
      "equals, other keys of the call",
      equals(both),
      { ...context(both), "kms:ViaService": "x" },
      undefined,
    ],
    ["equals, nothing asked, nothing there", equals({}), undefined, undefined],
    [
      "two values of one name",
      subset({ a: "1" }),
      { "kms:EncryptionContext:a": ["1", "2"] },
      noFit("encryptionContextSubset"),
    ],
    [
      "both constraints",
      {
        constraints: {
          encryptionContextSubset: { Department: "IT" },
          encryptionContextEquals: both,
        },
      },
      context(both),
      undefined,
    ],
    [
      "both constraints, the second fails",
      {
        constraints: {
          encryptionContextSubset: { Department: "IT" },
          encryptionContextEquals: { Department: "IT" },
        },
      },
      context(both),
      noFit("encryptionContextEquals"),
    ],
    ["no constraint in it", { constraints: {} }, undefined, undefined],
    [
      "one that is undefined",
      { constraints: { encryptionContextEquals: undefined } },
      undefined,
      undefined,
    ],
    [
      "one of another name that is undefined",
      { constraints: { other: undefined } },
      undefined,
      undefined,
    ],
    ["none", { constraints: undefined }, undefined, undefined],
    ["null", { constraints: null }, undefined, "its constraints cannot be read"],
    ["a text", { constraints: "x" }, undefined, "its constraints cannot be read"],
    ["another kind", { constraints: { sourceArn: {} } }, undefined, unread("sourceArn")],
    [
      "a subset that is no object",
      { constraints: { encryptionContextSubset: "a" } },
      undefined,
      unread("encryptionContextSubset"),
    ],
    [
      "equals that is a list",
      { constraints: { encryptionContextEquals: ["a"] } },
      undefined,
      unread("encryptionContextEquals"),
    ],
  ])("%s", (_, grant, given, problem) => {
    expect(problemOf({ grant, ...(given ? { context: given } : {}) })).toBe(problem);
  });

  test.each(["DescribeKey", "GetPublicKey", "RetireGrant"])("but not for %s", (operation) => {
    const grant = { operations: [operation], ...subset(both) };
    expect(problemOf({ grant, action: `kms:${operation}` })).toBeUndefined();
  });
});

describe("a grant makes only grants that are narrower", () => {
  const parent = { operations: ["Decrypt", "Encrypt", "CreateGrant"] };
  const it = { Department: "IT" };
  test.each<[string, object, Context, string | undefined]>([
    ["one operation of it", parent, { "kms:GrantOperations": ["Decrypt"] }, undefined],
    [
      "all of them, any spelling",
      parent,
      { "kms:GrantOperations": ["kms:decrypt", "ENCRYPT"] },
      undefined,
    ],
    ["one of it and one more", parent, { "kms:GrantOperations": ["Decrypt", "Sign"] }, wider],
    ["one more and one of it", parent, { "kms:GrantOperations": ["Sign", "Decrypt"] }, wider],
    ["none named", parent, {}, wider],
    [
      "without a constraint",
      { ...parent, ...subset(it) },
      { "kms:GrantOperations": "Decrypt", ...context(it) },
      looser,
    ],
    [
      "subset under subset",
      { ...parent, ...subset(it) },
      {
        "kms:GrantOperations": "Decrypt",
        "kms:GrantConstraintType": "EncryptionContextSubset",
        ...context(it),
      },
      undefined,
    ],
    [
      "equals under subset",
      { ...parent, ...subset(it) },
      {
        "kms:GrantOperations": "Decrypt",
        "kms:GrantConstraintType": "EncryptionContextEquals",
        ...context(it),
      },
      undefined,
    ],
    [
      "equals under equals",
      { ...parent, ...equals(it) },
      {
        "kms:GrantOperations": "Decrypt",
        "kms:GrantConstraintType": "EncryptionContextEquals",
        ...context(it),
      },
      undefined,
    ],
    [
      "subset under equals",
      { ...parent, ...equals(it) },
      {
        "kms:GrantOperations": "Decrypt",
        "kms:GrantConstraintType": "EncryptionContextSubset",
        ...context(it),
      },
      looser,
    ],
    [
      "another kind under subset",
      { ...parent, ...subset(it) },
      { "kms:GrantOperations": "Decrypt", "kms:GrantConstraintType": "Other", ...context(it) },
      looser,
    ],
    [
      "subset under subset, another pair",
      { ...parent, ...subset(it) },
      { "kms:GrantOperations": "Decrypt", "kms:GrantConstraintType": "EncryptionContextSubset" },
      noFit("encryptionContextSubset"),
    ],
  ])("%s", (_, grant, given, problem) => {
    expect(problemOf({ grant, action: "kms:CreateGrant", context: given })).toBe(problem);
  });

  test("a call that makes none needs no constraint", () => {
    expect(problemOf({ grant: subset(it), context: context(it) })).toBeUndefined();
  });
});

describe("a retiring principal that is an account", () => {
  const account = "444455556666";
  const theirs = `arn:aws:iam::${account}:role/Platform`;
  const mayRetire = [
    { Statement: { Effect: "Allow" as const, Action: "kms:RetireGrant", Resource: "*" } },
  ];
  test.each<[unknown, string, string]>([
    [`arn:aws:iam::${account}:root`, theirs, "allowed"],
    [account, theirs, "allowed"],
    [`arn:aws-cn:iam::${account}:root`, theirs, "implicitly-denied"],
    [`arn:aws:iam::${account}:user/root`, theirs, "implicitly-denied"],
    [`arn:aws:iam::${account}:root`, user, "implicitly-denied"],
    [[account], theirs, "implicitly-denied"],
    ["ec2.amazonaws.com", "rds.amazonaws.com", "implicitly-denied"],
  ])("%j, retired by %s: %s", (retiringPrincipal, principal, outcome) => {
    const grants = [{ retiringPrincipal, operations: ["Decrypt"] } as Grant];
    const request = { principal, action: "kms:RetireGrant", resource: key };
    expect(authorize(request, { grants, identityPolicies: mayRetire }).outcome).toBe(outcome);
  });

  test("leaves a Decrypt of a grantee alone", () => {
    const grant = { granteePrincipal: theirs, retiringPrincipal: account, operations: ["Decrypt"] };
    const request = { principal: theirs, action: "kms:Decrypt", resource: key };
    expect(authorize(request, { grants: [grant] }).outcome).toBe("allowed");
  });
});

describe("whether a grant looks at the context of a call", () => {
  const constrained = subset({ a: "b" });
  test.each<[object, string, boolean]>([
    [{}, "kms:decrypt", false],
    [{}, "kms:creategrant", true],
    [constrained, "kms:decrypt", true],
    [constrained, "kms:creategrant", true],
    [constrained, "kms:describekey", false],
    [constrained, "kms:getpublickey", false],
    [constrained, "kms:retiregrant", false],
    [{}, "kms:describekey", false],
  ])("%j for %s: %s", (grant, action, reads) => {
    expect(grantReadsContext({ operations: [], ...grant }, action)).toBe(reads);
  });
});
