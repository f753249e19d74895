import {
  assumeRoleContext,
  bypassContext,
  encryptionContext,
  given,
  grantContext,
  newKeyContext,
  replicaContext,
} from "./call-parameters.ts";
import type { Unknown } from "./json.ts";
import type { Context } from "./parsed-denial.ts";

/** One of the checks that AWS makes of a call. */
export interface Checked {
  readonly action: string;
  /** What the call names: a key (by ARN, id or alias), an alias, a role; `nothing` where the call has no resource. */
  readonly on: "key" | "alias" | "role" | "nothing";
  readonly named: unknown;
  /** Which of the event's `resources` is meant, counted from 0 among those of its kind. */
  readonly place: number;
  readonly context: Context;
}

/**
 * The checks that a call is put to: ReEncrypt is two actions, an alias is checked along with its key.
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
