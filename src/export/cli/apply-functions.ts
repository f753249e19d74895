import { checkFunctions } from "./check-functions.ts";
import { madeDescription, type ShellFunctions, sharedFunctions } from "./functions.ts";
import { keyFunctions } from "./key-functions.ts";

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
  write: {
    text: `# write NAME TEXT: a file of the backup, whole or not at all.
write() {
  mkdir -p "$backup"
  printf '%s' "$2" >"$backup/.unfinished"
  mv "$backup/.unfinished" "$backup/$1"
}`,
  },
  mark: {
    calls: ["write"],
    text: `# mark NAME TEXT: what rollback must know, before it is done: its answer can be lost. The first text stays.
mark() {
  $apply || return 0
  [ -e "$backup/$1" ] || write "$1" "$2"
}`,
  },
  forget: {
    text: `# forget NAME: ends the script after a refusal. The mark stays unless AWS said that it did nothing.
forget() {
  case $text in
    *"(AccessDenied"* | *"(EntityAlreadyExists"* | *"(AlreadyExists"* | *"(ExpiredToken"* | *"(InvalidClientTokenId"* | *"(InvalidInput"* | *"(LimitExceeded"* | \\
      *"(MalformedPolicyDocument"* | *"(NoSuchEntity"* | *"(NotFound"* | *"(TagException"* | *"(Throttling"* | \\
      *"(ValidationE"*) rm -f "$backup/$1" ;;
  esac
  exit 1
}`,
  },
  keep: {
    calls: ["write"],
    text: `# keep NAME TEXT: what was there before a change, never over an earlier backup.
keep() {
  local number=1
  $apply || return 0
  while [ -e "$backup/$1.$number" ]; do number=$((number + 1)); done
  write "$1.$number" "$2"
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
    calls: ["role_exists", "found", "same", "say", "keep", "mark", "change", "forget"],
    text: `# ensure_role SLUG NAME ARN PATH TRUST [TAGS]: makes a role, or gives it its trust policy.
ensure_role() {
  if ! role_exists "$2" "$3"; then
    mark "role.$1.created" "$2"
    change "create role $2" iam create-role --region="$home_region" --role-name="$2" --path="$4" \\
      --assume-role-policy-document="$5" --description="${madeDescription}" \${6+"$6"} || forget "role.$1.created"
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
    calls: ["other_versions", "read_version", "mark", "change"],
    text: `# make_room SLUG NAME ARN: IAM keeps five versions of a policy. The one to roll back to stays, and
# rollback makes the deleted one again.
make_room() {
  local version oldest="" count=0 kept=""
  [ ! -e "$backup/policy.$1.version" ] || kept=$(<"$backup/policy.$1.version")
  other_versions "$3"
  for version in $versions; do
    count=$((count + 1))
    if [ "$version" = "$kept" ]; then continue; fi
    if [ -z "$oldest" ] || [ "\${version#v}" -lt "\${oldest#v}" ]; then oldest=$version; fi
  done
  if [ "$count" -lt 4 ]; then return 0; fi
  read_version "$3" "$oldest"
  mark "deleted-version.$oldest.$1" "$answer"
  change "delete the oldest version of policy $2, $oldest" iam delete-policy-version \\
    --region="$home_region" --policy-arn="$3" --version-id="$oldest"
}`,
  },
  ensure_policy: {
    calls: [
      "found",
      "read_version",
      "same",
      "say",
      "mark",
      "keep",
      "change",
      "make_room",
      "forget",
    ],
    text: `# ensure_policy SLUG NAME DOCUMENT: makes a managed policy, or a new default version of it.
ensure_policy() {
  local arn="arn:$partition:iam::$account:policy/$2" version
  if ! found iam get-policy --region="$home_region" --policy-arn="$arn" \\
    --query=Policy.DefaultVersionId --output=text; then
    mark "policy.$1.created" "$2"
    change "create policy $2" iam create-policy --region="$home_region" --policy-name="$2" \\
      --policy-document="$3" --description="${madeDescription}" || forget "policy.$1.created"
    return 0
  fi
  version=$answer
  read_version "$arn" "$version"
  if same "$answer" "$3"; then
    say "policy $2 is as it should be"
    return 0
  fi
  keep "policy.$1" "$answer"
  mark "policy.$1.version" "$version"
  make_room "$1" "$2" "$arn"
  keep "made-version.$1" "$3"
  change "make a new default version of policy $2" iam create-policy-version \\
    --region="$home_region" --policy-arn="$arn" --policy-document="$3" --set-as-default
}`,
  },
  ensure_attached: {
    calls: ["found", "say", "mark", "change", "forget"],
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
  mark "attached.$1" "$3"
  change "attach policy $3 to role $2" iam attach-role-policy --region="$home_region" \\
    --role-name="$2" --policy-arn="$arn" || forget "attached.$1"
}`,
  },
  ...checkFunctions,
  ...keyFunctions,
};
