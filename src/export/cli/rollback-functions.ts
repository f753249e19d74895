import { madeDescription, type ShellFunctions, sharedFunctions } from "./functions.ts";

/**
 * What the script that rolls back calls. Source of operations and options: the AWS CLI Command Reference for `iam`,
 * `kms` and `sts`; that a policy is deleted after its other versions: IAM User Guide, “Deleting IAM policies”.
 */
export const rollbackFunctions: ShellFunctions = {
  ...sharedFunctions,
  restore_keys: {
    calls: ["read_exactly", "present_key_policy", "same", "say", "change"],
    text: `# The key policies as they were before the first change; keys that were made are not among them.
restore_keys() {
  local file name region key before
  for file in "$backup"/key.*.1; do
    [ -e "$file" ] || continue
    name=\${file##*/key.}
    name=\${name%.1}
    region=\${name%%.*}
    key=\${name#*.}
    if [ -e "$backup/new-key.$name" ] || [ -e "$backup/new-replica.$name" ]; then continue; fi
    read_exactly "$file"
    before=$text
    present_key_policy "$region" "$key"
    if same "$text" "$before"; then
      say "key $key in $region has its former policy already"
      continue
    fi
    change "restore the policy of key $key in $region" kms put-key-policy --region="$region" \\
      --key-id="$key" --policy-name=default --policy="$before"
  done
}`,
  },
  find_lost_keys: {
    calls: ["find_tagged_key", "read_exactly"],
    text: `# Keys that a run made without learning their ids: they carry a tag.
find_lost_keys() {
  local file name
  for file in "$backup"/making-key.*; do
    [ -e "$file" ] || continue
    name=\${file##*/making-key.}
    read_exactly "$file"
    if find_tagged_key "\${name%%.*}" "$text" && $apply; then
      printf '%s' "$text" >"$backup/new-key.\${name%%.*}.\${key##*/}"
    fi
  done
}`,
  },
  delete_aliases: {
    calls: ["found", "change", "read_exactly"],
    text: `# The aliases that were given, where they are still those keys'.
delete_aliases() {
  local file name region
  for file in "$backup"/alias.*; do
    [ -e "$file" ] || continue
    name=\${file##*/alias.}
    region=\${name%%.*}
    read_exactly "$file"
    if found kms describe-key --region="$region" --key-id="$text" --query=KeyMetadata.KeyId --output=text &&
      [ "$answer" = "\${name#*.}" ]; then
      change "delete $text in $region" kms delete-alias --region="$region" --alias-name="$text"
    fi
  done
}`,
  },
  delete_keys: {
    calls: ["found", "say", "change"],
    text: `# delete_keys KIND: schedules the deletion of the keys that were made, in 30 days: until then it can be cancelled.
delete_keys() {
  local file name region key
  for file in "$backup/$1".*; do
    [ -e "$file" ] || continue
    name=\${file##*/"$1".}
    region=\${name%%.*}
    key=\${name#*.}
    if ! found kms describe-key --region="$region" --key-id="$key" --query=KeyMetadata.KeyState --output=text; then
      continue
    fi
    case $answer in Pending*Deletion)
      say "key $key in $region is being deleted already"
      continue
      ;;
    esac
    change "schedule the deletion of key $key in $region, in 30 days" kms schedule-key-deletion \\
      --region="$region" --key-id="$key" --pending-window-in-days=30
    say "  to keep it: aws kms cancel-key-deletion --region=$region --key-id=$key"
  done
}`,
  },
  undo_attachment: {
    calls: ["found", "change"],
    text: `# undo_attachment SLUG ROLE POLICY
undo_attachment() {
  local arn="arn:$partition:iam::$account:policy/$3"
  [ -e "$backup/attached.$1" ] || return 0
  found iam list-attached-role-policies --region="$home_region" --role-name="$2" \\
    --query='AttachedPolicies[].[PolicyArn]' --output=text || return 0
  case $'\\n'$answer$'\\n' in *$'\\n'"$arn"$'\\n'*)
    change "detach policy $3 from role $2" iam detach-role-policy --region="$home_region" \\
      --role-name="$2" --policy-arn="$arn"
    ;;
  esac
}`,
  },
  is_made: {
    calls: ["found", "say"],
    text: `# is_made WORDS COMMAND...: whether the description that AWS answers is that of what a script made.
is_made() {
  local words=$1
  shift
  found "$@" || return 1
  if [ "$answer" = "${madeDescription}" ]; then return 0; fi
  say "$words has another description than the script gave: someone else made it, and it stays"
  return 1
}`,
  },
  undo_policy: {
    calls: [
      "found",
      "is_made",
      "other_versions",
      "say",
      "change",
      "delete_made_versions",
      "restore_versions",
    ],
    text: `# undo_policy SLUG NAME: deletes a policy that was made, or restores its former versions.
undo_policy() {
  local arn="arn:$partition:iam::$account:policy/$2" version default
  if [ ! -e "$backup/policy.$1.created" ] && [ ! -e "$backup/policy.$1.version" ]; then return 0; fi
  found iam get-policy --region="$home_region" --policy-arn="$arn" \\
    --query=Policy.DefaultVersionId --output=text || return 0
  default=$answer
  if [ -e "$backup/policy.$1.created" ] && is_made "policy $2" \\
    iam get-policy --region="$home_region" --policy-arn="$arn" --query=Policy.Description --output=text; then
    other_versions "$arn"
    for version in $versions; do
      change "delete version $version of policy $2" iam delete-policy-version \\
        --region="$home_region" --policy-arn="$arn" --version-id="$version"
    done
    change "delete policy $2" iam delete-policy --region="$home_region" --policy-arn="$arn"
    return 0
  fi
  if [ ! -e "$backup/policy.$1.version" ]; then return 0; fi
  version=$(<"$backup/policy.$1.version")
  if [ "$default" = "$version" ]; then
    say "policy $2 has its former version already"
  else
    change "restore version $version of policy $2" iam set-default-policy-version \\
      --region="$home_region" --policy-arn="$arn" --version-id="$version"
  fi
  delete_made_versions "$1" "$2" "$arn"
  restore_versions "$1" "$2" "$arn"
}`,
  },
  delete_made_versions: {
    calls: ["other_versions", "read_version", "read_exactly", "equal", "change"],
    text: `# delete_made_versions SLUG NAME ARN: the versions that were made, by their documents: their numbers can be lost.
delete_made_versions() {
  local version number before
  before=$(<"$backup/policy.$1.version")
  other_versions "$3"
  for version in $versions; do
    [ "\${version#v}" -gt "\${before#v}" ] || continue
    read_version "$3" "$version"
    number=1
    while [ -e "$backup/made-version.$1.$number" ]; do
      read_exactly "$backup/made-version.$1.$number"
      number=$((number + 1))
      if equal "$answer" "$text"; then
        change "delete version $version of policy $2" iam delete-policy-version \\
          --region="$home_region" --policy-arn="$3" --version-id="$version"
        break
      fi
    done
  done
}`,
  },
  restore_versions: {
    calls: ["other_versions", "read_version", "read_exactly", "equal", "say", "change"],
    text: `# restore_versions SLUG NAME ARN: the versions that were deleted to make room. IAM gives them new numbers.
restore_versions() {
  local file name version present
  for file in "$backup"/deleted-version.*; do
    [ -e "$file" ] || continue
    name=\${file##*/deleted-version.}
    [ "\${name#*.}" = "$1" ] || continue
    other_versions "$3"
    present=false
    for version in $versions; do
      read_version "$3" "$version"
      read_exactly "$file"
      if equal "$answer" "$text"; then present=true; fi
    done
    read_exactly "$file"
    if $present; then
      say "policy $2 has what was its version \${name%%.*} already"
    else
      change "make version \${name%%.*} of policy $2 again, under a new number" iam create-policy-version \\
        --region="$home_region" --policy-arn="$3" --policy-document="$text"
    fi
  done
}`,
  },
  undo_role: {
    calls: ["found", "is_made", "read_exactly", "same", "say", "change"],
    text: `# undo_role SLUG NAME: deletes a role that was made, or restores its former trust policy.
undo_role() {
  if [ ! -e "$backup/role.$1.created" ] && [ ! -e "$backup/trust.$1.1" ]; then return 0; fi
  if [ -e "$backup/role.$1.created" ] && is_made "role $2" \\
    iam get-role --region="$home_region" --role-name="$2" --query=Role.Description --output=text; then
    change "delete role $2" iam delete-role --region="$home_region" --role-name="$2"
    return 0
  fi
  if [ ! -e "$backup/trust.$1.1" ]; then return 0; fi
  found iam get-role --region="$home_region" --role-name="$2" \\
    --query=Role.AssumeRolePolicyDocument --output=json || return 0
  read_exactly "$backup/trust.$1.1"
  if same "$answer" "$text"; then
    say "role $2 has its former trust policy already"
    return 0
  fi
  change "restore the trust policy of role $2" iam update-assume-role-policy \\
    --region="$home_region" --role-name="$2" --policy-document="$text"
}`,
  },
  put_away: {
    calls: ["say"],
    text: `# The backup is used up: a later roll-out begins its own.
put_away() {
  local number=1
  $apply || return 0
  while [ -e "$backup.rolled-back-$number" ]; do number=$((number + 1)); done
  mv "$backup" "$backup.rolled-back-$number"
  say "The backup is now in $backup.rolled-back-$number"
}`,
  },
};
