import { shellWord } from "#policy";
import type { KeyRollout } from "../rollout.ts";
import { madeForTag } from "./functions.ts";
import { slug, step } from "./script.ts";

const description = "--description=Encrypts EBS volumes";

/**
 * The steps for a key that is to be made. It is known by its alias, so that a second run finds it.
 * Source: AWS CLI Command Reference, `kms create-key`, `kms replicate-key` and `kms create-alias`.
 */
export function newKeySteps(
  key: KeyRollout,
  name: string,
  all: readonly { readonly key: KeyRollout; readonly name: string }[],
): readonly string[] {
  const { region } = key;
  const alias = newKeyAlias(key);
  const policy = `"$${name}_policy"`;
  if (key.replicaOf) {
    const { documentId } = key.replicaOf;
    const primary = all.find((other) => other.key.document.id === documentId);
    if (!primary)
      return [step("say", `the replica in ${region} is not made: its primary's policy is no JSON`)];
    return [
      `${step("ensure_replica", region, alias)} ${policy} ${shellWord(primary.key.region)} "$${primary.name}"`,
    ];
  }
  if (key.key.origin === "custom-key-store")
    return [`${step("expect_key", region, alias)} ${policy}`];
  const options = [
    description,
    "--key-usage=ENCRYPT_DECRYPT",
    "--key-spec=SYMMETRIC_DEFAULT",
    ...(key.key.type === "multi-region" ? ["--multi-region"] : []),
    ...(key.key.origin === "imported" ? ["--origin=EXTERNAL"] : []),
    tags(key, alias),
  ];
  return [
    `${step("ensure_key", region, slug(alias), alias)} ${policy} ${options.map(shellWord).join(" ")}`,
    // Only a replica asks for it.
    ...(all.some((other) => other.key.replicaOf?.documentId === key.document.id)
      ? [`${name}=$key`]
      : []),
    ...(key.key.origin === "imported"
      ? [step("say", `key ${alias} in ${region} works once its key material is imported`)]
      : []),
  ];
}

/** The alias of a new key: the one in the answers, or one that says which key of the answers it is. */
export function newKeyAlias({ named, key: { naming } }: KeyRollout): string {
  if (named.by === "alias") return named.alias;
  if (named.by === "arn") return `alias/keyhole/${named.keyId}`;
  const words = naming.by === "tag" ? `tag/${naming.tagKey}/${naming.tagValue}` : "every-key";
  return `alias/keyhole/${words.replace(/[^\w/-]+/g, "_")}`.slice(0, 256);
}

/** The tag by which the answers name the key, and the one by which a script finds it again. As JSON, in which a value can be any text. */
function tags({ key: { naming } }: KeyRollout, alias: string): string {
  const tag = (TagKey: string, TagValue: string) => ({ TagKey, TagValue });
  return `--tags=${JSON.stringify([
    tag(madeForTag, alias),
    ...(naming.by === "tag" ? [tag(naming.tagKey, naming.tagValue)] : []),
  ])}`;
}
