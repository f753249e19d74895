import type { EventTests, FieldTest } from "./event-conditions.ts";

/** What a rule is about: who, which keys, and what of the import looks alike. */
export interface Subject {
  /** The ARN of the role that would do it; of abuses by anybody else left out. */
  readonly role?: string;
  /** The ARNs of the keys that it is about. */
  readonly keys: readonly string[];
  /** The ARNs of all keys of the import; `undefined` if it uses keys that have no ARN here. */
  readonly importKeys: readonly string[] | undefined;
  /** The ARNs of the roles that the import and the other users of the key have, and of EC2's own. */
  readonly knownRoles: readonly string[];
  /** The accounts of those roles. */
  readonly knownAccounts: readonly string[];
  /** The ARNs of the roles that the platform assumes. */
  readonly targetRoles: readonly string[];
}

/** How an abuse is seen in events, or why no single event shows it. */
export type Watchable = EventTests | { readonly notPossible: string };

const useEvents = [
  "Decrypt",
  "Encrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "GenerateDataKeyPair",
  "GenerateDataKeyPairWithoutPlaintext",
  "ReEncrypt",
];
const notReEncrypt = useEvents.filter((name) => name !== "ReEncrypt");

/** What EBS documents that a grant carries. Source: docs/facts.md §2. */
const ebsOperations = [
  "Decrypt",
  "DescribeKey",
  "GenerateDataKeyWithoutPlaintext",
  "ReEncryptFrom",
  "ReEncryptTo",
];

/**
 * How CloudTrail writes that EC2 or EBS calls. Unsettled: AWS documents no list; these stand in its examples and in public
 * events (docs/facts.md §6 and §8).
 */
const ec2Callers = [
  "AWS Internal",
  "ec2.amazonaws.com",
  "ec2-frontend-api.amazonaws.com",
  "ebs.amazonaws.com",
];

const names = (oneOf: readonly string[]): FieldTest => ({ field: ["eventName"], oneOf });
const byRole = ({ role = "" }: Subject): FieldTest => ({ field: issuer, oneOf: [role] });
const onKeys = ({ keys }: Subject): readonly FieldTest[] =>
  keys.length > 0 ? [{ field: ["resources", "ARN"], oneOf: keys }] : [];
const issuer = ["userIdentity", "sessionContext", "sessionIssuer", "arn"];
const invokedBy = ["userIdentity", "invokedBy"];
const parameter = (...path: readonly string[]) => ["requestParameters", ...path];

/** No service stands between the role and KMS. */
const isDirect: readonly FieldTest[] = [
  { field: invokedBy, isPresent: false },
  { field: ["sourceIPAddress"], notLike: "*.amazonaws.com" },
  { field: ["userAgent"], noneOf: ["AWS Internal"] },
];
const isThroughOther: readonly FieldTest[] = [{ field: invokedBy, noneOf: ec2Callers }];

const byRoleOnKeys = (subject: Subject, ...tests: readonly FieldTest[]): EventTests => ({
  source: "kms",
  tests: [byRole(subject), ...onKeys(subject), ...tests],
});
const grantByRole = (subject: Subject, ...tests: readonly FieldTest[]) =>
  byRoleOnKeys(subject, names(["CreateGrant"]), ...tests);

const directly = (subject: Subject) => byRoleOnKeys(subject, names(useEvents), ...isDirect);

/** Anybody but the known roles. In the owner's log, a caller of another account has an account and no ARN. */
const byOthers =
  (events: readonly string[]) =>
  (subject: Subject): Watchable => {
    if (subject.keys.length === 0) return { notPossible: keyUnknown };
    return {
      source: "kms",
      tests: [...onKeys(subject), names(events)],
      anyOf: [
        [{ field: issuer, noneOf: subject.knownRoles }],
        [
          { field: issuer, isPresent: false },
          { field: ["userIdentity", "type"], oneOf: ["IAMUser", "Root"] },
        ],
        [
          { field: issuer, isPresent: false },
          { field: ["userIdentity", "type"], oneOf: ["AWSAccount"] },
          { field: ["userIdentity", "accountId"], noneOf: subject.knownAccounts },
        ],
      ],
    };
  };

const keyUnknown =
  "The answers name the key by an alias or a tag, and events name it by its ARN. Name the key by ARN.";

/** Another key than those of the import. */
const otherKeys = (subject: Subject): Watchable =>
  subject.importKeys === undefined
    ? {
        notPossible:
          "Events name keys by ARN, and not every key of the import has one here: some are named by alias or tag, or are temporary. Compare the ARNs in the role’s events with the keys of the import.",
      }
    : {
        source: "kms",
        tests: [
          byRole(subject),
          names([...useEvents, "CreateGrant", "DescribeKey"]),
          { field: ["resources", "ARN"], noneOf: subject.importKeys },
        ],
      };

const otherRoles = (subject: Subject): EventTests => ({
  source: "sts",
  tests: [
    byRole(subject),
    names(["AssumeRole"]),
    { field: parameter("roleArn"), noneOf: subject.targetRoles },
  ],
});

const withoutEbs = (subject: Subject): EventTests => {
  const ebsId = (context: string): FieldTest => ({
    field: parameter(context, "aws:ebs:id"),
    isPresent: false,
  });
  return {
    ...byRoleOnKeys(subject),
    anyOf: [
      [names(notReEncrypt), ebsId("encryptionContext")],
      // A side that the call does not name has no context either.
      ...["source", "destination"].map((side) => [
        names(["ReEncrypt"]),
        { field: parameter(`${side}KeyId`), isPresent: true },
        ebsId(`${side}EncryptionContext`),
      ]),
    ],
  };
};

const grantNotForEc2 = (subject: Subject) =>
  grantByRole(subject, {
    field: parameter("granteePrincipal"),
    notLike: "*aws:ec2-infrastructure*",
  });
const grantNotThroughEc2 = (subject: Subject): EventTests => ({
  ...grantByRole(subject),
  anyOf: [isDirect, isThroughOther],
});
const grantTooWide = (subject: Subject) =>
  grantByRole(subject, { field: parameter("operations"), noneOf: ebsOperations });
const grantUnbound = (subject: Subject) =>
  grantByRole(
    subject,
    ...["encryptionContextSubset", "encryptionContextEquals"].map((kind) => ({
      field: parameter("constraints", kind, "aws:ebs:id"),
      isPresent: false,
    })),
  );

const looksAlike = (why: string) => (): Watchable => ({ notPossible: why });
const leftOrganization = looksAlike(
  "The call looks like the import’s own. Watch in the organization’s management account for LeaveOrganization and RemoveAccountFromOrganization.",
);
const withoutExternalId = looksAlike(
  "The import itself sends no external id, so its own calls look the same. Set an external id.",
);
const unnamedKey = looksAlike(
  "Each call alone looks like the import’s. Compare the keys that the role schedules for deletion with those that it made (CreateKey) in the same log.",
);

/** How each kind of abuse and claim is seen, by the kind of the probe or claim. */
export const watchedKinds: Readonly<Record<string, (subject: Subject) => Watchable>> = {
  "direct-use": directly,
  "only-through-ec2": directly,
  "other-service": (subject) => byRoleOnKeys(subject, names(useEvents), ...isThroughOther),
  "no-encryption-context": withoutEbs,
  "only-for-ebs": withoutEbs,
  "other-key": otherKeys,
  "other-keys": otherKeys,
  "unlisted-key": otherKeys,
  "stranger-key": otherKeys,
  "platform-account-key": otherKeys,
  "grant-outsider": grantNotForEc2,
  "grant-not-for-aws": grantNotForEc2,
  "grant-for-aws": grantNotForEc2,
  "grant-other-service": grantNotThroughEc2,
  "grant-through-ec2": grantNotThroughEc2,
  "grant-too-wide": grantTooWide,
  "grant-operations": grantTooWide,
  "grant-unbound": grantUnbound,
  "grant-for-ebs": grantUnbound,
  "manages-nothing": (subject) =>
    byRoleOnKeys(subject, {
      field: ["eventName"],
      noneOf: [...useEvents, "CreateGrant", "DescribeKey"],
    }),
  "other-role": byOthers(useEvents),
  "role-without-policies": byOthers(useEvents),
  named: byOthers([...useEvents, "CreateGrant"]),
  "others-use": byOthers(useEvents),
  "key-policy-alone": byOthers([...useEvents, "CreateGrant"]),
  "other-role-grants": byOthers(["CreateGrant"]),
  "others-grant": byOthers(["CreateGrant"]),
  "unlisted-role": otherRoles,
  "stranger-role": otherRoles,
  "other-roles": otherRoles,
  "confused-deputy": withoutExternalId,
  "external-id": withoutExternalId,
  "left-organization": leftOrganization,
  "left-organization-assumes": leftOrganization,
  "organization-assumes": leftOrganization,
  "self-authorisation-unnamed": unnamedKey,
  "names-only-new": unnamedKey,
};
