import type { KeyRollout } from "../rollout.ts";
import {
  attribute,
  type Block,
  block,
  call,
  comment,
  type Expression,
  element,
  forEach,
  gap,
  type Item,
  list,
  literal,
  reference,
} from "./hcl.ts";
import { type AccountContext, emptyPart, type Part } from "./part.ts";
import { policyArgument } from "./policy-argument.ts";
import { providerOf } from "./providers.ts";
import { matches, textVariable, validation } from "./variables.ts";

/** What a key's resources refer to: its label, and the roles that its policy may name and that are made here. */
export interface KeyPlace {
  readonly label: string;
  readonly roles: readonly Expression[];
}

/**
 * The key policy of keys that exist. It is imported, so that the plan shows what it replaces; for several keys it waits
 * for their ids in a variable. Source: the AWS provider's documentation of `aws_kms_key_policy`: imported by key id;
 * destroyed, it leaves AWS's default policy.
 */
export function existingKeyPart(key: KeyRollout, place: KeyPlace, context: AccountContext): Part {
  const { label } = place;
  const address = reference("aws_kms_key_policy", label);
  if (key.named.by === "arn") {
    const id = literal(key.named.keyId);
    return {
      ...emptyPart,
      resources: keyPolicy(key, place, context, id),
      imports: [importBlock(address, id)],
    };
  }
  if (key.named.by === "alias") {
    const id = reference("data", "aws_kms_alias", label, "target_key_id");
    return {
      ...emptyPart,
      resources: [
        block(
          "data",
          ["aws_kms_alias", label],
          [
            attribute("provider", providerOf(key.region)),
            gap,
            attribute("name", reference("var", `${label}_name`)),
          ],
        ),
        ...keyPolicy(key, place, context, id),
      ],
      variables: [aliasVariable(label, key.named.alias)],
      imports: [importBlock(address, id)],
      terraform: 1.6,
    };
  }
  const ids = reference("var", `${label}_ids`);
  const each = reference("each", "value");
  return {
    ...emptyPart,
    resources: [
      comment(`For ${key.named.words}: list their ids in ${label}_ids.`),
      ...keyPolicy(key, place, context, each, ids),
    ],
    variables: [idsVariable(`${label}_ids`, key.named.words)],
    imports: [importBlock(element(address, reference("each", "key")), each, ids)],
    terraform: 1.7,
  };
}

function importBlock(to: Expression, id: Expression, each?: Expression): Block {
  return block(
    "import",
    [],
    [...(each ? [attribute("for_each", each)] : []), attribute("to", to), attribute("id", id)],
  );
}

function keyPolicy(
  key: KeyRollout,
  { label, roles }: KeyPlace,
  context: AccountContext,
  id: Expression,
  each?: Expression,
): readonly Item[] {
  const policy = policyArgument(key.policy, label, context);
  return [
    ...policy.before,
    block(
      "resource",
      ["aws_kms_key_policy", label],
      [
        ...(each ? [attribute("for_each", each)] : []),
        attribute("provider", providerOf(key.region)),
        gap,
        attribute("key_id", id),
        attribute("policy", policy.value),
        ...afterRoles(roles),
        neverDestroyed,
      ],
    ),
  ];
}

/**
 * KMS refuses a policy that names a role which is not there yet.
 * Source: KMS API Reference, "PutKeyPolicy" (principals must exist); Terraform, "The depends_on Meta-Argument".
 */
export function afterRoles(roles: readonly Expression[]): readonly Item[] {
  return roles.length === 0 ? [] : [gap, attribute("depends_on", list(roles))];
}

export const neverDestroyed: Block = block(
  "lifecycle",
  [],
  [attribute("prevent_destroy", literal(true))],
);

/** The variable of an alias that the answers name. */
export function aliasVariable(label: string, alias: string): Block {
  return textVariable({
    name: `${label}_name`,
    description: "The key's alias. The roles' policies may name it too.",
    answer: alias,
    pattern: "^alias/[\\w/-]{1,250}$",
    otherwise: "An alias is alias/ and letters, digits, / _ and -.",
  });
}

function idsVariable(name: string, words: string): Block {
  const isKeyId = matches(
    "^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$",
    reference("id"),
  );
  return block(
    "variable",
    [name],
    [
      attribute("type", call("set", reference("string"))),
      attribute("description", literal(`The ids of the keys that get the policy: ${words}.`)),
      attribute("default", literal([])),
      validation(
        call("alltrue", forEach("id", reference("var", name), isKeyId)),
        "A key id is a UUID, or mrk- and 32 hexadecimal digits; not an ARN or alias.",
      ),
    ],
  );
}
