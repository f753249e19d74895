import { type ShellFunctions, sharedFunctions } from "./functions.ts";

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
  delete_keys: {
    calls: ["found", "say", "change", "read_exactly"],
    text: `# delete_keys KIND: schedules the deletion of the keys that were made, in 30 days: until then it can be cancelled.
delete_keys() {
  local file name region key
  for file in "$backup/$1".*; do
    [ -e "$file" ] || continue
    name=\${file##*/"$1".}
    region=\${name%%.*}
    key=\${name#*.}
    read_exactly "$file"
    if found kms describe-key --region="$region" --key-id="$text" --query=KeyMetadata.KeyId --output=text &&
      [ "$answer" = "$key" ]; then
      change "delete $text in $region" kms delete-alias --region="$region" --alias-name="$text"
    fi
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
  undo_policy: {
    calls: ["found", "say", "change"],
    text: `# undo_policy SLUG NAME: deletes a policy that was made, or restores its former default version.
undo_policy() {
  local arn="arn:$partition:iam::$account:policy/$2" version
  if [ ! -e "$backup/policy.$1.created" ] && [ ! -e "$backup/policy.$1.version" ]; then return 0; fi
  found iam get-policy --region="$home_region" --policy-arn="$arn" \\
    --query=Policy.DefaultVersionId --output=text || return 0
  if [ -e "$backup/policy.$1.created" ]; then
    found iam list-policy-versions --region="$home_region" --policy-arn="$arn" \\
      --query='Versions[?!IsDefaultVersion].[VersionId]' --output=text
    for version in $answer; do
      change "delete version $version of policy $2" iam delete-policy-version \\
        --region="$home_region" --policy-arn="$arn" --version-id="$version"
    done
    change "delete policy $2" iam delete-policy --region="$home_region" --policy-arn="$arn"
    return 0
  fi
  version=$(<"$backup/policy.$1.version")
  if [ "$answer" = "$version" ]; then
    say "policy $2 has its former version already"
    return 0
  fi
  change "restore version $version of policy $2" iam set-default-policy-version \\
    --region="$home_region" --policy-arn="$arn" --version-id="$version"
}`,
  },
  undo_role: {
    calls: ["found", "read_exactly", "same", "say", "change"],
    text: `# undo_role SLUG NAME: deletes a role that was made, or restores its former trust policy.
undo_role() {
  if [ ! -e "$backup/role.$1.created" ] && [ ! -e "$backup/trust.$1.1" ]; then return 0; fi
  found iam get-role --region="$home_region" --role-name="$2" \\
    --query=Role.AssumeRolePolicyDocument --output=json || return 0
  if [ -e "$backup/role.$1.created" ]; then
    change "delete role $2" iam delete-role --region="$home_region" --role-name="$2"
    return 0
  fi
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
