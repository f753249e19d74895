import fc from "fast-check";
import { expect, test } from "vitest";
import type { Policy } from "#policy";
import { authorize } from "../authorizer/authorize.ts";
import type { AccessRequest, PolicySet } from "../authorizer/types.ts";
import { cellIncludes } from "./includes.ts";
import { anyIdentityPolicy, anyResourcePolicy } from "./model/stand-ins.ts";
import { reach } from "./reach.ts";
import type { ReachQuestion } from "./types.ts";

const accounts = ["111111111111", "222222222222", "333333333333"];
const key = "arn:aws:kms:us-east-1:222222222222:key/k";
const role = "arn:aws:iam::222222222222:role/path/r";
const resources = [key, key, key, role, "arn:aws:s3:::b/o", "*"];
const principals = [
  ...accounts.flatMap((account) => [
    `arn:aws:iam::${account}:user/u`,
    `arn:aws:iam::${account}:role/path/r`,
    `arn:aws:iam::${account}:role/r`,
    `arn:aws:iam::${account}:role/other`,
    `arn:aws:sts::${account}:assumed-role/r/s`,
    `arn:aws:sts::${account}:assumed-role/other/t`,
    `arn:aws:iam::${account}:root`,
    `arn:aws:sts::${account}:federated-user/f`,
  ]),
  "arn:aws:iam::222222222222:role/aws-service-role/ec2.amazonaws.com/AWSServiceRoleForEC2",
  "arn:aws-cn:iam::222222222222:role/r",
  "222222222222",
  "ec2.amazonaws.com",
  "rds.amazonaws.com",
  "AIDAUNIQUE",
  "*",
];
const patterns = [
  "arn:aws:iam::*:role/r",
  "arn:aws:iam::222222222222:role/*",
  "arn:aws:sts::*:assumed-role/*/s",
];
const actions =
  "kms:Decrypt kms:CreateGrant kms:PutKeyPolicy kms:RetireGrant sts:AssumeRole s3:GetObject s3:PutObject".split(
    " ",
  );

const texts = [
  "",
  ..."ec2.us-east-1.amazonaws.com EC2.us-east-1.amazonaws.com ec2* *east* e?2* rds * a b ab".split(
    " ",
  ),
];
const numbers = ["7", "7.0", "07", "10", "-1"];
const dates = ["2026-01-01T00:00:00Z", "2026", "1767225600", "2027-05-05"];
const addresses = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "2001:db8::/32", "203.0.113.7"];
const arns = [
  "arn:aws:iam::222222222222:role/r",
  "arn:aws:iam::*:role/*",
  "arn:*:iam::1*:user/u",
  "*",
  "role/r",
];
const templates = ["${aws:x}", "a${aws:x}", "${aws:x, 'b'}", "${*}"];
const families: [string[], string[]][] = [
  [
    [
      "StringEquals",
      "StringNotEquals",
      "StringLike",
      "StringNotLike",
      "StringEqualsIgnoreCase",
      "StringNotEqualsIgnoreCase",
    ],
    [...texts, ...texts, ...templates],
  ],
  [["NumericEquals", "NumericLessThan", "NumericGreaterThanEquals", "NumericNotEquals"], numbers],
  [["DateLessThan", "DateGreaterThan", "DateEquals"], dates],
  [["IpAddress", "NotIpAddress"], addresses],
  [["ArnLike", "ArnNotEquals"], arns],
  [["Bool"], ["true", "false", "TRUE"]],
  [["BinaryEquals"], ["QUI=", "QUJD"]],
];
const keysOf: Record<number, string[]> = {
  0: ["kms:ViaService", "aws:x", "aws:y"],
  1: ["aws:n", "aws:y"],
  2: ["aws:d"],
  3: ["aws:SourceIp"],
  4: ["aws:PrincipalArn", "aws:y"],
  5: ["aws:b"],
  6: ["aws:bin"],
};
const oneOrMore = <T>(...values: T[]) =>
  fc.oneof(fc.constantFrom(...values), fc.array(fc.constantFrom(...values), { maxLength: 3 }));
const comparison = fc
  .tuple(
    fc.constantFrom(0, 0, 0, 0, 1, 2, 3, 4, 5, 6),
    fc.constantFrom("", "", "", "ForAllValues:", "ForAnyValue:"),
    fc.constantFrom("", "", "IfExists"),
    fc.nat(),
    fc.nat(),
  )
  .chain(([family, prefix, suffix, pick, pickKey]) => {
    const [operators, values] = families[family] ?? [["Bool"], ["true"]];
    const operator = `${prefix}${operators[pick % operators.length]}${suffix}`;
    const names = keysOf[family] ?? [];
    return oneOrMore(...values).map((written): [string, string, unknown] => [
      operator,
      names[pickKey % names.length] ?? "",
      written,
    ]);
  });
const nullCheck = fc
  .tuple(fc.constantFrom("kms:ViaService", "aws:x", "aws:n"), fc.constantFrom("true", "false"))
  .map(([name, written]): [string, string, unknown] => ["Null", name, written]);
const odd = fc.constantFrom<[string, string, unknown]>(
  ["Nonsense", "aws:x", "a"],
  ["StringEquals", "aws:x", { a: 1 }],
);
const condition = fc
  .array(
    fc.oneof(
      { weight: 12, arbitrary: comparison },
      { weight: 2, arbitrary: nullCheck },
      { weight: 1, arbitrary: odd },
    ),
    { maxLength: 3 },
  )
  .map((list) => {
    const found: Record<string, Record<string, unknown>> = {};
    for (const [operator, name, written] of list)
      found[operator] = { ...found[operator], [name]: written };
    return found;
  });
const rarely = <T, U>(value: fc.Arbitrary<T>, usual: U, weight = 3) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: value });
const element = (name: string, value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(fc.constantFrom(name, name, name, name, `Not${name}`), value)
    .map(([named, found]) => ({ [named]: found }));
const principal = fc.oneof(
  fc.constant("*"),
  fc.record(
    {
      AWS: oneOrMore(...principals, ...accounts, ...patterns, "*"),
      Service: oneOrMore("ec2.amazonaws.com", "*"),
    },
    { requiredKeys: ["AWS"] },
  ),
);
const statement = (effect: string, withPrincipal: boolean) =>
  fc
    .tuple(
      element("Action", oneOrMore("kms:*", "kms:De*", "*", "*", "s3:Get*", "sts:*", ...actions)),
      rarely(
        element(
          "Resource",
          oneOrMore(
            "*",
            "*",
            "arn:aws:kms:*",
            "arn:aws:iam::*:role/${aws:x}/r",
            "arn:aws:kms:*:*:key/${aws:x}",
            ...resources,
          ),
        ),
        { Resource: "*" },
      ),
      withPrincipal ? element("Principal", principal) : fc.constant({}),
      fc.oneof(fc.constant(undefined), condition),
      fc.constantFrom(false, false, false, true),
    )
    .map(([action, resource, named, found, isTrust]) => ({
      Effect: effect,
      ...named,
      ...action,
      ...(isTrust ? {} : resource),
      ...(found === undefined ? {} : { Condition: found }),
    }));
const policy = (withPrincipal: boolean, most = 4) =>
  fc.record({
    Version: fc.constantFrom("2012-10-17", "2012-10-17", "2008-10-17"),
    Statement: fc.array(
      fc.oneof(
        { weight: 3, arbitrary: statement("Allow", withPrincipal) },
        { weight: 1, arbitrary: statement("Deny", withPrincipal) },
      ),
      { minLength: 1, maxLength: most },
    ),
  });
const some = (withPrincipal: boolean) =>
  fc.array(policy(withPrincipal, 3), { minLength: 1, maxLength: 2 });
const full = {
  Version: "2012-10-17",
  Statement: { Effect: "Allow", Principal: "*", Action: "*", Resource: "*" },
};
const fullIdentity = anyIdentityPolicy;
const grant = fc.record(
  {
    granteePrincipal: fc.constantFrom(...principals),
    retiringPrincipal: fc.constantFrom(...principals),
    operations: fc.array(fc.constantFrom("Decrypt", "CreateGrant", "RetireGrant"), {
      minLength: 1,
      maxLength: 3,
    }),
    constraints: fc.constantFrom(
      { encryptionContextEquals: { e: "1" } },
      { encryptionContextSubset: { e: "1" } },
    ),
  },
  { requiredKeys: ["granteePrincipal", "operations"] },
);
const policySet = fc.record({
  identityPolicies: fc.oneof(
    some(false),
    some(false).map((list) => [...list, fullIdentity]),
  ),
  permissionsBoundary: rarely(some(false), []),
  sessionPolicies: rarely(some(false), []),
  resourcePolicy: policy(true, 5),
  serviceControlPolicies: rarely(
    fc.array(
      some(false).map((list) => [...list, fullIdentity]),
      { maxLength: 2 },
    ),
    [],
  ),
  resourceControlPolicies: rarely(
    fc.array(
      some(true).map((list) => [...list, full]),
      { maxLength: 1 },
    ),
    [],
  ),
  endpointPolicies: rarely(fc.array(policy(true), { maxLength: 1 }), []),
  grants: rarely(fc.array(grant, { maxLength: 2 }), []),
});
const value = fc.constantFrom(
  ...texts,
  ...numbers,
  ...dates,
  ...addresses,
  ...arns,
  "true",
  "TRUE",
  "QUI=",
  "222222222222",
);
const context = fc.dictionary(
  fc.constantFrom(
    "kms:ViaService",
    "aws:x",
    "aws:y",
    "aws:n",
    "aws:d",
    "aws:SourceIp",
    "aws:b",
    "aws:PrincipalArn",
    "aws:bin",
    "kms:EncryptionContext:e",
    "kms:GrantOperations",
  ),
  fc.oneof(value, fc.array(value, { maxLength: 3 })),
  { maxKeys: 4 },
);
const change = fc.record({
  what: fc.nat(3),
  principal: fc.constantFrom(...principals),
  action: fc.constantFrom(...actions),
  context,
  pick: fc.nat(),
});

type Change = {
  what: number;
  principal: string;
  action: string;
  context: Record<string, string | string[]>;
  pick: number;
};

/** The witness of a cell with one thing changed. */
function changed(
  witness: AccessRequest,
  { what, principal: who, action, context: extra }: Change,
): AccessRequest {
  if (what === 0) return { ...witness, principal: who };
  if (what === 1) return { ...witness, action };
  if (what === 2) return { ...witness, context: { ...witness.context, ...extra } };
  const [first] = Object.keys(witness.context ?? {});
  const { [first ?? ""]: _, ...rest } = witness.context ?? {};
  return { ...witness, context: rest };
}

const question = fc.record({
  set: policySet,
  resource: fc.constantFrom<ReachQuestion["resource"]>(
    ...resources,
    { like: ["arn:aws:kms:*"] },
    { like: ["*"] },
  ),
  unknown: fc.constantFrom("", "", "identity", "resource", "both"),
  asked: fc.constantFrom<readonly string[] | undefined>(
    undefined,
    undefined,
    ["arn:aws:iam::222222222222:role/*"],
    principals.slice(0, 3),
  ),
  changes: fc.array(change, { minLength: 25, maxLength: 25 }),
  requests: fc.array(
    fc.record({
      principal: fc.constantFrom(...principals),
      action: fc.constantFrom(...actions),
      resource: fc.constantFrom(...resources),
      context,
    }),
    { minLength: 25, maxLength: 25 },
  ),
});

test.each([1, 2, 3, 4, 5])(
  "a request is in an allowed cell exactly if the authorizer allows it, part %d",
  (part) => {
    const count = { decided: 0, allowed: 0, undecided: 0 };
    const sample = fc.sample(question, { numRuns: 20, seed: part });
    for (const { set, resource, unknown, asked, changes, requests } of sample) {
      const policies = set as unknown as PolicySet;
      const like = typeof resource === "object";
      const asks: ReachQuestion = {
        policies: {
          ...policies,
          ...(unknown === "identity" || unknown === "both" ? { identityPolicies: "unknown" } : {}),
          ...(unknown === "resource" || unknown === "both" ? { resourcePolicy: "unknown" } : {}),
        },
        resource,
        actions: actions,
        ...(asked ? { principals: asked } : {}),
      };
      const found = reach(asks);
      for (const cell of found.allowed) {
        expect(authorize(cell.witness.request, cell.witness.policies).outcome).toBe("allowed");
        expect(cellIncludes(cell, cell.witness.request)).toBe(true);
      }
      const from = found.allowed.map(({ witness }) => witness.request);
      const near =
        from.length === 0
          ? []
          : changes.map((one) => changed(from[one.pick % from.length] as AccessRequest, one));
      for (const made of [...near, ...requests]) {
        const request = like ? made : { ...made, resource };
        const isAsked =
          !asked ||
          asked.some(
            (pattern) =>
              request.principal === pattern ||
              (pattern.endsWith("*") && request.principal.startsWith(pattern.slice(0, -1))),
          );
        const isLike =
          !like ||
          resource.like.some((pattern) => request.resource.startsWith(pattern.slice(0, -1)));
        if (!isAsked || !isLike) continue;
        const stands: PolicySet = {
          ...policies,
          ...(asks.policies.identityPolicies === "unknown"
            ? { identityPolicies: [fullIdentity] }
            : {}),
          ...(asks.policies.resourcePolicy === "unknown"
            ? { resourcePolicy: anyResourcePolicy(request.principal) as Policy }
            : {}),
        };
        const isAllowed = authorize(request, stands, { trace: false }).outcome === "allowed";
        const cells = found.allowed.filter((cell) => cellIncludes(cell, request));
        const isUndecided = found.undecided.some((cell) => cellIncludes(cell, request));
        count.decided += 1;
        if (isAllowed) count.allowed += 1;
        if (isUndecided) count.undecided += 1;
        if (!isUndecided && cells.length > 0 !== isAllowed)
          throw new Error(
            `${isAllowed ? "allowed, in no cell" : "refused, in a cell"}: ${JSON.stringify({ request, asks, cells }, null, 1)}`,
          );
        if (unknown === "" || isUndecided) continue;
        const { identityPolicies: _i, resourcePolicy: _r, ...bare } = stands;
        const known = {
          ...(asks.policies.identityPolicies === "unknown"
            ? bare
            : { ...bare, identityPolicies: policies.identityPolicies }),
          ...(asks.policies.resourcePolicy === "unknown"
            ? {}
            : { resourcePolicy: policies.resourcePolicy }),
        } as PolicySet;
        const without = authorize(request, known, { trace: false }).outcome === "allowed";
        const free = cells.some((cell) => !cell.identityPolicyNeeded && !cell.resourcePolicyNeeded);
        if (free !== without)
          throw new Error(
            `without stand-ins ${without}, by cells ${free}: ${JSON.stringify({ request, asks, cells }, null, 1)}`,
          );
      }
    }
    expect(count.allowed).toBeGreaterThan(count.decided / 10);
    expect(count.undecided).toBeLessThanOrEqual(count.decided / 500);
  },
);
