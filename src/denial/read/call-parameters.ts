import { partitionOfArn } from "#policy";
import type { Context } from "./denial.ts";
import { objectOf, pairsOf, textOf, textsOf, type Unknown } from "./json.ts";

/** The condition keys of an encryption context. Source: KMS Developer Guide, "kms:EncryptionContext:context-key". */
export function encryptionContext(value: unknown): Context {
  const pairs = pairsOf(value);
  if (pairs.length === 0) return {};
  return {
    ...Object.fromEntries(pairs.map(([name, text]) => [`kms:EncryptionContext:${name}`, text])),
    "kms:EncryptionContextKeys": pairs.map(([name]) => name),
  };
}

/** The further condition keys of CreateGrant. Source: KMS Developer Guide, "Condition keys" (kms:Grant…). */
export function grantContext(parameters: Unknown): Context {
  const constraints = objectOf(parameters.constraints);
  const subset = constraints.encryptionContextSubset;
  const equals = constraints.encryptionContextEquals;
  const operations = textsOf(parameters.operations);
  const type = subset ? "EncryptionContextSubset" : equals ? "EncryptionContextEquals" : undefined;
  return {
    ...encryptionContext(subset ?? equals),
    ...given([
      ["kms:GranteePrincipal", granteeOf(parameters)],
      ["kms:GranteeServicePrincipal", parameters.granteeServicePrincipal],
      ["kms:RetiringPrincipal", parameters.retiringPrincipal],
      ["kms:RetiringServicePrincipal", parameters.retiringServicePrincipal],
      ["kms:GrantConstraintSourceArn", constraints.sourceArn],
      ["kms:GrantConstraintType", type],
    ]),
    ...(operations.length > 0 ? { "kms:GrantOperations": operations } : {}),
  };
}

/**
 * The grantee as an ARN: older events name EC2's session as `ACCOUNT:aws:ec2-infrastructure:INSTANCE`. Source: KMS
 * Developer Guide, "Amazon EC2 example two".
 */
function granteeOf({ granteePrincipal, keyId }: Unknown): unknown {
  const named = /^(\d{12}):aws:ec2-infrastructure:(i-[\da-f]+)$/.exec(
    textOf(granteePrincipal) ?? "",
  );
  if (!named) return granteePrincipal;
  const partition = partitionOfArn(textOf(keyId) ?? "");
  return `arn:${partition}:sts::${named[1]}:assumed-role/aws:ec2-infrastructure/${named[2]}`;
}

/**
 * The condition keys of CreateKey, including KMS's defaults. Source: KMS API Reference, "CreateKey"; KMS Developer
 * Guide, "AWS KMS condition keys" (conditions for an API operation request).
 */
export function newKeyContext(parameters: Unknown): Context {
  const tags = (Array.isArray(parameters.tags) ? parameters.tags.slice(0, 50) : []).flatMap(
    (tag: unknown) => {
      const { tagKey, tagValue } = objectOf(tag);
      return typeof tagKey === "string" ? [[tagKey, textOf(tagValue) ?? ""] as const] : [];
    },
  );
  return {
    "kms:KeySpec":
      textOf(parameters.keySpec) ?? textOf(parameters.customerMasterKeySpec) ?? "SYMMETRIC_DEFAULT",
    "kms:KeyUsage": textOf(parameters.keyUsage) ?? "ENCRYPT_DECRYPT",
    "kms:KeyOrigin": textOf(parameters.origin) ?? "AWS_KMS",
    "kms:MultiRegion": String(parameters.multiRegion === true),
    ...bypassContext(parameters),
    ...Object.fromEntries(tags.map(([name, value]) => [`aws:RequestTag/${name}`, value])),
    ...(tags.length > 0 ? { "aws:TagKeys": tags.map(([name]) => name) } : {}),
  };
}

/**
 * The condition keys of ReplicateKey. Source: KMS Developer Guide, "kms:ReplicaRegion" and
 * "kms:BypassPolicyLockoutSafetyCheck".
 */
export function replicaContext(parameters: Unknown): Context {
  return {
    ...given([["kms:ReplicaRegion", parameters.replicaRegion]]),
    ...bypassContext(parameters),
  };
}

/** The condition key that says whether PutKeyPolicy or CreateKey skips KMS's lockout check. */
export function bypassContext(parameters: Unknown): Context {
  const bypass = parameters.bypassPolicyLockoutSafetyCheck === true;
  return { "kms:BypassPolicyLockoutSafetyCheck": String(bypass) };
}

/** The condition keys that a call of AssumeRole sends: external id and session name. */
export function assumeRoleContext(parameters: Unknown): Context {
  return given([
    ["sts:ExternalId", parameters.externalId],
    ["sts:RoleSessionName", parameters.roleSessionName],
  ]);
}

/** The condition keys whose values are texts. */
export function given(pairs: readonly (readonly [key: string, value: unknown])[]): Context {
  return Object.fromEntries(
    pairs.flatMap(([key, value]) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key, text]];
    }),
  );
}
