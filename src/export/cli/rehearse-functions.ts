/**
 * How `rehearse.sh` begins and ends, with which credentials it calls, and how it prints answers. For the bash that macOS
 * still has, 3.2. Source: AWS CLI Command Reference, `sts`.
 */
export const rehearseFunctions = `profiles=()
run_it=false
named_key=""
first=true
printing=false
reason=""
profile=""
answer=""
code=""
role_number=""
role_arn=""
recording=""
here=$(cd "$(dirname "$0")" && pwd)
state=$here/rehearse.state
tag=keyhole-rehearsal
rehearsal=""
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

say() { printf '%s\\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

begin() {
  local each
  for each in "$@"; do
    case $each in
      --run) run_it=true ;;
      --key=key/?* | --key=alias/?*) named_key=\${each#--key=} ;;
      arn:*=?* | [0-9]*=?*) profiles+=("$each") ;;
      *)
        say "usage: bash $0 [--run] [--key=key/ID] [ACCOUNT=PROFILE ...] [ROLE_ARN=PROFILE ...]"
        exit 2
        ;;
    esac
  done
  if ! $run_it; then
    if [ -s "$state" ]; then printf '%s\\n' "would delete what an earlier rehearsal left"; fi
    return
  fi
  if [ -e "$state.pid" ] && kill -0 "$(cat "$state.pid")" 2>/dev/null; then
    fail "a rehearsal runs in this folder already. If it does not, delete $state.pid"
  fi
}

# begin_run: after the accounts are checked. Deletes first what an earlier rehearsal left.
begin_run() {
  if ! $run_it; then return; fi
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap finish EXIT
  if [ -s "$state" ]; then
    say "deleting what an earlier rehearsal left"
    clean || fail "an earlier rehearsal left something that cannot be deleted: see above"
  fi
  rehearsal=$(date +%s)-$$
  echo $$ >"$state.pid"
  printf '{"keyholeVerify":1,"rehearsal":true,"calls":['
  printing=true
}

# finish: runs at the end, whatever ends the script. Ctrl-C does not stop it; every wait of it has an end.
finish() {
  local status=$?
  trap '' HUP INT TERM
  if $printing; then printf '\\n]}\\n'; fi
  clean || status=1
  rm -rf "$scratch"
  exit "$status"
}

end() {
  if ! $run_it; then
    printf '%s\\n' "Nothing was done. To do it: bash $0 --run > answers.json"
  fi
}

# profile_of NAME: in $profile.
profile_of() {
  local each
  profile=""
  for each in \${profiles[@]+"\${profiles[@]}"}; do
    if [ "\${each%%=*}" = "$1" ]; then profile=\${each#*=}; fi
  done
}

own_key=\${AWS_ACCESS_KEY_ID-}
own_secret=\${AWS_SECRET_ACCESS_KEY-}
own_token=\${AWS_SESSION_TOKEN-}

# as_account ACCOUNT: the next calls use your credentials of an account.
as_account() {
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  if [ -n "$own_key" ]; then export AWS_ACCESS_KEY_ID="$own_key" AWS_SECRET_ACCESS_KEY="$own_secret"; fi
  if [ -n "$own_token" ]; then export AWS_SESSION_TOKEN="$own_token"; fi
  profile_of "$1"
}

# as_role NUMBER ARN: the next calls use the session of a role.
as_role() {
  profile_of "$2"
  if [ -n "$profile" ]; then return; fi
  IFS=$'\\t' read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <"$scratch/role-$1"
  export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
}

# call COMMAND...: makes a call; AWS's answer is in $answer, or its error code in $code.
call() {
  local said
  code=Success
  if [ -n "$profile" ]; then
    answer=$(env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN \\
      aws --profile="$profile" "$@" 2>"$scratch/errors" </dev/null) && return 0
  else
    answer=$(aws "$@" 2>"$scratch/errors" </dev/null) && return 0
  fi
  said=$(cat "$scratch/errors")
  code=NoAnswer
  if [[ $said =~ \\(([A-Za-z.]+)\\) ]]; then code=\${BASH_REMATCH[1]#Client.}; fi
  return 1
}

# check_account ACCOUNT REGION: whether there are credentials of it.
check_account() {
  as_account "$1"
  call sts get-caller-identity --region="$2" --query=Account --output=text || fail "$(cat "$scratch/errors")"
  [ "$answer" = "$1" ] || fail "these credentials are for account $answer: name a profile with $1=PROFILE"
}

# answered ID CODE: prints AWS's answer to a call, or that it was not made.
answered() {
  if [ -n "$2" ] && [ "$2" != Success ]; then say "$1: $2: $(cat "$scratch/errors")"; fi
  if ! $first; then printf ','; fi
  first=false
  printf '\\n{"id":%s,"code":"%s","why":"%s"}' "$1" "$2" "$reason"
}

# ask ID COMMAND...: makes a call of the run.
ask() {
  local id=$1
  shift
  if ! $run_it; then
    printf '%s\\n' "would call $id"
    return 1
  fi
  if [ -n "$reason" ]; then
    answered "$id" ""
    return 1
  fi
  call "$@"
  answered "$id" "$code"
  [ "$code" = Success ]
}

# begin_role NUMBER ARN ACCOUNT REGION: assumes the role that the run begins with.
begin_role() {
  reason=""
  if ! $run_it; then return; fi
  profile_of "$2"
  if [ -n "$profile" ]; then return; fi
  as_account "$3"
  if call sts assume-role --region="$4" --role-arn="$2" --role-session-name=keyhole-rehearsal \\
    --query='[Credentials.AccessKeyId,Credentials.SecretAccessKey,Credentials.SessionToken]' --output=text; then
    printf '%s\\n' "$answer" >"$scratch/role-$1"
  else
    reason="your credentials cannot assume the role: name a profile with ROLE_ARN=PROFILE"
    say "$2: $(cat "$scratch/errors")"
  fi
}

# assume ID NUMBER ARN REGION OPTION...: the run's own AssumeRole, as the present role.
assume() {
  local id=$1 number=$2 arn=$3 region=$4
  shift 4
  if ask "$id" sts assume-role --region="$region" --role-arn="$arn" --role-session-name=keyhole-rehearsal "$@" \\
    --query='[Credentials.AccessKeyId,Credentials.SecretAccessKey,Credentials.SessionToken]' --output=text; then
    printf '%s\\n' "$answer" >"$scratch/role-$number"
  else
    refused_earlier
  fi
}

refused_earlier() { reason=\${reason:-an earlier call was refused}; }

# use_role NUMBER ARN: the role that makes the next calls.
use_role() {
  role_number=$1 role_arn=$2
  if $run_it && [ -z "$reason" ]; then as_role "$1" "$2"; fi
}`;
