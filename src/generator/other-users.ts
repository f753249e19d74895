import { accountRootArn, type Condition } from "#policy";
import { ec2ViaService } from "#policy/kms";
import {
  type KeyService,
  type OtherUserKind,
  type Scenario,
  type Source,
  type UserOfKey,
  usersOfSource,
} from "#scenario";
import type { GeneratorNote } from "./document.ts";
import { ebsGrantOperations } from "./guards.ts";
import { distinct, groupBy } from "./needs.ts";
import { oneOrList, type ReasonedStatement } from "./statement.ts";

/** What a user needs of a key, besides DescribeKey. */
interface Need {
  readonly calls: readonly string[];
  readonly grants: boolean;
}

const ebsUser: Need = {
  calls: [
    "kms:Decrypt",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
  ],
  grants: true,
};

const needsByKind: Readonly<Record<Exclude<OtherUserKind, "service">, Need>> = {
  "auto-scaling": ebsUser,
  "eks-nodes": ebsUser,
  karpenter: ebsUser,
  "ebs-csi": ebsUser,
  "lifecycle-manager": ebsUser,
  // In another account: its service-linked role cannot call more (AWSBackupServiceLinkedRolePolicyForBackup).
  backup: { calls: ["kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncryptFrom"], grants: true },
  inspector: { calls: ["kms:Decrypt"], grants: false },
  scanner: { calls: ["kms:Decrypt"], grants: true },
};

const needsByService: Readonly<Record<KeyService, Need>> = {
  rds: { calls: [], grants: true },
  s3: { calls: ["kms:Decrypt", "kms:GenerateDataKey"], grants: false },
  secretsmanager: { calls: ["kms:Decrypt", "kms:GenerateDataKey"], grants: false },
};

/** The least that each kind documents. Source: facts §9. */
function needOf({ user: { kind, service } }: UserOfKey): Need {
  if (kind === "service") return needsByService[service ?? "rds"];
  return needsByKind[kind];
}

/** The operations of the grant that Auto Scaling’s role of another account needs: what EBS documents, and grants for EC2. */
const grantedOperations = [...ebsGrantOperations, "CreateGrant"].sort();

/** What the key policy gives the other users of a key. Each statement names roles only, and the service that calls for them. */
export function otherUserStatements(
  scenario: Scenario,
  source: Source,
): readonly ReasonedStatement[] {
  const users = usersOfSource(scenario, source);
  const named = users.filter(({ access }) => access === "key-policy" || access === "both");
  return [
    ...lookUp(named),
    ...groupBy(
      named.filter((user) => needOf(user).calls.length > 0),
      (user) => `${serviceOf(user)} ${needOf(user).calls.join()}`,
    ).map((group) => use(group, source.region)),
    ...groupBy(
      named.filter((user) => needOf(user).grants),
      serviceOf,
    ).map((group) => grant(group, source.region)),
    ...groupBy(
      users.filter(({ access }) => access === "grant"),
      ({ role }) => role.account,
    ).map((group) => grantByAccount(scenario, group)),
  ];
}

/** The ARNs of the other users’ roles: a Deny for everyone else exempts them. */
export function otherUserArns(scenario: Scenario, source: Source): readonly string[] {
  return distinct(usersOfSource(scenario, source).map(({ role }) => role.arn));
}

/** The roles of other accounts for which somebody of that account makes a grant. */
export function granteesOfSource(scenario: Scenario, source: Source): readonly string[] {
  const users = usersOfSource(scenario, source).filter(({ access }) => access === "grant");
  return distinct(users.map(({ role }) => role.arn));
}

const serviceOf = ({ user }: UserOfKey) => user.service ?? "ec2";

function viaService(service: string, region: string): Condition {
  const name = service === "ec2" ? ec2ViaService(region) : `${service}.${region}.amazonaws.com`;
  return { StringEquals: { "kms:ViaService": name } };
}

function common(users: readonly UserOfKey[]) {
  return {
    serves: distinct(users.map(({ name }) => `${name} keeps working`)),
    source: distinct(users.map(({ source }) => source)).join("; "),
  };
}

function principals(users: readonly UserOfKey[]) {
  return { AWS: oneOrList(distinct(users.map(({ role }) => role.arn))) };
}

function lookUp(users: readonly UserOfKey[]): readonly ReasonedStatement[] {
  const describing = users.filter(
    ({ user }) => user.service === undefined || user.service === "rds",
  );
  if (describing.length === 0) return [];
  return [
    {
      statement: {
        Sid: "DescribeForOtherUsers",
        Effect: "Allow",
        Principal: principals(describing),
        Action: "kms:DescribeKey",
        Resource: "*",
      },
      reason:
        "You named these as other users of the key. EBS and RDS require that they can look up the key. It returns no key material.",
      ...common(describing),
    },
  ];
}

function use(users: readonly UserOfKey[], region: string): ReasonedStatement {
  const [first] = users as [UserOfKey, ...UserOfKey[]];
  return {
    statement: {
      Sid: "UseForOtherUsers",
      Effect: "Allow",
      Principal: principals(users),
      Action: oneOrList(needOf(first).calls),
      Resource: "*",
      Condition: viaService(serviceOf(first), region),
    },
    reason: `You named these as other users of the key. They may use it only through ${words(first)}; what AWS’s longer lists add, they do not need.`,
    ...common(users),
  };
}

function grant(users: readonly UserOfKey[], region: string): ReasonedStatement {
  const [first] = users as [UserOfKey, ...UserOfKey[]];
  return {
    statement: {
      Sid: "GrantForOtherUsers",
      Effect: "Allow",
      Principal: principals(users),
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        ...viaService(serviceOf(first), region),
      },
    },
    reason: `You named these as other users of the key. ${words(first)} needs a grant to keep using the key; only it can make one here, and only for AWS resources.`,
    ...common(users),
  };
}

function grantByAccount(scenario: Scenario, users: readonly UserOfKey[]): ReasonedStatement {
  const [first] = users as [UserOfKey, ...UserOfKey[]];
  return {
    statement: {
      Sid: "GrantToOtherUsersRole",
      Effect: "Allow",
      Principal: { AWS: accountRootArn(scenario.partition, first.role.account) },
      Action: "kms:CreateGrant",
      Resource: "*",
      Condition: {
        StringEquals: {
          "kms:GranteePrincipal": oneOrList(distinct(users.map(({ role }) => role.arn))),
        },
        "ForAllValues:StringEquals": { "kms:GrantOperations": grantedOperations },
      },
    },
    reason: `Nobody can edit the policies of ${first.role.name}, so a role of another account gets the key by a grant that its account makes. The account may make that grant only, for that role and what EBS documents.`,
    ...common(users),
  };
}

function words(user: UserOfKey): string {
  const names: Readonly<Record<string, string>> = {
    ec2: "EC2",
    rds: "RDS",
    s3: "S3",
    secretsmanager: "Secrets Manager",
  };
  return names[serviceOf(user)] ?? "the service";
}

/** What the other users need beside the key policies: a grant, or their own policies in another account. */
export function otherUserNotes(
  scenario: Scenario,
  sources: readonly Source[],
): readonly GeneratorNote[] {
  const notes = new Map<string, GeneratorNote>();
  for (const source of sources)
    for (const { role, name, access } of usersOfSource(scenario, source)) {
      const { account } = role;
      if (access === "grant")
        notes.set(`grant ${role.arn}`, {
          account,
          title: `${name} of ${account}: make a grant`,
          text: `The key policy lets account ${account} make a grant for ${role.name}. Until somebody there makes it, ${name} cannot use the key. The verdict has the command.`,
        });
      if (access === "both")
        notes.set(`both ${role.arn}`, {
          account,
          title: `${name} of ${account}: its own policies`,
          text: `${role.name} is in another account than the key, so its identity policy must allow what the key policy allows. Keyhole does not write that policy and takes it as given.`,
        });
    }
  return [...notes.values()];
}
