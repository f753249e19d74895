/**
 * What `collect.sh` calls. For the bash that macOS still has, 3.2. AWS's answers go into the bundle as the AWS CLI prints
 * them; every other text of it is one JSON string.
 */
export const collectFunctions = `profiles=()
first=true
account=""
profile=""
level=null
answer=""
names=""
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT

begin() {
  local each
  for each in "$@"; do
    case $each in
      organization=?* | [0-9]*=?*) profiles+=("$each") ;;
      *)
        echo "usage: bash $0 [ACCOUNT=PROFILE ...] [organization=PROFILE]" >&2
        exit 2
        ;;
    esac
  done
  printf '{"keyholeCollect":1,"answers":['
}

end() { printf '\\n]}\\n'; }

# choose_region PARTITION REGION: for IAM, STS and Organizations, which need one only to find the partition.
choose_region() {
  partition=$1
  export AWS_REGION="$2" AWS_DEFAULT_REGION="$2"
}

# use NAME: the profile for an account or the organization; without one, the credentials that the script started with.
use() {
  local each
  profile=""
  for each in \${profiles[@]+"\${profiles[@]}"}; do
    if [ "\${each%%=*}" = "$1" ]; then profile=\${each#*=}; fi
  done
}

run() {
  if [ -n "$profile" ]; then
    env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \\
      aws --profile="$profile" "$@" </dev/null 2>"$errors"
  else
    aws "$@" </dev/null 2>"$errors"
  fi
}

# json_text TEXT: prints it as a JSON string. No name of AWS has a quote, a backslash or a control character.
json_text() {
  local text=\${1//[^ -~]/?}
  printf '"%s"' "\${text//[\\"\\\\]/?}"
}

# entry COMMAND ABOUT MEMBER JSON: writes one entry of the bundle.
entry() {
  if ! $first; then printf ','; fi
  first=false
  printf '\\n{"ofAccount":%s,"command":%s,"about":%s,"level":%s,"%s":%s}' \\
    "$(json_text "$account")" "$(json_text "$1")" "$(json_text "$2")" "$level" "$3" "$4"
}

# refused COMMAND ABOUT: writes the error code of the last call.
refused() {
  local said code=NoAnswer pattern='\\(([A-Za-z.]+)\\)'
  said=$(cat "$errors")
  if [[ $said =~ $pattern ]]; then code=\${BASH_REMATCH[1]}; fi
  echo "$2: $1: $said" >&2
  entry "$1" "$2" refused "$(json_text "$code")"
}

# ask ABOUT COMMAND...: writes AWS's answer, which stays in $answer, or its refusal.
ask() {
  local about=$1
  shift
  if answer=$(run "$@" --output=json); then
    answer=\${answer:-null}
    entry "$1 $2" "$about" answer "$answer"
  else
    answer=""
    refused "$1 $2" "$about"
  fi
}

# list ABOUT QUERY COMMAND...: puts the names of AWS's answer into $names.
list() {
  local about=$1 query=$2
  shift 2
  names=""
  if ! names=$(run "$@" --query="$query" --output=text); then
    names=""
    refused "$1 $2" "$about"
  fi
}

# members NAME: puts the texts of this member of $answer into $names.
members() {
  local rest=$answer pattern="\\"$1\\": *\\"([^\\"]+)\\"(.*)"
  names=""
  while [[ $rest =~ $pattern ]]; do
    names="$names \${BASH_REMATCH[1]}"
    rest=\${BASH_REMATCH[2]}
  done
}

# enter ACCOUNT: fails if the credentials are not those of the account.
enter() {
  local caller
  account=$1
  use "$1"
  if ! caller=$(run sts get-caller-identity --query=Account --output=text); then
    refused "sts get-caller-identity" "$1"
    return 1
  fi
  if [ "$caller" != "$1" ]; then
    echo "$1: the credentials are those of account $caller" >&2
    entry "sts get-caller-identity" "$1" refused '"OtherAccount"'
    return 1
  fi
}

# role ARN NAME
role() {
  local each
  ask "$1" iam get-role --role-name="$2"
  members PermissionsBoundaryArn
  for each in $names; do managed "$each"; done
  list "$1" 'PolicyNames[]' iam list-role-policies --role-name="$2"
  for each in $names; do ask "$1" iam get-role-policy --role-name="$2" --policy-name="$each"; done
  ask "$1" iam list-attached-role-policies --role-name="$2"
  members PolicyArn
  for each in $names; do managed "$each"; done
}

# managed ARN: the default version of a managed policy.
managed() {
  local each
  ask "$1" iam get-policy --policy-arn="$1"
  members DefaultVersionId
  for each in $names; do ask "$1" iam get-policy-version --policy-arn="$1" --version-id="$each"; done
}

# key REGION ID_OR_ALIAS
key() {
  local each arn
  ask "$2" kms describe-key --region="$1" --key-id="$2"
  members KeyId
  for each in $names; do
    arn=arn:$partition:kms:$1:$account:key/$each
    ask "$arn" kms get-key-policy --region="$1" --key-id="$each" --policy-name=default
    ask "$arn" kms list-grants --region="$1" --key-id="$each"
    ask "$arn" kms list-aliases --region="$1" --key-id="$each"
  done
}

# keys REGION: every key of a region.
keys() {
  local each
  list "$1" 'Keys[].KeyId' kms list-keys --region="$1"
  for each in $names; do key "$1" "$each"; done
}

# organization ACCOUNT: the SCPs and RCPs of the account and of each level above it. Level 1 is the root.
organization() {
  local at=$1 above=$1 each id kind count
  account=$1
  use organization
  # OUs are at most five levels deep.
  for _ in 1 2 3 4 5 6; do
    ask "$1" organizations list-parents --child-id="$at"
    members Id
    at=\${names# }
    above="$above $at"
    case $at in ou-*) ;; *) break ;; esac
  done
  case $at in r-*) ;; *) return ;; esac
  # shellcheck disable=SC2086 # one word a level
  count=$(printf '%s\\n' $above | wc -l)
  for each in $above; do
    level=$((count))
    for kind in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
      ask "$each" organizations list-policies-for-target --target-id="$each" --filter="$kind"
      members Id
      for id in $names; do ask "$id" organizations describe-policy --policy-id="$id"; done
    done
    count=$((count - 1))
  done
  level=null
}`;
