import type { ShellFunctions } from "./functions.ts";

/** What a script calls for keys. Source of operations and options: the AWS CLI Command Reference for `kms`. */
export const keyFunctions: ShellFunctions = {
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
  ensure_key_policy: {
    calls: ["present_key_policy", "same", "say", "keep", "change"],
    text: `# ensure_key_policy REGION KEY_ARN POLICY
ensure_key_policy() {
  present_key_policy "$1" "$2"
  if same "$text" "$3"; then
    say "key $2 has its policy already"
    return 0
  fi
  keep "key.$1.\${2##*/}" "$text"
  change "replace the policy of key $2" kms put-key-policy --region="$1" --key-id="$2" \\
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
    calls: ["found", "say", "mark", "change", "forget"],
    text: `# ensure_alias REGION KEY_ARN ALIAS
ensure_alias() {
  local its="alias.$1.\${2##*/}"
  if found kms describe-key --region="$1" --key-id="$3" --query=KeyMetadata.Arn --output=text; then
    [ "\${answer##*/}" = "\${2##*/}" ] || say "  $3 in $1 is another key's, and stays so: $answer"
    return 0
  fi
  mark "$its" "$3"
  change "give it $3" kms create-alias --region="$1" --alias-name="$3" --target-key-id="$2" || forget "$its"
}`,
  },
  find_made_key: {
    calls: ["find_tagged_key", "find_key", "read_exactly", "say", "mark"],
    text: `# find_made_key REGION SLUG ALIAS: the key that an earlier run made without giving it its alias, or without learning
# its id; its ARN in $key.
find_made_key() {
  local file
  for file in "$backup/new-key.$1".*; do
    [ -e "$file" ] || continue
    read_exactly "$file"
    if [ "$text" = "$3" ] && find_key "$1" "\${file##*/new-key."$1".}"; then return 0; fi
  done
  [ -e "$backup/making-key.$1.$2" ] || return 1
  find_tagged_key "$1" "$3" || return 1
  say "an earlier run made $key for $3"
  mark "new-key.$1.\${key##*/}" "$3"
}`,
  },
  ensure_key: {
    calls: [
      "find_key",
      "find_made_key",
      "ensure_key_policy",
      "change",
      "forget",
      "read_answer",
      "mark",
      "ensure_alias",
    ],
    text: `# ensure_key REGION SLUG ALIAS POLICY OPTIONS...: a key under an alias, made where there is none; its ARN in $key.
ensure_key() {
  local region=$1 making=making-key.$1.$2 alias=$3 policy=$4
  if find_key "$region" "$alias" || find_made_key "$region" "$2" "$alias"; then
    ensure_key_policy "$region" "$key" "$policy"
    ensure_alias "$region" "$key" "$alias"
    return 0
  fi
  shift 4
  key=""
  mark "$making" "$alias"
  change "create a key in $region" kms create-key --region="$region" "$@" \\
    --policy="$policy" --query=KeyMetadata.Arn --output=text || forget "$making"
  if $apply; then
    read_answer "$scratch/answer"
    key=$text
    say "  it is $key"
    mark "new-key.$region.\${key##*/}" "$alias"
    rm -f "$backup/$making"
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
      "change",
      "mark",
      "forget",
      "ensure_alias",
    ],
    text: `# ensure_replica REGION ALIAS POLICY PRIMARY_REGION PRIMARY_ARN
ensure_replica() {
  local its="new-replica.$1.\${5##*/}"
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
  mark "$its" "$2"
  change "replicate the key to $1" kms replicate-key --region="$4" --key-id="$5" \\
    --replica-region="$1" --policy="$3" --description="Encrypts EBS volumes" || forget "$its"
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
