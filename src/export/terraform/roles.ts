import type { RoleRollout } from "../rollout.ts";
import {
  attribute,
  type Block,
  block,
  comment,
  type Expression,
  equals,
  type Item,
  list,
  literal,
  reference,
} from "./hcl.ts";
import { type AccountContext, emptyPart, type Part } from "./part.ts";
import { policyArgument } from "./policy-argument.ts";
import { textVariable } from "./variables.ts";

/** A role with its policies; `resource` is the role's own address where this folder manages it. */
export interface RolePart extends Part {
  readonly resource?: Expression;
}

/**
 * A target role with its trust policy, new or imported; of a role that others made, the platform's, only the policies
 * that it gets. Source of arguments and import ids: the AWS provider's documentation of `aws_iam_role`,
 * `aws_iam_policy` and `aws_iam_role_policy_attachment`.
 */
export function rolePart(role: RoleRollout, context: AccountContext): RolePart {
  const label = context.labels(role.name);
  const name = reference("var", `${label}_name`);
  const managed = !role.isPlatform && role.trust !== undefined;
  const address = reference(...(managed ? [] : ["data"]), "aws_iam_role", label);
  const imported = managed && context.targetRolesExist;
  return {
    ...emptyPart,
    resources: [
      ...(managed ? roleResource(role, label, name, context) : foundRole(role, label, name)),
      ...role.policies.flatMap((policy) => policyResources(policy, address, context)),
    ],
    variables: [nameVariable(role, label)],
    imports: imported
      ? [block("import", [], [attribute("to", address), attribute("id", name)])]
      : [],
    terraform: imported ? 1.6 : 1.5,
    ...(managed ? { resource: address } : {}),
  };
}

function nameVariable(role: RoleRollout, label: string): Block {
  return textVariable({
    name: `${label}_name`,
    description: role.isPlatform
      ? "The platform's role, which exists. Policies in other accounts name it too."
      : "The role that the platform assumes. Policies in this and other accounts name it too.",
    answer: role.name,
    pattern: "^[\\w+=,.@-]{1,64}$",
    otherwise: "A role's name has at most 64 letters, digits and _+=,.@- characters.",
  });
}

function foundRole(role: RoleRollout, label: string, name: Expression): readonly Item[] {
  const why = role.isPlatform
    ? "The platform's role exists: it only gets policies."
    : "There is no trust policy to make this role with: it must exist, and only gets policies.";
  return [
    comment(why),
    block("data", ["aws_iam_role", label], [attribute("name", name), isAsNamed(role)]),
  ];
}

/**
 * Nothing is planned if the role is another one than the policies name: the name is the same under another path.
 * Source: Terraform, "Custom Conditions" (`postcondition` of a data source).
 */
function isAsNamed({ arn }: RoleRollout): Block {
  const condition = equals(reference("self", "arn"), literal(arn));
  const otherwise = `The role has another ARN than ${arn}, which the policies name.`;
  return block(
    "lifecycle",
    [],
    [
      block(
        "postcondition",
        [],
        [attribute("condition", condition), attribute("error_message", literal(otherwise))],
      ),
    ],
  );
}

function roleResource(
  role: RoleRollout,
  label: string,
  name: Expression,
  context: AccountContext,
): readonly Item[] {
  if (!role.trust) return [];
  const trust = policyArgument(role.trust.policy, `${label}_trust`, context);
  return [
    ...trust.before,
    block(
      "resource",
      ["aws_iam_role", label],
      [
        attribute("name", name),
        attribute("path", literal(role.path)),
        attribute("assume_role_policy", trust.value),
        // Of an imported role the tags stay as they are.
        ...(role.tag && !context.targetRolesExist
          ? [attribute("tags", literal({ [role.tag.key]: role.tag.value }))]
          : []),
        ...(context.targetRolesExist ? [untouched()] : []),
      ],
    ),
  ];
}

/**
 * An imported role keeps what the answers do not mention, most of all its boundary.
 * Source: Terraform, "The lifecycle Meta-Argument" (`ignore_changes`).
 */
function untouched(): Block {
  const kept = ["description", "max_session_duration", "permissions_boundary", "tags"];
  return block(
    "lifecycle",
    [],
    [
      attribute("prevent_destroy", literal(true)),
      attribute("ignore_changes", list(kept.map((argument) => reference(argument)))),
    ],
  );
}

function policyResources(
  { name, policy }: RoleRollout["policies"][number],
  role: Expression,
  context: AccountContext,
): readonly Item[] {
  const label = context.labels(name);
  const argument = policyArgument(policy, label, context);
  return [
    ...argument.before,
    block(
      "resource",
      ["aws_iam_policy", label],
      [attribute("name", literal(name)), attribute("policy", argument.value)],
    ),
    block(
      "resource",
      ["aws_iam_role_policy_attachment", label],
      [
        attribute("role", reference(...role.split("."), "name")),
        attribute("policy_arn", reference("aws_iam_policy", label, "arn")),
      ],
    ),
  ];
}
