import { ec2GrantContext, type JoiningPolicies } from "#acquisition";
import { authorize, type PolicySet, requestContext } from "#engine";
import { accountRootArn, type Policy, parseArn } from "#policy";
import { carriesConditionKey, ec2ViaService } from "#policy/kms";

/** A role with its identity policies. */
export interface RoleAccess {
  readonly roleArn: string;
  readonly policies: readonly Policy[];
  /** The layers beside them; left out where only the policies themselves are asked. */
  readonly layers?: JoiningPolicies;
}

/** A statement of one of the role's policies. */
export interface PolicyPlace {
  readonly policy: number;
  readonly statement: number;
  readonly sid: string | undefined;
}

/** How a call reaches a key: directly, or through EC2, with or without a volume's encryption context. */
export type CallPath = "direct" | "ec2" | "ec2-without-volume";

type Context = Readonly<Record<string, string | readonly string[]>>;

const volume = "vol-0123456789abcdef0";

/**
 * The statement that lets the role call KMS on a key, or `undefined`. Assumes that the key's policy leaves access to
 * IAM.
 */
export function mayUse(
  { roleArn, policies, layers }: RoleAccess,
  action: string,
  key: string,
  callPath: CallPath,
  more: Context = {},
): PolicyPlace | undefined {
  const { region = "", account = "", partition = "aws" } = parseArn(key) ?? {};
  const context: Context = {
    "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT",
    "kms:KeySpec": "SYMMETRIC_DEFAULT",
    "kms:KeyUsage": "ENCRYPT_DECRYPT",
    "aws:RequestedRegion": region,
    ...(callPath === "direct" ? {} : { "kms:ViaService": ec2ViaService(region) }),
    ...(callPath === "ec2"
      ? {
          "kms:EncryptionContext:aws:ebs:id": volume,
          "kms:EncryptionContextKeys": ["aws:ebs:id"],
        }
      : {}),
    ...more,
  };
  const owner = parseArn(roleArn)?.account ?? account;
  const keyPolicy: Policy = {
    Version: "2012-10-17",
    Statement: [account, owner].map((one) => ({
      Effect: "Allow",
      Principal: { AWS: accountRootArn(partition, one) },
      Action: "kms:*",
      Resource: "*",
    })),
  };
  return allowing(
    roleArn,
    action,
    key,
    carriedBy(action, context),
    { identityPolicies: policies, resourcePolicy: keyPolicy },
    layers,
  );
}

/** Whether the role's policies allow a call that names no key. */
export function mayCall(
  { roleArn, policies, layers }: RoleAccess,
  action: string,
  resource: string,
  context: Context = {},
): PolicyPlace | undefined {
  return allowing(roleArn, action, resource, context, { identityPolicies: policies }, layers);
}

/** A grant that EC2 has made for an instance of the role's account. */
export function ec2Grant(
  { roleArn }: RoleAccess,
  key: string,
  operations: readonly string[],
): Context {
  const { partition = "aws", account = "" } = parseArn(roleArn) ?? {};
  const region = parseArn(key)?.region ?? "";
  return ec2GrantContext({ partition, account, region }, operations);
}

/** A grant that the role makes for somebody of another account. */
export const outsiderGrant: Context = {
  "kms:GrantIsForAWSResource": "false",
  "kms:GrantOperations": ["Decrypt"],
  "kms:GranteePrincipal": "arn:aws:iam::999999999999:role/Stranger",
};

function allowing(
  principal: string,
  action: string,
  resource: string,
  context: Context,
  policies: PolicySet,
  layers: JoiningPolicies | undefined,
): PolicyPlace | undefined {
  const account = parseArn(principal)?.account ?? "";
  const given = { principal, action, resource, resourceAccount: account, context };
  const request = { ...given, context: requestContext(given) };
  const decision = authorize(request, { ...policies, ...layers?.(request) });
  if (decision.outcome !== "allowed") return undefined;
  const found = decision.trace.statements.find(
    ({ result, effect, at }) =>
      result === "applies" && effect === "Allow" && at.slot === "identityPolicies",
  );
  if (!found) return undefined;
  return { policy: found.at.index, statement: found.at.statement, sid: found.at.sid };
}

/** The context without the keys that the action does not support. Source: Service Authorization Reference, AWS KMS. */
function carriedBy(action: string, context: Context): Context {
  return Object.fromEntries(
    Object.entries(context).filter(
      ([key]) => !key.startsWith("kms:") || carriesConditionKey(action, key),
    ),
  );
}
