import type { Decision } from "#engine";
import {
  accountRootArn,
  awsCommand,
  iamCommand,
  parseArn,
  printStatement,
  roleArn,
  type Statement,
  shellWord,
} from "#policy";
import { ebsCalls, grantOperations } from "#policy/kms";
import type { AwsOwnedRole } from "./aws-owned-role.ts";
import type { Remedy } from "./remedy.ts";

/** A denied call of a role of AWS on a key, and the document that has the key's policy, if one has. */
export interface AwsOwnedCall {
  readonly role: AwsOwnedRole;
  readonly action: string;
  /** The key's ARN; `*` if it is unknown. */
  readonly key: string;
  readonly keyDocumentId: string | undefined;
  readonly reason: Decision["reason"];
  /** The statement for the permission set of an IAM Identity Center role. */
  readonly inPermissionSet: string;
}

/**
 * What can be done for a role whose own policies nobody can edit: the key policy with its whole ARN, or a grant made from
 * the role's account. Source: EC2 Auto Scaling User Guide, "Required AWS KMS key policy for use with encrypted volumes";
 * facts §8.
 */
export function awsOwnedRemedies(call: AwsOwnedCall): readonly Remedy[] {
  const { role, key } = call;
  if (role.kind === "ec2-infrastructure") return [grantByAttachingRole(call)];
  const isForeign = (parseArn(key)?.account ?? role.account) !== role.account;
  if (role.kind === "identity-center") return identityCenterRemedies(call, isForeign);
  return isForeign ? grantFromItsAccount(call) : nameInKeyPolicy(call);
}

function grantByAttachingRole({ key }: AwsOwnedCall): Remedy {
  const statement: Statement = {
    Sid: "AllowGrantForAttachedVolume",
    Effect: "Allow",
    Action: "kms:CreateGrant",
    Resource: key,
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
  return {
    text: "EC2’s own role decrypts a volume only under the grant that attaching it makes. No policy names this role. Allow the principal that attaches the volume, or launches the instance, to make that grant:",
    statement: printStatement(statement),
  };
}

function nameInKeyPolicy(call: AwsOwnedCall): readonly Remedy[] {
  const { role, action, key, keyDocumentId } = call;
  const why = `Nobody can edit the policies of ${role.name}: it is a service-linked role.`;
  if (key === "*")
    return [{ text: `${why} ${action} names no key, so no key policy can allow it either.` }];
  if (role.arn === undefined)
    return [
      {
        text: `${why} The key policy has to name it with its whole ARN, which has the path aws-service-role/SERVICE/. This command prints the ARN:`,
        command: arnCommand(role),
      },
    ];
  const documentId = keyDocumentId === undefined ? {} : { documentId: keyDocumentId };
  return statementsFor(call, role.arn).map((statement, index) => ({
    text:
      index === 0
        ? `${why} Name it with its whole ARN in the key policy:`
        : "Let it make grants for EC2, which attaching a volume needs, in the key policy:",
    ...documentId,
    statement: printStatement(statement),
  }));
}

/** What EBS needs of the key for a role that launches instances; for another role the denied action alone. */
function statementsFor({ role, action }: AwsOwnedCall, principal: string): readonly Statement[] {
  const statement = (Sid: string, Action: string | string[]): Statement => ({
    Sid,
    Effect: "Allow",
    Principal: { AWS: principal },
    Action,
    Resource: "*",
  });
  const grant: Statement = {
    ...statement("AllowGrantsOfServiceLinkedRole", "kms:CreateGrant"),
    Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
  };
  if (!role.launchesInstances)
    return [/:CreateGrant$/i.test(action) ? grant : statement("AllowServiceLinkedRole", action)];
  return [
    statement(
      "AllowServiceLinkedRole",
      ebsCalls.filter((name) => name !== "CreateGrant").map((name) => `kms:${name}`),
    ),
    grant,
  ];
}

/** The two halves of a grant across accounts: the key policy lets the account make it, and somebody there makes it. */
function grantFromItsAccount(call: AwsOwnedCall): readonly Remedy[] {
  const { role, action, key, keyDocumentId } = call;
  const { name, account, partition } = role;
  const grantee = role.arn ?? roleArn(partition, account, `aws-service-role/*/${name}`);
  const allowGrant: Statement = {
    Sid: "AllowGrantToServiceLinkedRole",
    Effect: "Allow",
    Principal: { AWS: accountRootArn(partition, account) },
    Action: "kms:CreateGrant",
    Resource: "*",
    Condition: { [role.arn ? "StringEquals" : "StringLike"]: { "kms:GranteePrincipal": grantee } },
  };
  const operation = action.slice(action.indexOf(":") + 1);
  const operations = role.launchesInstances
    ? ebsCalls
    : grantOperations.filter((one) => one === operation);
  const { region = "" } = parseArn(key) ?? {};
  const command = `${awsCommand("kms", "create-grant", { region, "key-id": key })} --grantee-principal ${
    role.arn ? shellWord(role.arn) : `"$(${arnCommand(role)})"`
  } --operations ${operations.join(" ")}`;
  return [
    {
      text: `Nobody can edit the policies of ${name}, and the key is in another account. Let account ${account} make grants for this role, in the key policy:`,
      ...(keyDocumentId === undefined ? {} : { documentId: keyDocumentId }),
      statement: printStatement(allowGrant),
    },
    {
      text:
        operations.length > 0
          ? `Make the grant from account ${account}, as a principal with kms:CreateGrant on this key in its identity policy:`
          : `No grant allows ${action}: this role cannot make the call on a key of another account.`,
      ...(operations.length > 0 ? { command } : {}),
    },
  ];
}

function identityCenterRemedies(call: AwsOwnedCall, isForeign: boolean): readonly Remedy[] {
  const { role, keyDocumentId, reason, inPermissionSet } = call;
  const set = /^AWSReservedSSO_(.+)_[0-9a-f]+$/.exec(role.name)?.[1] ?? role.name;
  const inSet: Remedy = {
    text: `Only IAM Identity Center can edit the policies of ${role.name}. Allow it in the inline policy of the permission set ${set}:`,
    statement: inPermissionSet,
  };
  const [named] = role.arn === undefined ? [] : statementsFor(call, role.arn);
  const inKeyPolicy: Remedy = named
    ? {
        text: "Name the role with its whole ARN in the key policy:",
        ...(keyDocumentId === undefined ? {} : { documentId: keyDocumentId }),
        statement: printStatement({ ...named, Sid: "AllowIdentityCenterRole" }),
      }
    : {
        text: `Name the role in the key policy. Its ARN has the path aws-reserved/sso.amazonaws.com/REGION/, or no REGION for us-east-1, which this text leaves out; KMS refuses a principal that does not exist. This command, in account ${role.account}, prints the ARN:`,
        command: arnCommand(role),
      };
  if (reason.kind === "nothing-allows" || reason.kind === "identity-silent") return [inSet];
  return isForeign ? [inKeyPolicy, inSet] : [inKeyPolicy];
}

function arnCommand({ partition, name }: AwsOwnedRole): string {
  return iamCommand(partition, "get-role", {
    "role-name": name,
    query: "Role.Arn",
    output: "text",
  });
}
