import type { ShellFunctions } from "./functions.ts";

/**
 * What a script checks before it changes anything. Source: IAM API Reference, "GetAccountSummary"; IAM User Guide, "IAM
 * and AWS STS quotas".
 */
export const checkFunctions: ShellFunctions = {
  look_for_platform_role: {
    calls: ["found", "say", "fail"],
    text: `# look_for_platform_role NAME ARN: AWS refuses policies that name a role which does not exist. It is in another account:
# these credentials cannot see it, those of a profile of that account can. roll-out.sh says
# in PLATFORM_ROLE_CHECKED which role it has seen.
look_for_platform_role() {
  if [ "\${PLATFORM_ROLE_CHECKED-}" = "$2" ]; then return 0; fi
  if [ -z "\${PLATFORM_PROFILE-}" ]; then
    say "not checked: whether $2 exists. Roll out its account first, or name a profile of it in PLATFORM_PROFILE"
    return 0
  fi
  found iam get-role --profile="$PLATFORM_PROFILE" --region="$home_region" --role-name="$1" \\
    --query=Role.Arn --output=text || fail "there is no role $2: roll out its account first"
  [ "$answer" = "$2" ] || fail "the platform's role is $answer, but the policies name $2"
}`,
  },
  read_quotas: {
    calls: ["read_exactly", "say", "fail"],
    text: `# What IAM allows in this account: AWS raises some quotas on request.
read_quotas() {
  problems=0 quotas=$'10\\t2048'
  if answer=$(aws iam get-account-summary --region="$home_region" --output=text \\
    --query='SummaryMap.[AttachedPoliciesPerRoleQuota,AssumeRolePolicySizeQuota]' \\
    2>"$scratch/errors" </dev/null); then
    quotas=$answer
    return 0
  fi
  read_exactly "$scratch/errors"
  case $text in *"(AccessDenied"*) ;; *) printf '%s' "$text" >&2 && fail "AWS did not answer \\\`aws iam get-account-summary\\\`" ;; esac
  say "IAM's quotas cannot be read with these credentials: taken as 10 policies a role and 2,048 characters a trust policy"
}`,
  },
  check_trust_size: {
    calls: ["problem"],
    text: `# check_trust_size NAME CHARACTERS
check_trust_size() {
  local quota=\${quotas##*$'\\t'}
  [ "$2" -le "$quota" ] ||
    problem "the trust policy of $1 has $2 characters; this account allows $quota (AWS raises it to 4,096 on request)"
}`,
  },
  check_attachments: {
    calls: ["found", "problem"],
    text: `# check_attachments ROLE POLICIES...: whether the role has room for them beside those of others.
check_attachments() {
  local role=$1 arn name count quota=\${quotas%%$'\\t'*}
  shift
  count=$#
  found iam list-attached-role-policies --region="$home_region" --role-name="$role" \\
    --query='AttachedPolicies[].[PolicyArn]' --output=text || answer=""
  for arn in $answer; do
    count=$((count + 1))
    for name in "$@"; do
      if [ "$arn" = "arn:$partition:iam::$account:policy/$name" ]; then count=$((count - 1)); fi
    done
  done
  [ "$count" -le "$quota" ] ||
    problem "role $role would have $count managed policies; this account allows $quota (AWS raises it to 20 on request)"
}`,
  },
  problem: {
    text: `problem() {
  printf 'error: %s\\n' "$*" >&2
  problems=$((problems + 1))
}`,
  },
  stop_on_problems: {
    calls: ["fail"],
    text: `stop_on_problems() { [ "$problems" = 0 ] || fail "nothing was changed"; }`,
  },
};
