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
    ...allow(
      "DescribeForOtherUsers",
      named.filter((user) => needOf(user).grants || serviceOf(user) === "ec2"),
      ["kms:DescribeKey"],
    ),
    ...groupBy(
      named.filter((user) => needOf(user).calls.length > 0),
      (user) => `${serviceOf(user)} ${needOf(user).calls.join()}`,
    ).flatMap((group) => {
      const [first] = group as [UserOfKey];
      const { calls } = needOf(first);
      return allow("UseForOtherUsers", group, calls, viaService(serviceOf(first), source.region));
    }),
    ...groupBy(
      named.filter((user) => needOf(user).grants),
      serviceOf,
    ).flatMap((group) =>
      allow("GrantForOtherUsers", group, ["kms:CreateGrant"], {
        Bool: { "kms:GrantIsForAWSResource": "true" },
        ...viaService(serviceOf((group as [UserOfKey])[0]), source.region),
      }),
    ),
    ...groupBy(
      users.filter(({ access }) => access === "grant"),
      ({ role }) => role.account,
    ).flatMap((group) => {
      const [{ role }] = group as [UserOfKey];
      const roles = distinct(group.map((user) => user.role.arn));
      return allow(
        "GrantToOtherUsersRole",
        group,
        ["kms:CreateGrant"],
        {
          StringEquals: { "kms:GranteePrincipal": oneOrList(roles) },
          "ForAllValues:StringEquals": { "kms:GrantOperations": grantedOperations },
        },
        accountRootArn(scenario.partition, role.account),
      );
    }),
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

const reason =
  "You named these as other users of the key. They get the least that they need, and what a service calls for them only through that service.";

const serviceOf = ({ user }: UserOfKey) => user.service ?? "ec2";

function viaService(service: string, region: string): Condition {
  const name = service === "ec2" ? ec2ViaService(region) : `${service}.${region}.amazonaws.com`;
  return { StringEquals: { "kms:ViaService": name } };
}

/** A statement for some users; none if there are no users. Their roles are its principals, if it names no other. */
function allow(
  Sid: string,
  users: readonly UserOfKey[],
  actions: readonly string[],
  Condition?: Condition,
  principal?: string,
): readonly ReasonedStatement[] {
  if (users.length === 0) return [];
  const roles = distinct(users.map(({ role }) => role.arn));
  return [
    {
      statement: {
        Sid,
        Effect: "Allow",
        Principal: { AWS: principal ?? oneOrList(roles) },
        Action: oneOrList(actions),
        Resource: "*",
        ...(Condition ? { Condition } : {}),
      },
      reason: principal
        ? `${reason} Nobody can edit the policies of these roles: their account makes a grant for them, and may make no other.`
        : reason,
      serves: distinct(users.map(({ name }) => `${name} keeps working`)),
      source: distinct(users.map(({ source }) => source)).join("; "),
    },
  ];
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
          text: `Until that account makes a grant for ${role.name}, ${name} cannot use the key. The verdict has the command.`,
        });
      if (access === "both")
        notes.set(`both ${role.arn}`, {
          account,
          title: `${name} of ${account}: its own policies`,
          text: `The identity policy of ${role.name} must allow what the key policy allows. Keyhole does not write it.`,
        });
    }
  return [...notes.values()];
}
