import type { ExportedFile } from "../exported-document.ts";
import type { ExportOptions } from "../options.ts";
import type { AccountRollout, Rollout } from "../rollout.ts";

/**
 * One configuration for all accounts, and a data file for each: it reads the file of the account that
 * its credentials belong to. For roles, and for keys that exist; new keys differ in more than data. Policies are texts in the data, so
 * that they stay word for word what was verified.
 */
export function allAccountsFiles(
  { accounts }: Rollout,
  options: ExportOptions,
): readonly ExportedFile[] {
  const known = accounts.filter(({ account }) => /^\d{12}$/.test(account));
  if (known.length < 2 || options.keys === "new") return [];
  return [
    { path: "terraform/all-accounts/main.tf", text: configuration },
    ...known.map((account) => ({
      path: `terraform/all-accounts/accounts/${account.account}.json`,
      text: `${JSON.stringify(dataOf(account, options), null, 2)}\n`,
    })),
    { path: "terraform/all-accounts/terragrunt.hcl", text: terragrunt },
  ];
}

function dataOf({ roles, keys }: AccountRollout, { targetRoles, onWork }: ExportOptions) {
  onWork?.();
  return {
    roles: roles.map(({ name, arn, path, trust, tag, isPlatform, policies }) => ({
      name,
      arn,
      path,
      // Roles without a trust policy here exist, and only get policies.
      trust: trust && !isPlatform ? JSON.stringify(trust.policy) : null,
      exists: targetRoles === "existing" || isPlatform || !trust,
      tags: tag ? { [tag.key]: tag.value } : {},
      policies: policies.map((policy) => ({
        name: policy.name,
        policy: JSON.stringify(policy.policy),
      })),
    })),
    keys: keys.map(({ region, named, policy }) => ({
      region,
      ids: named.by === "arn" ? [named.keyId] : [],
      alias: named.by === "alias" ? named.alias : null,
      // Of several keys the user lists the ids.
      words: named.by === "list" ? named.words : null,
      policy: JSON.stringify(policy),
    })),
  };
}

/**
 * Nothing in it depends on the answers. Source: the AWS provider's documentation of the resources, and of its `region`
 * argument (version 6); Terraform's of `import` blocks with `for_each` (1.7).
 */
const configuration = String.raw`# Runs in every account: it reads accounts/ACCOUNT.json of the account that its credentials belong to.
# An account without a file gets nothing.
terraform {
  required_version = ">= 1.7"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 6.0"
    }
  }
}

data "aws_caller_identity" "current" {}

locals {
  file    = "${"$"}{path.module}/accounts/${"$"}{data.aws_caller_identity.current.account_id}.json"
  account = jsondecode(fileexists(local.file) ? file(local.file) : "{\"roles\": [], \"keys\": []}")
  roles   = { for role in local.account.roles : role.name => role }
  policies = merge([
    for role in local.account.roles : {
      for policy in role.policies : policy.name => { role = role.name, policy = policy.policy }
    }
  ]...)
  aliases = {
    for key in local.account.keys : "${"$"}{key.region} ${"$"}{key.alias}" => key if key.alias != null
  }
  listed = merge([
    for key in local.account.keys : {
      for id in key.ids : "${"$"}{key.region} ${"$"}{id}" => { region = key.region, id = id, policy = key.policy }
    }
  ]...)
  named = {
    for name, key in local.aliases : name => {
      region = key.region, id = data.aws_kms_alias.named[name].target_key_id, policy = key.policy
    }
  }
  keys = merge(local.listed, local.named)
}

# Roles without a trust policy in the data, such as the platform's, only get policies: nothing is planned if one is missing.
data "aws_iam_role" "found" {
  for_each = { for name, role in local.roles : name => role if role.trust == null }
  name     = each.key

  lifecycle {
    postcondition {
      condition     = self.arn == each.value.arn
      error_message = "The role has another ARN than ${"$"}{each.value.arn}, which the policies name."
    }
  }
}

# A role that exists is imported, and keeps its tags: an update
# without ignore_changes would remove them.
resource "aws_iam_role" "target" {
  for_each           = { for name, role in local.roles : name => role if role.trust != null }
  name               = each.key
  path               = each.value.path
  assume_role_policy = each.value.trust
  tags               = each.value.exists ? null : each.value.tags

  lifecycle {
    ignore_changes = [description, max_session_duration, permissions_boundary, tags]
  }
}

import {
  for_each = { for name, role in local.roles : name => role if role.trust != null && role.exists }
  to       = aws_iam_role.target[each.key]
  id       = each.key
}

resource "aws_iam_policy" "role" {
  for_each = local.policies
  name     = each.key
  policy   = each.value.policy
}

resource "aws_iam_role_policy_attachment" "role" {
  for_each   = local.policies
  role       = each.value.role
  policy_arn = aws_iam_policy.role[each.key].arn
  depends_on = [aws_iam_role.target]
}

data "aws_kms_alias" "named" {
  for_each = local.aliases
  region   = each.value.region
  name     = each.value.alias
}

# Key policies name the roles: AWS KMS refuses a principal that does not exist.
resource "aws_kms_key_policy" "existing" {
  for_each   = local.keys
  region     = each.value.region
  key_id     = each.value.id
  policy     = each.value.policy
  depends_on = [aws_iam_role.target]

  lifecycle {
    prevent_destroy = true
  }
}

import {
  for_each = local.keys
  to       = aws_kms_key_policy.existing[each.key]
  id       = "${"$"}{each.value.id}@${"$"}{each.value.region}"
}
`;

const terragrunt = `# Terragrunt: copy main.tf and accounts/ beside this file. Set ACCOUNT for each account, the platform's first:
#   ACCOUNT=222222222222 terragrunt apply
# It assumes a role in the account and keeps a state for each.
locals {
  account = get_env("ACCOUNT")
}

iam_role = "arn:aws:iam::${"$"}{local.account}:role/${"$"}{get_env("DEPLOY_ROLE", "OrganizationAccountAccessRole")}"

remote_state {
  backend = "s3"
  generate = {
    path      = "backend.tf"
    if_exists = "overwrite_terragrunt"
  }
  config = {
    bucket  = get_env("STATE_BUCKET")
    key     = "keyhole/${"$"}{local.account}.tfstate"
    region  = get_env("STATE_REGION")
    encrypt = true
  }
}
`;
