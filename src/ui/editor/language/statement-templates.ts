import { accountRootArn, type DocumentKind, roleArn, type Statement } from "#policy";
import { ec2ViaService } from "#policy/kms";
import { administrationOf, blankKey } from "#scenario";
import { type KnownValue, type KnownValues, knownValues } from "./known-values.ts";
import type { Surroundings } from "./suggestion.ts";

/** A complete statement that is suggested by its purpose. */
export interface StatementTemplate {
  readonly label: string;
  readonly about: string;
  readonly statement: Statement & { readonly Sid: string };
}

type Build = (around: Surroundings, known: KnownValues) => StatementTemplate | undefined;

/** The statements for this kind of document, with values of the answers. A statement without such values is left out. */
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
      "The KMS actions that EBS calls for a role, only through EC2. Source: Amazon EBS User Guide, “Amazon EBS encryption”.",
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
        "Lets EC2 create only the grant that an attached volume needs. Source: Amazon EBS User Guide, “Amazon EBS encryption” (tip).",
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

const describeKey: Build = (around, known) => {
  const users = usersOf(around, known);
  return (
    users && {
      label: "Describe a key",
      about: "Roles call DescribeKey directly, so the request has no `kms:ViaService`.",
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
  const placeholder = roleArn(scenario.partition, account, "KeyAdministrator");
  const hint = known.length > 0 ? "" : " Your answers name no administrator: enter your role.";
  return {
    label: "Key administrators",
    about: `They manage the key. They cannot use it or create grants.${hint} Source: KMS Developer Guide, “Default key policy”.`,
    statement: {
      Sid: "KeyAdministrators",
      Effect: "Allow",
      Principal: { AWS: oneOrList(known.length > 0 ? known : [placeholder]) },
      Action: [...administrationOf(blankKey)],
      Resource: "*",
    },
  };
};

const enableIamPolicies: Build = ({ account, scenario }) => ({
  label: "Enable IAM policies",
  about:
    "Delegates the key to IAM policies in its account, so that administrators keep access. Source: KMS Developer Guide, “Default key policy”.",
  statement: {
    Sid: "EnableIamPolicies",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(scenario.partition, account) },
    Action: "kms:*",
    Resource: "*",
  },
});

const platformAssumesRole: Build = ({ scenario }, { roles: [role] }) =>
  role && {
    label: "Let the platform assume this role",
    about: "Allows the platform role to assume this role, with the external id of your answers.",
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
  identity: [useThroughEbs, grantsForAwsResources, describeKey],
  key: [useThroughEbs, grantsForAwsResources, describeKey, keyAdministrators, enableIamPolicies],
  trust: [platformAssumesRole],
};

/** The Principal element, which identity policies do not have. Returns `undefined` if the answers have no role or key. */
function usersOf({ kind }: Surroundings, { roles, keys }: KnownValues): Statement | undefined {
  if (kind === "identity") return keys.length > 0 ? {} : undefined;
  return roles.length > 0 ? { Principal: { AWS: oneOrList(valuesOf(roles)) } } : undefined;
}

const keysOf = ({ kind }: Surroundings, { keys }: KnownValues) =>
  kind === "key" ? "*" : oneOrList(valuesOf(keys));

const valuesOf = (values: readonly KnownValue[]) => values.map(({ value }) => value);

const oneOrList = (values: readonly string[]): string | string[] =>
  values.length === 1 ? (values[0] ?? "") : [...values];
