import {
  assumeRoleContext,
  bypassContext,
  encryptionContext,
  given,
  grantContext,
  newKeyContext,
  replicaContext,
} from "./call-parameters.ts";
import type { Context } from "./denial.ts";
import type { Unknown } from "./json.ts";

/** One of the permission checks of a call: an action on a resource. */
export interface Checked {
  readonly action: string;
  /** The kind of resource: a key (by ARN, id or alias), an alias or a role. `nothing` for a call without resource. */
  readonly on: "key" | "alias" | "role" | "nothing";
  readonly named: unknown;
  /** The index in the event's `resources`, among those of its kind. */
  readonly place: number;
  readonly context: Context;
}

/**
 * The permission checks of a call. ReEncrypt is two actions; AWS checks an alias together with its key.
 * Source: KMS Developer Guide, "Controlling access to aliases" and "AWS KMS permissions"; facts §2, §5.
 */
export function checksOf(service: "kms" | "sts", name: string, call: Unknown): readonly Checked[] {
  const action = `${service}:${name}`;
  const onKey = (context: Context, named: unknown = call.keyId, place = 0): Checked => ({
    action,
    on: "key",
    named,
    place,
    context,
  });
  const onAlias: Checked = { action, on: "alias", named: call.aliasName, place: 0, context: {} };
  if (service === "sts")
    return [
      {
        action,
        on: name.startsWith("AssumeRole") ? "role" : "nothing",
        named: call.roleArn,
        place: 0,
        context: assumeRoleContext(call),
      },
    ];
  switch (name) {
    case "ReEncrypt":
      return (["source", "destination"] as const).map((side, place) => ({
        ...onKey(
          {
            ...encryptionContext(call[`${side}EncryptionContext`]),
            ...given([["kms:EncryptionAlgorithm", call[`${side}EncryptionAlgorithm`]]]),
          },
          call[`${side}KeyId`],
          place,
        ),
        action: side === "source" ? "kms:ReEncryptFrom" : "kms:ReEncryptTo",
      }));
    case "CreateAlias":
    case "UpdateAlias":
    case "DeleteAlias":
      return [onAlias, onKey({}, call.targetKeyId)];
    case "CreateKey":
      return [{ ...onKey(newKeyContext(call)), on: "nothing" }];
    case "ReplicateKey":
      return [onKey(replicaContext(call))];
    case "PutKeyPolicy":
      return [onKey(bypassContext(call))];
    case "CreateGrant":
      return [onKey(grantContext(call))];
    default:
      return [
        onKey({
          ...encryptionContext(call.encryptionContext),
          ...given([["kms:EncryptionAlgorithm", call.encryptionAlgorithm]]),
        }),
      ];
  }
}
