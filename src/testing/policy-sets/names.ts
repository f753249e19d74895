import type { Random } from "../random.ts";

// Few accounts and few names, so that statements of one random set often speak of the same caller and the same resource.
export const callerAccount = "111111111111";
export const ownerAccount = "222222222222";
const strangerAccount = "333333333333";
const accounts = [callerAccount, ownerAccount, strangerAccount];

const keyArn = `arn:aws:kms:us-east-1:${ownerAccount}:key/0d990263-6129-4d40-9b5e-bcf3a4d4a0b1`;

/** What a random set protects: one resource, the actions on it, and which of a set's documents bear on it. */
export interface Subject {
  readonly service: "kms" | "sts" | "s3" | "secretsmanager";
  /** The resource that the question names, or the patterns that it gives for the resource. */
  readonly resource: string | { readonly like: readonly string[] };
  /** ARNs that a request may name. */
  readonly resources: readonly string[];
  readonly resourceAccount?: string;
  readonly actions: readonly string[];
  /** How `Resource` elements name it, beside the ARNs. */
  readonly resourcePatterns: readonly string[];
}

const keyActions = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:CreateGrant",
  "kms:DescribeKey",
  "kms:PutKeyPolicy",
  "kms:GenerateDataKey",
  "kms:ReEncryptFrom",
  "kms:RetireGrant",
];
const objectArns = ["arn:aws:s3:::evidence/case-1/disk", "arn:aws:s3:::evidence/case-2"];

const oneResource: readonly Subject[] = [
  {
    service: "kms",
    resource: keyArn,
    resources: [keyArn],
    actions: keyActions,
    resourcePatterns: [
      `arn:aws:kms:*:${ownerAccount}:key/*`,
      "arn:aws:kms:us-east-1:*:*",
      "arn:aws:kms:*",
      `arn:aws:kms:us-east-1:${ownerAccount}:key/0d990263-????-4d40-*`,
      "arn:aws:kms:us-east-1:222222222222:key/${aws:PrincipalTag/team}",
    ],
  },
  {
    service: "sts",
    resource: `arn:aws:iam::${ownerAccount}:role/Forensics`,
    resources: [`arn:aws:iam::${ownerAccount}:role/Forensics`],
    actions: [
      "sts:AssumeRole",
      "sts:TagSession",
      "sts:SetSourceIdentity",
      "sts:AssumeRoleWithWebIdentity",
    ],
    resourcePatterns: [
      `arn:aws:iam::${ownerAccount}:role/*`,
      "arn:aws:iam::*:role/Forensics",
      `arn:aws:iam::${ownerAccount}:role/\${aws:username}`,
    ],
  },
  {
    service: "s3",
    resource: objectArns[0] as string,
    resources: [objectArns[0] as string],
    resourceAccount: ownerAccount,
    actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:GetObjectTagging"],
    resourcePatterns: [
      "arn:aws:s3:::evidence/*",
      "arn:aws:s3:::*/disk",
      "arn:aws:s3:::evidence/${aws:username}/*",
      "arn:aws:s3:::evidence/case-?/*",
    ],
  },
  {
    service: "kms",
    resource: "*",
    resources: ["*"],
    resourceAccount: callerAccount,
    actions: ["kms:ListKeys", "kms:CreateKey", "kms:ListAliases", "kms:GenerateRandom"],
    resourcePatterns: ["arn:aws:kms:*", "?"],
  },
  {
    service: "kms",
    resource: `arn:aws:kms:us-east-1:${callerAccount}:alias/evidence`,
    resources: [`arn:aws:kms:us-east-1:${callerAccount}:alias/evidence`],
    actions: ["kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias", "kms:Decrypt"],
    resourcePatterns: ["arn:aws:kms:*:*:alias/*", "arn:aws:kms:us-east-1:111111111111:*"],
  },
];

const resourcePatterns: readonly Subject[] = [
  {
    service: "s3",
    resource: { like: ["arn:aws:s3:::evidence/*", "arn:aws:s3:::archive/20??"] },
    resources: [...objectArns, "arn:aws:s3:::archive/2024", "arn:aws:s3:::evidence/"],
    resourceAccount: ownerAccount,
    actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    resourcePatterns: [
      "arn:aws:s3:::evidence/case-*",
      "arn:aws:s3:::*/disk",
      "arn:aws:s3:::*2*",
      "arn:aws:s3:::evidence/${aws:username}/*",
    ],
  },
  {
    service: "kms",
    resource: { like: [`arn:aws:kms:*:${ownerAccount}:key/*`] },
    resources: [
      keyArn,
      keyArn.replace("us-east-1", "eu-west-1"),
      `arn:aws:kms:us-east-1:${ownerAccount}:key/mrk-1`,
    ],
    actions: keyActions,
    resourcePatterns: [
      "arn:aws:kms:us-east-1:*:key/*",
      `arn:aws:kms:*:${ownerAccount}:key/mrk-*`,
      "arn:aws:kms:eu-*",
    ],
  },
];

/**
 * Every kind of resource that the authorizer treats differently. Patterns for the resource come in one of eight sets: they
 * take most of the time.
 */
export function randomSubject(random: Random): Subject {
  return random.pick(random.chance(12) ? resourcePatterns : oneResource);
}

const principalsOf = (account: string): string[] => [
  `arn:aws:iam::${account}:role/Reader`,
  `arn:aws:iam::${account}:role/team/Reader`,
  `arn:aws:sts::${account}:assumed-role/Reader/session`,
  `arn:aws:iam::${account}:user/alice`,
  `arn:aws:iam::${account}:root`,
];
/** Principals that policies and grants name, and that requests come from. */
export const principals: readonly string[] = [
  ...principalsOf(callerAccount),
  ...principalsOf(ownerAccount),
  ...principalsOf(callerAccount),
  ...principalsOf(ownerAccount),
  `arn:aws:sts::${callerAccount}:assumed-role/Reader/other-session`,
  `arn:aws:iam::${ownerAccount}:role/Writer`,
  `arn:aws:sts::${ownerAccount}:assumed-role/Writer/session`,
  `arn:aws:iam::${callerAccount}:user/team/bob`,
];
/** Principals that only some requests come from, and that few policies name. */
export const rarePrincipals: readonly string[] = [
  ...principalsOf(strangerAccount),
  callerAccount,
  ownerAccount,
  "*",
  "ec2.amazonaws.com",
  "rds.amazonaws.com",
  `arn:aws:sts::${callerAccount}:federated-user/carol`,
  `arn:aws:iam::${ownerAccount}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`,
  `arn:aws:sts::${ownerAccount}:assumed-role/AWSServiceRoleForBackup/session`,
  `arn:aws-cn:iam::${ownerAccount}:role/Reader`,
  `arn:aws-cn:iam::${callerAccount}:root`,
  "AIDAEXAMPLEID",
  `arn:aws:iam::${callerAccount}:saml-provider/Okta`,
];

/** Patterns for a principal, which only a Deny reads as patterns. */
export const principalPatterns: readonly string[] = [
  `arn:aws:iam::${callerAccount}:*`,
  "arn:aws:iam::*:role/Reader",
  `arn:aws:iam::${ownerAccount}:role/*`,
  `arn:aws:sts::${callerAccount}:assumed-role/Reader/*`,
  "arn:aws:iam::*:user/?????",
];

/** Values of `AWS` that stand for a whole account. */
export const accountEntries: readonly string[] = accounts.flatMap((account) => [
  account,
  `arn:aws:iam::${account}:root`,
]);

/** A text that fits the pattern: a run of characters for each `*`, one for each `?`. */
export function fillPattern(pattern: string, random: Random): string {
  return [...pattern]
    .map((letter) => {
      if (letter === "*") return random.pick(["", "x", "role", "a/b", "Reader", "1"]);
      return letter === "?" ? random.pick(["a", "1"]) : letter;
    })
    .join("");
}
