import { accountRootArn, type DocumentKind, roleArn, type Statement } from "#policy";
import { ec2ViaService } from "#policy/kms";
import { administrationOf, blankKey } from "#scenario";
import { type KnownValue, type KnownValues, knownValues } from "./known-values.ts";
import type { Surroundings } from "./suggestion.ts";

/** A whole statement that people ask for by what it is for. */
export interface StatementTemplate {
  readonly label: string;
  readonly about: string;
  readonly statement: Statement & { readonly Sid: string };
}

type Build = (around: Surroundings, known: KnownValues) => StatementTemplate | undefined;

/** The statements for a document of the kind with the answers' own values; none that the answers have no value for. */
export function statementTemplates(around: Surroundings): readonly StatementTemplate[] {
  const known = knownValues(around.scenario);
  return builds[around.kind].flatMap((build) => build(around, known) ?? []);
}

const useThroughEbs: Build = (around, known) => {
  const users = usersOf(around, known);
  const regions = around.region === undefined ? valuesOf(known.regions) : [around.region];
  if (!users || regions.length === 0) return undefined;
  return {
    label: "Use a key through EBS",
    about:
      "What EBS asks of a key for its callers, through EC2 only. Source: Amazon EBS User Guide, “Amazon EBS encryption”.",
    statement: {
      Sid: "UseKeyThroughEbs",
      Effect: "Allow",
      ...users,
      Action: [
        "kms:Decrypt",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      Resource: keysOf(around, known),
      Condition: { StringEquals: { "kms:ViaService": oneOrList(regions.map(ec2ViaService)) } },
    },
  };
};

const grantsForAwsResources: Build = (around, known) => {
  const users = usersOf(around, known);
  return (
    users && {
      label: "Grants only for AWS resources",
      about:
        "Lets EC2 make the grant that an attached volume needs, and no other. Source: Amazon EBS User Guide, “Amazon EBS encryption” (tip).",
      statement: {
        Sid: "GrantsForAwsResources",
        Effect: "Allow",
        ...users,
        Action: "kms:CreateGrant",
        Resource: keysOf(around, known),
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    }
  );
};

const lookUp: Build = (around, known) => {
  const users = usersOf(around, known);
  return (
    users && {
      label: "Look a key up",
      about: "DescribeKey is called directly: it takes no `kms:ViaService`.",
      statement: {
        Sid: "DescribeKeys",
        Effect: "Allow",
        ...users,
        Action: "kms:DescribeKey",
        Resource: keysOf(around, known),
      },
    }
  );
};

const keyAdministrators: Build = ({ account, scenario }, { administrators }) => {
  const known = valuesOf(administrators);
  const standIn = roleArn(scenario.partition, account, "KeyAdministrator");
  const whom = known.length > 0 ? "" : " No answer names one: write your own role.";
  return {
    label: "Key administrators",
    about: `They manage the key; they cannot use it or make grants.${whom} Source: KMS Developer Guide, “Default key policy”.`,
    statement: {
      Sid: "KeyAdministrators",
      Effect: "Allow",
      Principal: { AWS: oneOrList(known.length > 0 ? known : [standIn]) },
      Action: [...administrationOf(blankKey)],
      Resource: "*",
    },
  };
};

const enableIamPolicies: Build = ({ account, scenario }) => ({
  label: "Enable IAM policies",
  about:
    "Hands the key to IAM in its own account, so that nobody is locked out. Source: KMS Developer Guide, “Default key policy”.",
  statement: {
    Sid: "EnableIamPolicies",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(scenario.partition, account) },
    Action: "kms:*",
    Resource: "*",
  },
});

const platformComesIn: Build = ({ scenario }, { roles: [role] }) =>
  role && {
    label: "Let the platform role in",
    about: "Who may assume this role; with the external id where the answers have one.",
    statement: {
      Sid: "PlatformAssumesRole",
      Effect: "Allow",
      Principal: { AWS: role.value },
      Action: "sts:AssumeRole",
      ...(scenario.guards.externalId === ""
        ? {}
        : { Condition: { StringEquals: { "sts:ExternalId": scenario.guards.externalId } } }),
    },
  };

const builds: Readonly<Record<DocumentKind, readonly Build[]>> = {
  identity: [useThroughEbs, grantsForAwsResources, lookUp],
  key: [useThroughEbs, grantsForAwsResources, lookUp, keyAdministrators, enableIamPolicies],
  trust: [platformComesIn],
};

/** Whom the statement names: nobody in an identity policy. Nothing where there is nobody, or no key, to name. */
function usersOf({ kind }: Surroundings, { roles, keys }: KnownValues): Statement | undefined {
  if (kind === "identity") return keys.length > 0 ? {} : undefined;
  return roles.length > 0 ? { Principal: { AWS: oneOrList(valuesOf(roles)) } } : undefined;
}

const keysOf = ({ kind }: Surroundings, { keys }: KnownValues) =>
  kind === "key" ? "*" : oneOrList(valuesOf(keys));

const valuesOf = (values: readonly KnownValue[]) => values.map(({ value }) => value);

const oneOrList = (values: readonly string[]): string | string[] =>
  values.length === 1 ? (values[0] ?? "") : [...values];
