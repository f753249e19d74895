import { type ShellFunctions, sharedFunctions } from "./functions.ts";

/**
 * What the script that takes back calls. Sources: AWS CLI Command Reference, `kms list-grants`, `revoke-grant`,
 * `list-aliases`, `schedule-key-deletion`, `delete-alias`; KMS Developer Guide, "Testing your permissions" (a dry run that
 * succeeds ends with DryRunOperationException).
 */
export const takeBackFunctions: ShellFunctions = {
  ...sharedFunctions,
  is_of_import: {
    text: `# is_of_import PRINCIPAL ACCOUNT/ROLE...: whether a grant names one of these roles, or a session of one.
is_of_import() {
  local principal=$1 role
  shift
  for role in "$@"; do
    case $principal in
      "arn:$partition:iam::\${role%%/*}:role/\${role#*/}" | \\
        "arn:$partition:iam::\${role%%/*}:role/"*"/\${role#*/}" | \\
        "arn:$partition:sts::\${role%%/*}:assumed-role/\${role#*/}/"*) return 0 ;;
    esac
  done
  return 1
}`,
  },
  dry_run: {
    calls: ["say", "read_exactly"],
    text: `# dry_run COMMAND...: whether KMS would do it.
dry_run() {
  aws "$@" --dry-run >/dev/null 2>"$scratch/errors" </dev/null || true
  read_exactly "$scratch/errors"
  case $text in
    *"(DryRunOperationException)"*) say "  KMS would allow it" ;;
    *) say "  KMS would refuse it: $text" ;;
  esac
}`,
  },
  revoke_grants: {
    calls: ["found", "is_of_import", "change", "dry_run", "say"],
    text: `# revoke_grants REGION KEY ACCOUNT/ROLE...: the grants that were made for these roles, and were not retired.
revoke_grants() {
  local region=$1 key=$2 id grantee retiring kept=0 arn
  shift 2
  found kms describe-key --region="$region" --key-id="$key" --query=KeyMetadata.Arn --output=text || return 0
  arn=$answer
  found kms list-grants --region="$region" --key-id="$arn" \\
    --query='Grants[].[GrantId,GranteePrincipal,RetiringPrincipal]' --output=text || return 0
  while read -r id grantee retiring; do
    [ -n "$id" ] || continue
    if is_of_import "$grantee" "$@" || is_of_import "$retiring" "$@"; then
      change "revoke grant $id on $key in $region" kms revoke-grant --region="$region" --key-id="$arn" --grant-id="$id"
      if ! $apply; then dry_run kms revoke-grant --region="$region" --key-id="$arn" --grant-id="$id"; fi
    else
      kept=$((kept + 1))
    fi
  done <<<"$answer"
  if [ "$kept" -gt 0 ]; then
    say "$kept grants on $key in $region are for others, or EC2's for volumes that are attached: they stay"
  fi
}`,
  },
  revoke_all_grants: {
    calls: ["found", "revoke_grants"],
    text: `# revoke_all_grants REGION ACCOUNT/ROLE...: on every key of the region.
revoke_all_grants() {
  local region=$1 each keys
  shift
  found kms list-keys --region="$region" --query='Keys[].[KeyArn]' --output=text || return 0
  keys=$answer
  for each in $keys; do revoke_grants "$region" "$each" "$@"; done
}`,
  },
  delete_temporary_keys: {
    calls: ["found", "say", "change"],
    text: `# delete_temporary_keys REGION PREFIX: the keys of which every alias has the prefix, then the aliases.
delete_temporary_keys() {
  local region=$1 prefix=$2 alias key other aliases
  found kms list-aliases --region="$region" --query='Aliases[].[AliasName,TargetKeyId]' --output=text || return 0
  aliases=$answer
  while read -r alias key; do
    case $alias in "$prefix"*) ;; *) continue ;; esac
    case $key in "" | None) continue ;; esac
    other=$(printf '%s\\n' "$aliases" | awk -v key="$key" -v prefix="$prefix" \\
      '$2 == key && index($1, prefix) != 1 { print $1 }')
    if [ -n "$other" ]; then
      say "key $key in $region has another alias ($other): it and $alias stay"
      continue
    fi
    found kms describe-key --region="$region" --key-id="$key" --query=KeyMetadata.KeyState --output=text || continue
    case $answer in
      Pending*Deletion) say "key $key in $region is being deleted already" ;;
      *)
        say "volumes and snapshots under key $key can never be read again once it is deleted"
        change "schedule the deletion of key $key in $region, in 30 days" kms schedule-key-deletion \\
          --region="$region" --key-id="$key" --pending-window-in-days=30
        say "  to keep it: aws kms cancel-key-deletion --region=$region --key-id=$key"
        ;;
    esac
    change "delete $alias in $region" kms delete-alias --region="$region" --alias-name="$alias"
  done <<<"$aliases"
}`,
  },
};
