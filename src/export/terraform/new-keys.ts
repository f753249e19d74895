import type { KeyRollout } from "../rollout.ts";
import {
  attribute,
  type Block,
  block,
  call,
  choice,
  comment,
  type Expression,
  gap,
  type Item,
  literal,
  ofEach,
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
  const waits = primary !== undefined && key.key.origin === "imported";
  const count = waits ? [attribute("count", whenImported(label))] : [];
  const arn = waits ? call("one", ofEach(address, "arn")) : member(address, "arn");
  return {
    ...emptyPart,
    resources: [
      ...policy.before,
      ...remarks(key),
      block("resource", address.split("."), [
        ...count,
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
                ...count,
                attribute("provider", providerOf(region)),
                gap,
                attribute("name", reference("var", `${label}_name`)),
                attribute("target_key_id", arn),
              ],
            ),
          ]
        : []),
    ],
    variables: [
      ...(key.named.by === "alias" ? [aliasVariable(label, key.named.alias)] : []),
      ...(key.key.origin === "custom-key-store" ? [keyStoreVariable(label)] : []),
      ...(waits ? [importedVariable(label, key.replicaOf?.region ?? "")] : []),
    ],
    outputs: [block("output", [`${label}_arn`], [attribute("value", arn)])],
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

/** The arguments that a replica does not have: it gets them from its primary. */
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
        ? "Import the same key material as into the primary. KMS replicates no key without material: the replica waits for\nthe variable."
        : "Made without key material: import it afterwards. It is not written here, since the state would hold it in plain text.",
    );
  if (key.origin === "custom-key-store")
    texts.push("For an external key store, add xks_key_id: the id of the key outside AWS.");
  return texts.map(comment);
}

function whenImported(label: string): Expression {
  return choice(reference("var", `${label}_material_imported`), literal(1), literal(0));
}

function importedVariable(label: string, region: string): Block {
  return block(
    "variable",
    [`${label}_material_imported`],
    [
      attribute("type", reference("bool")),
      attribute(
        "description",
        literal(
          `Whether the primary key in ${region} has its key material: true makes the replica.`,
        ),
      ),
      attribute("default", literal(false)),
    ],
  );
}

function keyStoreVariable(label: string): Block {
  return textVariable({
    name: `${label}_key_store_id`,
    description: "The custom key store that holds the key.",
    pattern: "^cks-[0-9a-z]+$",
    otherwise: "A custom key store's id begins with cks-.",
  });
}
