import type { PolicySet, ReachQuestion } from "#engine";
import type { Policy } from "#policy";
import type { Random } from "#testing/random";
import type { Sort } from "./guide.ts";

/** A condition key of the random pairs, with values that suit it. */
interface PairKey {
  readonly sort: Sort;
  readonly operators: readonly string[];
  readonly values: readonly string[];
  readonly isList?: true;
}

const textOperators = ["StringEquals", "StringLike", "StringNotEquals", "StringNotLike"];
const numberOperators = [
  "Equals",
  "NotEquals",
  "LessThan",
  "LessThanEquals",
  "GreaterThan",
  "GreaterThanEquals",
];

export const pairKeys: Readonly<Record<string, PairKey>> = {
  "aws:PrincipalTag/team": {
    sort: "text",
    operators: [...textOperators, "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase"],
    values: [
      "forensics",
      "Forensics",
      "audit",
      "for*",
      "*s",
      "au?it",
      "${aws:username}",
      "${aws:username}*",
      "${aws:PrincipalTag/unit, 'audit'}",
    ],
  },
  "aws:username": {
    sort: "text",
    operators: textOperators,
    values: ["alice", "bob", "a*", "b?b", "${aws:PrincipalTag/unit}", "*${aws:PrincipalTag/unit}"],
  },
  "aws:PrincipalTag/unit": {
    sort: "text",
    operators: textOperators,
    values: ["bob", "audit", "?o*"],
  },
  "aws:PrincipalOrgPaths": {
    sort: "text",
    operators: textOperators,
    values: ["o-1/r/ou-1/", "o-1/r/ou-2/", "o-1/*", "*/ou-1/*"],
    isList: true,
  },
  "aws:TagKeys": {
    sort: "text",
    operators: textOperators,
    values: ["case", "disk", "c*"],
    isList: true,
  },
  "aws:SourceArn": {
    sort: "text",
    operators: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals"],
    values: [
      "arn:aws:ec2:us-east-1:1:volume/vol-1",
      "arn:aws:ec2:*:1:*",
      "arn:aws:ec2:us-*:?:volume/*",
      "arn:aws:ec2",
    ],
  },
  "aws:MultiFactorAuthPresent": { sort: "text", operators: ["Bool"], values: ["true", "false"] },
  "aws:MultiFactorAuthAge": {
    sort: "number",
    operators: numberOperators.map((name) => `Numeric${name}`),
    values: ["7", "8", "300", "-1"],
  },
  "aws:CurrentTime": {
    sort: "date",
    operators: numberOperators.map((name) => `Date${name}`),
    values: [
      "2026-01-01T00:00:00Z",
      "2026-06-30T12:00:00Z",
      "2026-01-01T01:00:00+01:00",
      "1767225600",
    ],
  },
  "aws:SourceIp": {
    sort: "address",
    operators: ["IpAddress", "NotIpAddress"],
    values: ["10.0.0.1", "10.0.0.0/8", "10.0.0.0/9", "10.128.0.0/9", "192.168.0.0/16"],
  },
};

export const pairAccount = "111111111111";
export const pairCaller = `arn:aws:iam::${pairAccount}:user/alice`;
export const pairActions = [
  "s3:GetObject",
  "s3:PutObject",
  "s3:GetObjectTagging",
  "s3:DeleteObject",
];
const resourcePatterns = [
  "*",
  "*",
  "arn:aws:s3:::evidence/*",
  "arn:aws:s3:::evidence/case-1/disk",
  "arn:aws:s3:::*/disk",
  "arn:aws:s3:::evidence/case-?",
  "arn:aws:s3:::evidence/${aws:username}/*",
];

/** Two questions about one caller that differ in their policies: a random set, and the same after one or two edits. */
export interface Pair {
  readonly before: ReachQuestion;
  readonly after: ReachQuestion;
}

export function randomPair(random: Random): Pair {
  const policies = randomSet(random);
  let changed = editedSet(random, policies);
  if (random.chance(40)) changed = editedSet(random, changed);
  const resource = random.chance(60)
    ? "arn:aws:s3:::evidence/case-1/disk"
    : { like: ["arn:aws:s3:::evidence/*"] };
  const question = {
    resource,
    resourceAccount: pairAccount,
    actions: pairActions,
    principals: [pairCaller],
  };
  return { before: { ...question, policies }, after: { ...question, policies: changed } };
}

function randomSet(random: Random): PolicySet {
  const policy = (hasPrincipal: boolean, isBound: boolean) =>
    randomPolicy(random, hasPrincipal, isBound);
  return {
    identityPolicies: random.chance(70)
      ? [policy(false, false)]
      : [policy(false, false), policy(false, false)],
    ...(random.chance(25) ? { permissionsBoundary: [policy(false, true)] } : {}),
    ...(random.chance(25) ? { serviceControlPolicies: [[policy(false, true)]] } : {}),
    ...(random.chance(30) ? { resourcePolicy: policy(true, false) } : {}),
  };
}

/** The set with one statement added, left out or replaced. */
function editedSet(random: Random, set: PolicySet): PolicySet {
  const slots = Object.keys(set) as (keyof PolicySet)[];
  const slot = random.pick(slots);
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const at = random.below(value.length);
      return value.map((entry, index) => (index === at ? change(entry) : entry));
    }
    const policy = value as Policy;
    const statements = [policy.Statement].flat() as Statement[];
    const at = random.below(statements.length);
    const fresh = randomStatement(random, slot === "resourcePolicy");
    const old = statements[at] ?? fresh;
    const replaced = random.pick<Statement[]>([
      [fresh],
      [{ ...old, Condition: randomCondition(random) }],
      [{ ...old, Action: fresh.Action, NotAction: fresh.NotAction }],
      [{ ...old, Resource: fresh.Resource, NotResource: fresh.NotResource }],
      [old, fresh],
      [],
    ]);
    return {
      ...policy,
      Statement: statements.flatMap((one, index) => (index === at ? replaced : [one])),
    };
  };
  return JSON.parse(JSON.stringify({ ...set, [slot]: change(set[slot]) })) as PolicySet;
}

type Statement = Record<string, unknown>;

function randomPolicy(random: Random, hasPrincipal: boolean, isBound: boolean): Policy {
  const count = 1 + random.below(3);
  const statements = Array.from({ length: count }, () => randomStatement(random, hasPrincipal));
  const everything = { Effect: "Allow", Action: "*", Resource: "*" };
  return {
    ...(random.chance(85) ? { Version: "2012-10-17" } : {}),
    Statement: isBound && random.chance(60) ? [everything, ...statements] : statements,
  } as Policy;
}

function randomStatement(random: Random, hasPrincipal: boolean): Statement {
  const action = random.pick<unknown>([
    "*",
    "s3:*",
    "s3:Get*",
    "S3:*OBJECT",
    random.pick(pairActions),
    [random.pick(pairActions), random.pick(pairActions)],
  ]);
  const resource = random.chance(75)
    ? random.pick(resourcePatterns)
    : [random.pick(resourcePatterns), random.pick(resourcePatterns)];
  return {
    Effect: random.chance(65) ? "Allow" : "Deny",
    ...(hasPrincipal
      ? { Principal: random.pick<unknown>(["*", { AWS: pairCaller }, { AWS: pairAccount }]) }
      : {}),
    ...(random.chance(10) ? { NotAction: action } : { Action: action }),
    ...(random.chance(8) ? { NotResource: resource } : { Resource: resource }),
    ...(random.chance(75) ? { Condition: randomCondition(random) } : {}),
  };
}

function randomCondition(random: Random): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (let more = true; more; more = random.chance(35)) {
    const name = random.pick(Object.keys(pairKeys));
    const key = pairKeys[name];
    if (!key) continue;
    const set = random.chance(key.isList ? 75 : 8)
      ? random.pick(["ForAllValues:", "ForAnyValue:"])
      : "";
    const suffix = random.chance(15) ? "IfExists" : "";
    const isPresence = random.chance(8);
    const operator = isPresence ? "Null" : `${set}${random.pick(key.operators)}${suffix}`;
    const value = () => (isPresence ? random.pick(["true", "false"]) : random.pick(key.values));
    block[operator] = {
      ...block[operator],
      [name]: random.chance(65) ? value() : [value(), value()],
    };
  }
  return block;
}
