import { type ShellFunctions, sharedFunctions } from "./functions.ts";

/**
 * What the script that rolls out calls. Source of operations and options: the AWS CLI Command Reference for `iam`,
 * `kms` and `sts`; that IAM keeps five versions of a policy: IAM User Guide, “Versioning IAM policies”.
 */
export const applyFunctions: ShellFunctions = {
  ...sharedFunctions,
  read_text: {
    text: `# A text from standard input in $text.
read_text() {
  IFS= read -r -d '' text || true
  text=\${text%$'\\n'}
}`,
  },
  mark: {
    text: `# mark NAME TEXT: what rollback must know, the first time it is so.
mark() {
  $apply || return 0
  mkdir -p "$backup"
  [ -e "$backup/$1" ] || printf '%s' "$2" >"$backup/$1"
}`,
  },
  keep: {
    text: `# keep NAME TEXT: what was there before a change, never over an earlier backup.
keep() {
  local number=1
  $apply || return 0
  mkdir -p "$backup"
  while [ -e "$backup/$1.$number" ]; do number=$((number + 1)); done
  printf '%s' "$2" >"$backup/$1.$number"
}`,
  },
  role_exists: {
    calls: ["found", "fail"],
    text: `# role_exists NAME ARN
role_exists() {
  found iam get-role --region="$home_region" --role-name="$1" --query=Role.Arn --output=text || return 1
  [ "$answer" = "$2" ] || fail "the role is $answer, but the policies name $2"
}`,
  },
  require_role: {
    calls: ["role_exists", "fail"],
    text: `# require_role NAME ARN
require_role() {
  role_exists "$1" "$2" || fail "there is no role $1 in account $account"
}`,
  },
  ensure_role: {
    calls: ["role_exists", "found", "same", "say", "keep", "mark", "change"],
    text: `# ensure_role SLUG NAME ARN PATH TRUST [TAGS]: makes a role, or gives it its trust policy.
ensure_role() {
  if ! role_exists "$2" "$3"; then
    change "create role $2" iam create-role --region="$home_region" --role-name="$2" --path="$4" \\
      --assume-role-policy-document="$5" \${6+"$6"}
    mark "role.$1.created" "$2"
    if $apply; then aws iam wait role-exists --region="$home_region" --role-name="$2" </dev/null; fi
    return 0
  fi
  found iam get-role --region="$home_region" --role-name="$2" \\
    --query=Role.AssumeRolePolicyDocument --output=json
  if same "$answer" "$5"; then
    say "role $2 has its trust policy already"
    return 0
  fi
  keep "trust.$1" "$answer"
  change "replace the trust policy of role $2" iam update-assume-role-policy \\
    --region="$home_region" --role-name="$2" --policy-document="$5"
}`,
  },
  make_room: {
    calls: ["found", "change"],
    text: `# make_room SLUG NAME ARN: IAM keeps five versions of a policy. The one to roll back to stays.
make_room() {
  local version oldest="" count=0 kept=""
  [ ! -e "$backup/policy.$1.version" ] || kept=$(<"$backup/policy.$1.version")
  found iam list-policy-versions --region="$home_region" --policy-arn="$3" \\
    --query='Versions[?!IsDefaultVersion].[VersionId]' --output=text
  for version in $answer; do
    count=$((count + 1))
    if [ "$version" = "$kept" ]; then continue; fi
    if [ -z "$oldest" ] || [ "\${version#v}" -lt "\${oldest#v}" ]; then oldest=$version; fi
  done
  if [ "$count" -lt 4 ]; then return 0; fi
  change "delete the oldest version of policy $2, $oldest" iam delete-policy-version \\
    --region="$home_region" --policy-arn="$3" --version-id="$oldest"
}`,
  },
  ensure_policy: {
    calls: ["found", "same", "say", "mark", "keep", "change", "make_room"],
    text: `# ensure_policy SLUG NAME DOCUMENT: makes a managed policy, or a new default version of it.
ensure_policy() {
  local arn="arn:$partition:iam::$account:policy/$2" version
  if ! found iam get-policy --region="$home_region" --policy-arn="$arn" \\
    --query=Policy.DefaultVersionId --output=text; then
    change "create policy $2" iam create-policy --region="$home_region" --policy-name="$2" \\
      --policy-document="$3"
    mark "policy.$1.created" "$2"
    return 0
  fi
  version=$answer
  found iam get-policy-version --region="$home_region" --policy-arn="$arn" \\
    --version-id="$version" --query=PolicyVersion.Document --output=json
  if same "$answer" "$3"; then
    say "policy $2 is as it should be"
    return 0
  fi
  keep "policy.$1" "$answer"
  mark "policy.$1.version" "$version"
  make_room "$1" "$2" "$arn"
  change "make a new default version of policy $2" iam create-policy-version \\
    --region="$home_region" --policy-arn="$arn" --policy-document="$3" --set-as-default
}`,
  },
  ensure_attached: {
    calls: ["found", "say", "mark", "change"],
    text: `# ensure_attached SLUG ROLE POLICY
ensure_attached() {
  local arn="arn:$partition:iam::$account:policy/$3"
  # Without --apply a new role is not there yet.
  found iam list-attached-role-policies --region="$home_region" --role-name="$2" \\
    --query='AttachedPolicies[].[PolicyArn]' --output=text || answer=""
  case $'\\n'$answer$'\\n' in *$'\\n'"$arn"$'\\n'*)
    say "policy $3 is attached to role $2 already"
    return 0
    ;;
  esac
  change "attach policy $3 to role $2" iam attach-role-policy --region="$home_region" \\
    --role-name="$2" --policy-arn="$arn"
  mark "attached.$1" "$3"
}`,
  },
  find_key: {
    calls: ["found", "fail"],
    text: `# find_key REGION KEY: its ARN in $key; false where there is none.
find_key() {
  local owner manager
  found kms describe-key --region="$1" --key-id="$2" \\
    --query='KeyMetadata.[Arn,AWSAccountId,KeyManager]' --output=text || return 1
  read -r key owner manager <<<"$answer"
  [ "$owner" = "$account" ] || fail "key $2 is of account $owner, not of $account"
  [ "$manager" = CUSTOMER ] || fail "key $2 is managed by AWS: its policy cannot be changed"
}`,
  },
  require_key: {
    calls: ["find_key", "fail"],
    text: `# require_key REGION KEY: its ARN in $key.
require_key() {
  find_key "$1" "$2" || fail "there is no key $2 in $1"
}`,
  },
  list_keys: {
    calls: ["require_key", "fail", "say"],
    text: `# list_keys REGION FILE: the ARNs of the keys that a file lists, a line each, in $keys.
list_keys() {
  local line
  keys=""
  [ -e "$here/$2" ] || fail "$2 is not beside this script"
  while IFS= read -r line || [ -n "$line" ]; do
    line=\${line%$'\\r'}
    case $line in "" | "#"*) continue ;; esac
    [[ $line =~ ^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$ ]] ||
      fail "$2: this is no key id: $line"
    require_key "$1" "$line"
    keys=$keys$key$'\\n'
  done <"$here/$2"
  [ -n "$keys" ] || say "$2 lists no key: no key policy is changed for it"
}`,
  },
  change_patiently: {
    calls: ["change", "read_exactly", "say"],
    text: `# As change. KMS sees a new role some seconds late, and until then calls a policy that names it malformed.
change_patiently() {
  local try
  for try in 1 2 3 4 5 6; do
    if change "$@" 2>"$scratch/errors"; then return 0; fi
    read_exactly "$scratch/errors"
    if [ "$try" = 6 ] || [[ $text != *MalformedPolicyDocument* ]]; then break; fi
    say "  KMS calls the policy malformed, as it does while a new role is not known everywhere: again in 5 seconds"
    sleep 5
  done
  printf '%s' "$text" >&2
  exit 1
}`,
  },
  ensure_key_policy: {
    calls: ["present_key_policy", "same", "say", "keep", "change_patiently"],
    text: `# ensure_key_policy REGION KEY_ARN POLICY
ensure_key_policy() {
  present_key_policy "$1" "$2"
  if same "$text" "$3"; then
    say "key $2 has its policy already"
    return 0
  fi
  keep "key.$1.\${2##*/}" "$text"
  change_patiently "replace the policy of key $2" kms put-key-policy --region="$1" --key-id="$2" \\
    --policy-name=default --policy="$3"
}`,
  },
  ensure_listed: {
    calls: ["ensure_key_policy"],
    text: `# ensure_listed REGION KEY_ARNS POLICY
ensure_listed() {
  local each
  for each in $2; do ensure_key_policy "$1" "$each" "$3"; done
}`,
  },
  ensure_alias: {
    calls: ["found", "say", "change"],
    text: `# ensure_alias REGION KEY_ARN ALIAS
ensure_alias() {
  if found kms describe-key --region="$1" --key-id="$3" --query=KeyMetadata.Arn --output=text; then
    [ "\${answer##*/}" = "\${2##*/}" ] || say "  $3 in $1 is another key's, and stays so: $answer"
    return 0
  fi
  change "give it $3" kms create-alias --region="$1" --alias-name="$3" --target-key-id="$2"
}`,
  },
  ensure_key: {
    calls: [
      "find_key",
      "ensure_key_policy",
      "change_patiently",
      "read_answer",
      "mark",
      "ensure_alias",
    ],
    text: `# ensure_key REGION ALIAS POLICY OPTIONS...: a key under an alias, made where there is none; its ARN in $key.
ensure_key() {
  local region=$1 alias=$2 policy=$3
  shift 3
  if find_key "$region" "$alias"; then
    ensure_key_policy "$region" "$key" "$policy"
    return 0
  fi
  key=""
  change_patiently "create a key in $region" kms create-key --region="$region" "$@" \\
    --policy="$policy" --query=KeyMetadata.Arn --output=text
  if $apply; then
    read_answer "$scratch/answer"
    key=$text
    say "  it is $key"
    mark "new-key.$region.\${key##*/}" "$alias"
  fi
  ensure_alias "$region" "$key" "$alias"
}`,
  },
  ensure_replica: {
    calls: [
      "find_key",
      "ensure_key_policy",
      "found",
      "say",
      "change_patiently",
      "mark",
      "ensure_alias",
    ],
    text: `# ensure_replica REGION ALIAS POLICY PRIMARY_REGION PRIMARY_ARN
ensure_replica() {
  if [ -n "$5" ]; then
    if find_key "$1" "\${5##*/}"; then
      ensure_key_policy "$1" "$key" "$3"
      ensure_alias "$1" "$key" "$2"
      return 0
    fi
    found kms describe-key --region="$4" --key-id="$5" --query=KeyMetadata.KeyState --output=text
    if [ "$answer" = PendingImport ]; then
      say "the replica in $1 waits: import the primary's key material, then run this again"
      return 0
    fi
  fi
  change_patiently "replicate the key to $1" kms replicate-key --region="$4" --key-id="$5" \\
    --replica-region="$1" --policy="$3" --description="Encrypts EBS volumes"
  if $apply; then mark "new-replica.$1.\${5##*/}" "$2"; fi
  ensure_alias "$1" "\${5##*/}" "$2"
}`,
  },
  expect_key: {
    calls: ["find_key", "ensure_key_policy", "say"],
    text: `# expect_key REGION ALIAS POLICY: a key that only its key store's owner can make.
expect_key() {
  if find_key "$1" "$2"; then
    ensure_key_policy "$1" "$key" "$3"
    return 0
  fi
  say "make a key in the custom key store in $1, give it $2, then run this again"
}`,
  },
};
