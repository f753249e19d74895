import type { KeyRollout } from "../rollout.ts";
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  gap,
  type Item,
  literal,
  reference,
} from "./hcl.ts";
import { afterRoles, aliasVariable, type KeyPlace, neverDestroyed } from "./keys.ts";
import { type AccountContext, emptyPart, type Part } from "./part.ts";
import { policyArgument } from "./policy-argument.ts";
import { providerOf } from "./providers.ts";
import { textVariable } from "./variables.ts";

/**
 * A new key with its policy, or a replica of one. `primary` is the replica's primary where this folder makes it.
 * Source: the AWS provider's documentation of `aws_kms_key`, `aws_kms_external_key`, `aws_kms_replica_key`,
 * `aws_kms_replica_external_key` and `aws_kms_alias`.
 */
export function newKeyPart(
  key: KeyRollout,
  place: KeyPlace,
  context: AccountContext,
  primary: Expression | undefined,
): Part {
  const { label } = place;
  const { region } = key;
  if (key.replicaOf && !primary)
    return {
      ...emptyPart,
      resources: [
        comment(
          `The replica in ${region} is not made: the document of its primary in ${key.replicaOf.region} is no JSON.`,
        ),
      ],
    };
  const address = newKeyAddress(key, label);
  const policy = policyArgument(key.policy, label, context);
  return {
    ...emptyPart,
    resources: [
      ...policy.before,
      ...remarks(key),
      block("resource", address.split("."), [
        attribute("provider", providerOf(region)),
        gap,
        attribute("description", literal("Encrypts EBS volumes")),
        ...(primary ? [attribute("primary_key_arn", member(primary, "arn"))] : kind(key, label)),
        ...tags(key),
        attribute("bypass_policy_lockout_safety_check", literal(false)),
        attribute("policy", policy.value),
        ...afterRoles(place.roles),
        neverDestroyed,
      ]),
      ...(key.named.by === "alias"
        ? [
            block(
              "resource",
              ["aws_kms_alias", label],
              [
                attribute("provider", providerOf(region)),
                gap,
                attribute("name", reference("var", `${label}_name`)),
                attribute("target_key_id", member(address, "arn")),
              ],
            ),
          ]
        : []),
    ],
    variables: [
      ...(key.named.by === "alias" ? [aliasVariable(label, key.named.alias)] : []),
      ...(key.key.origin === "custom-key-store" ? [keyStoreVariable(label)] : []),
    ],
    outputs: [block("output", [`${label}_arn`], [attribute("value", member(address, "arn"))])],
  };
}

/** `aws_kms_key.LABEL`; another type for replicas and for imported key material. */
export function newKeyAddress({ key, replicaOf }: KeyRollout, label: string): Expression {
  const external = key.origin === "imported" ? "external_" : "";
  return reference(`aws_kms_${replicaOf ? "replica_" : ""}${external}key`, label);
}

function member(address: Expression, name: string): Expression {
  return reference(...address.split("."), name);
}

/** What only a key of its own says: a replica has these from its primary. */
function kind({ key }: KeyRollout, label: string): readonly Item[] {
  const multiRegion = key.type === "multi-region" ? [attribute("multi_region", literal(true))] : [];
  if (key.origin === "imported") return multiRegion;
  return [
    attribute("key_usage", literal("ENCRYPT_DECRYPT")),
    attribute("customer_master_key_spec", literal("SYMMETRIC_DEFAULT")),
    ...multiRegion,
    ...(key.origin === "custom-key-store"
      ? [attribute("custom_key_store_id", reference("var", `${label}_key_store_id`))]
      : []),
  ];
}

function tags({ key: { naming } }: KeyRollout): readonly Item[] {
  if (naming.by !== "tag") return [];
  return [attribute("tags", literal({ [naming.tagKey]: naming.tagValue }))];
}

function remarks({ key, named, replicaOf }: KeyRollout): readonly Item[] {
  const texts: string[] = [];
  if (named.by === "arn" && !replicaOf)
    texts.push(
      "AWS KMS chooses the id of a new key. Put the ARN that this outputs into Keyhole and export again:\nuntil then the roles' policies name a key that is not this one.",
    );
  if (named.by === "list") texts.push(`One key of ${named.words}.`);
  if (key.origin === "imported")
    texts.push(
      replicaOf
        ? "Import the same key material as into the primary, the primary's first."
        : "Made without key material: import it afterwards. It is not written here, since the state would hold it in plain text.",
    );
  if (key.origin === "custom-key-store")
    texts.push("For an external key store, add xks_key_id: the id of the key outside AWS.");
  return texts.map(comment);
}

function keyStoreVariable(label: string): Block {
  return textVariable({
    name: `${label}_key_store_id`,
    description: "The custom key store that holds the key.",
    pattern: "^cks-[0-9a-z]+$",
    otherwise: "A custom key store's id begins with cks-.",
  });
}
