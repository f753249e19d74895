import type { Random } from "../random.ts";
import { callerAccount, ownerAccount } from "./names.ts";

/** What the values of a condition key are read as, which decides the operators that suit it. */
type Family = "text" | "arn" | "bool" | "number" | "date" | "address" | "binary";

/** A condition key, and the values that random policies and requests have for it. */
export interface RandomKey {
  readonly name: string;
  readonly family: Family;
  /** Values that policies ask for and requests have. */
  readonly values: readonly string[];
  /** Values with wildcards or variables, which only policies have. */
  readonly patterns: readonly string[];
  /** The key has lists of values in requests. */
  readonly isList?: true;
}

const arns = [
  `arn:aws:iam::${callerAccount}:role/Reader`,
  `arn:aws:iam::${ownerAccount}:role/team/Reader`,
  `arn:aws:iam::${callerAccount}:user/alice`,
  `arn:aws:iam::${ownerAccount}:root`,
];

/** One key of each family and some more of text, which most conditions ask for. */
export const keys: readonly RandomKey[] = [
  {
    name: "kms:ViaService",
    family: "text",
    values: [
      "ec2.us-east-1.amazonaws.com",
      "ec2.eu-west-1.amazonaws.com",
      "rds.us-east-1.amazonaws.com",
    ],
    patterns: [
      "ec2.*.amazonaws.com",
      "*.us-east-1.amazonaws.com",
      "ec2.${aws:RequestedRegion}.amazonaws.com",
    ],
  },
  {
    name: "aws:PrincipalOrgID",
    family: "text",
    values: ["o-abcdefghij", "o-klmnopqrst", "O-ABCDEFGHIJ"],
    patterns: ["o-*", "o-abc???????"],
  },
  {
    name: "aws:PrincipalTag/team",
    family: "text",
    values: ["forensics", "Forensics", "audit", "alice", ""],
    patterns: ["for*", "*s", "${aws:username}", "${aws:PrincipalTag/unit, 'audit'}", "${*}"],
  },
  {
    name: "aws:username",
    family: "text",
    values: ["alice", "team/bob", "bob"],
    patterns: ["a*", "${aws:PrincipalTag/team}", "*${aws:PrincipalTag/unit}"],
  },
  {
    name: "kms:CallerAccount",
    family: "text",
    values: [callerAccount, ownerAccount],
    patterns: ["1*", "${aws:PrincipalAccount}", "${aws:ResourceAccount}"],
  },
  {
    name: "aws:PrincipalAccount",
    family: "text",
    values: [callerAccount, ownerAccount],
    patterns: ["2*"],
  },
  {
    name: "aws:RequestedRegion",
    family: "text",
    values: ["us-east-1", "eu-west-1"],
    patterns: ["us-*"],
  },
  { name: "aws:PrincipalTag/unit", family: "text", values: ["audit", "bob"], patterns: ["?ob"] },
  {
    name: "kms:EncryptionContextKeys",
    family: "text",
    values: ["case", "disk", ""],
    patterns: ["d*", "ca??"],
    isList: true,
  },
  {
    name: "kms:GrantOperations",
    family: "text",
    values: ["Decrypt", "CreateGrant", "Encrypt"],
    patterns: ["*crypt"],
    isList: true,
  },
  {
    name: "aws:PrincipalOrgPaths",
    family: "text",
    values: ["o-abcdefghij/r-1/ou-1/", "o-abcdefghij/r-1/ou-2/"],
    patterns: ["o-abcdefghij/*", "*/ou-1/*"],
    isList: true,
  },
  {
    name: "kms:EncryptionContext:case",
    family: "text",
    values: ["case-1", "case-2"],
    patterns: ["case-*", "${aws:PrincipalTag/team}"],
  },
  {
    name: "kms:GrantConstraintType",
    family: "text",
    values: ["EncryptionContextSubset"],
    patterns: ["*Equals"],
  },
  {
    name: "aws:PrincipalArn",
    family: "arn",
    values: arns,
    patterns: ["arn:aws:iam::*:role/*", `arn:aws:iam::${callerAccount}:*`, "*", "arn:aws:iam"],
  },
  {
    name: "aws:SourceArn",
    family: "arn",
    values: ["arn:aws:ec2:us-east-1:222222222222:volume/vol-1"],
    patterns: ["arn:aws:ec2:*:222222222222:volume/*", "arn:*:ec2:*:${aws:PrincipalAccount}:*"],
  },
  {
    name: "aws:MultiFactorAuthPresent",
    family: "bool",
    values: ["true", "false", "TRUE"],
    patterns: [],
  },
  { name: "kms:GrantIsForAWSResource", family: "bool", values: ["true", "false"], patterns: [] },
  {
    name: "aws:MultiFactorAuthAge",
    family: "number",
    values: ["7", "7.0", "300", "-1", "1e3"],
    patterns: [],
  },
  {
    name: "aws:CurrentTime",
    family: "date",
    values: ["2026-01-01T00:00:00Z", "2026-06-30", "2026-01-01T01:00:00+01:00", "1767225600"],
    patterns: [],
  },
  {
    name: "aws:SourceIp",
    family: "address",
    values: ["10.0.0.1", "10.0.0.0/8", "192.168.1.9", "2001:db8::1", "::ffff:10.0.0.1"],
    patterns: ["10.0.0.0/16", "0.0.0.0/0", "2001:db8::/32", "10.128.0.0/9"],
  },
  {
    name: "s3:x-amz-checksum",
    family: "binary",
    values: ["QUJD", "QUJDRA==", "QUJDRA"],
    patterns: [],
  },
];

const operators: Readonly<Record<Family, readonly string[]>> = {
  text: [
    "StringEquals",
    "StringEquals",
    "StringLike",
    "StringLike",
    "StringNotEquals",
    "StringNotLike",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
  ],
  arn: ["ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike", "StringEquals"],
  bool: ["Bool", "Bool", "StringEquals"],
  number: [
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
  ],
  date: [
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
  ],
  address: ["IpAddress", "NotIpAddress"],
  binary: ["BinaryEquals"],
};

/** How strange the policies of a set may be. */
export interface Strangeness {
  /** Elements that cannot be read, operators that do not suit their key, values that are no text. */
  readonly isTwisted: boolean;
}

/** A condition key, one of the first six in half of the calls. */
export function randomKey(random: Random): RandomKey {
  // The first keys more often: conditions on one key are what classes of values come from.
  return random.chance(50) ? random.pick(keys.slice(0, 6)) : random.pick(keys);
}

/** A `Condition` block with one to three comparisons. */
export function randomCondition(
  random: Random,
  { isTwisted }: Strangeness,
): Record<string, Record<string, unknown>> {
  const block: Record<string, Record<string, unknown>> = {};
  for (let more = true; more; more = random.chance(35)) {
    const key = randomKey(random);
    const { operator, values } = randomComparison(random, key, isTwisted);
    const name = random.chance(8) ? key.name.toUpperCase() : key.name;
    block[operator] = { ...block[operator], [name]: values };
  }
  return block;
}

function randomComparison(random: Random, key: RandomKey, isTwisted: boolean) {
  if (random.chance(10))
    return { operator: "Null", values: random.pick(["true", "false", ["true", "false"], true]) };
  if (isTwisted && random.chance(15)) return twistedComparison(random, key);
  const isMixed = isTwisted && random.chance(20);
  const family = isMixed ? random.pick(Object.keys(operators) as Family[]) : key.family;
  const base = random.pick(operators[family]);
  const suffix = random.chance(15) ? "IfExists" : "";
  const prefix = random.chance(key.isList ? 65 : 8)
    ? random.pick(["ForAllValues:", "ForAnyValue:"])
    : "";
  const count = random.chance(60) ? 1 : 1 + random.below(3);
  const values = Array.from({ length: count }, () => policyValue(random, key));
  const isSingle = values.length === 1 && random.chance(70);
  return { operator: `${prefix}${base}${suffix}`, values: isSingle ? values[0] : values };
}

function policyValue(random: Random, { values, patterns }: RandomKey): string {
  return patterns.length > 0 && random.chance(40) ? random.pick(patterns) : random.pick(values);
}

function twistedComparison(random: Random, key: RandomKey) {
  return random.pick<{ operator: string; values: unknown }>([
    { operator: "StringMatches", values: random.pick(key.values) },
    { operator: "stringequals", values: random.pick(key.values) },
    { operator: "StringEquals", values: [] },
    { operator: "StringNotEquals", values: [] },
    { operator: "ForAllValues:StringEquals", values: [] },
    { operator: "ForAnyValue:StringNotEqualsIfExists", values: [] },
    { operator: "StringEquals", values: { nested: true } },
    { operator: "NumericLessThan", values: "many" },
    { operator: "Null", values: "perhaps" },
    { operator: "StringEquals", values: 7 },
    { operator: "Bool", values: true },
  ]);
}
