/**
 * What `rehearse.sh` calls beside `rehearseClean`. For the bash that macOS still has, 3.2. Sources: AWS CLI Command
 * Reference, `ec2`, `ebs`, `kms` and `sts`; EBS User Guide, "Write Amazon EBS snapshots with EBS direct APIs" (a block has
 * 524,288 bytes and a Base64 SHA-256 checksum; a snapshot of a volume made from a snapshot is an incremental one of it).
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
}

# record KIND ACCOUNT REGION: written before a call that makes a volume or snapshot; its id is not known yet.
record() {
  recording="$1 $2 $3"
  printf '%s - %s\\n' "$recording" "$rehearsal" >>"$state"
}

# recorded ID: the id of what was recorded last; without one, AWS refused the call and made nothing.
recorded() {
  {
    sed '$d' "$state"
    if [ -n "$1" ]; then printf '%s %s %s\\n' "$recording" "$1" "$rehearsal"; fi
  } >"$state.new"
  mv "$state.new" "$state"
}

# made KIND ACCOUNT REGION COMMAND...: makes a volume or snapshot as the present caller, and waits until AWS has made it.
# Its id is in $answer; where it fails, $code says why.
made() {
  local kind=$1 account=$2 region=$3 id
  shift 3
  record "$kind" "$account" "$region"
  if ! call "$@" --region="$region" --output=text; then
    # A lost answer may be of something that AWS made.
    if [ "$code" != NoAnswer ]; then recorded ""; fi
    return 1
  fi
  id=$answer
  recorded "$id"
  as_account "$account"
  wait_for "$kind" "$region" "$id"
  answer=$id
  [ "$code" = Success ]
}

# wait_for KIND REGION ID: ten minutes at most. $code says how it ends: AWS looks for the key after its answer.
wait_for() {
  local ready=available query="Volumes[0].State" try
  if [ "$1" = snapshot ]; then ready=completed query="Snapshots[0].[State,StateMessage]"; fi
  for ((try = 1; try <= 120; try++)); do
    if call ec2 "describe-$1s" --region="$2" "--$1-ids=$3" --query="$query" --output=text; then
      case $answer in
        "$ready"*) return ;;
        error*)
          printf '%s' "$3: $answer" >"$scratch/errors"
          code=VolumeVanished
          if [ "$1" = snapshot ]; then code=SnapshotError; fi
          case $answer in *"not accessible"*) code=KeyNotAccessible ;; esac
          return
          ;;
      esac
    elif [ "$code" = InvalidVolume.NotFound ] && [ "$try" -ge 6 ]; then
      code=VolumeVanished
      return
    fi
    sleep 5
  done
  code=TimedOut
}

# make ID KIND ACCOUNT REGION COMMAND...: a call of the run that makes a volume or snapshot; its id is in $answer.
make() {
  local id=$1 status=0
  shift
  if ! $run_it; then
    printf '%s\\n' "would call $id, and delete the $1"
    return
  fi
  if [ -n "$reason" ]; then
    answered "$id" ""
    return
  fi
  made "$@" || status=1
  answered "$id" "$code"
  if [ "$status" = 1 ]; then refused_earlier; fi
  use_role "$role_number" "$role_arn"
}

tags() { printf 'ResourceType=%s,Tags=[{Key=%s,Value=%s}]' "$1" "$tag" "$rehearsal"; }

# zone REGION: an Availability Zone of it, in $zone.
zone() {
  call ec2 describe-availability-zones --region="$1" --filters=Name=zone-type,Values=availability-zone \\
    --query='AvailabilityZones[0].ZoneName' --output=text || return 1
  zone=$answer
}

# make_source REGION ACCOUNT KEY: a volume of 1 GiB under the key, with one block of data, by your credentials: a blank
# volume's snapshot would list no block to read.
make_source() {
  local region=$1 account=$2 key=\${named_key:-$3} sum
  source_snapshot="" volume="" snapshot="" source_key=""
  if ! $run_it; then
    printf '%s\\n' "would make a volume of 1 GiB with one block in $region, account $account, under \${key:-a key that you name with --key=}, and delete it"
    return
  fi
  if [ -n "$reason" ]; then return; fi
  [ -n "$key" ] || fail "the answers do not name one key: name it with --key=key/ID"
  as_account "$account"
  case $key in key/*) key=\${key#key/} ;; esac
  call kms describe-key --region="$region" --key-id="$key" --query=KeyMetadata.Arn --output=text ||
    source_failed "key $key"
  source_key=$answer
  head -c 524288 /dev/zero | tr '\\0' K >"$scratch/block"
  sum=$(openssl dgst -sha256 -binary "$scratch/block" | openssl base64)
  record snapshot "$account" "$region"
  if ! call ebs start-snapshot --region="$region" --volume-size=1 --encrypted --kms-key-arn="$source_key" \\
    --tags="Key=$tag,Value=$rehearsal" --timeout=10 --query=SnapshotId --output=text; then
    if [ "$code" != NoAnswer ]; then recorded ""; fi
    source_failed "the source snapshot"
  fi
  source_snapshot=$answer
  recorded "$source_snapshot"
  call ebs put-snapshot-block --region="$region" --snapshot-id="$source_snapshot" --block-index=0 \\
    --block-data="$scratch/block" --data-length=524288 --checksum="$sum" --checksum-algorithm=SHA256 \\
    --query=Checksum --output=text || source_failed "its block"
  call ebs complete-snapshot --region="$region" --snapshot-id="$source_snapshot" --changed-blocks-count=1 \\
    --query=Status --output=text || source_failed "its end"
  wait_for snapshot "$region" "$source_snapshot"
  [ "$code" = Success ] || source_failed "the source snapshot"
  zone "$region" || source_failed "an Availability Zone"
  made volume "$account" "$region" ec2 create-volume --snapshot-id="$source_snapshot" --availability-zone="$zone" \\
    --volume-type=gp3 --tag-specifications="$(tags volume)" --query=VolumeId || source_failed "the source volume"
  volume=$answer
}

source_failed() { fail "the rehearsal cannot make its own volume ($1): $code: $(cat "$scratch/errors")"; }

# The calls of the run, each after its ID, as the role that use_role named.

describe_key() { ask "$1" kms describe-key --region="$2" --key-id="$source_key" --output=json; }
list_aliases() { ask "$1" kms list-aliases --region="$2" --max-items=1 --output=json; }
describe_instances() { ask "$1" ec2 describe-instances --region="$2" --max-items=1 --output=json; }
describe_volumes() { ask "$1" ec2 describe-volumes --region="$2" --volume-ids="$volume" --output=json; }
describe_snapshots() { ask "$1" ec2 describe-snapshots --region="$2" --snapshot-ids="$snapshot" --output=json; }

# create_snapshot ID REGION ACCOUNT
create_snapshot() {
  make "$1" snapshot "$3" "$2" ec2 create-snapshot --volume-id="$volume" \\
    --tag-specifications="$(tags snapshot)" --query=SnapshotId
  snapshot=$answer
}

# copy_snapshot ID REGION ACCOUNT FROM: to the same key in another region.
copy_snapshot() {
  local to
  IFS=: read -r -a to <<<"$source_key"
  make "$1" snapshot "$3" "$2" ec2 copy-snapshot --source-region="$4" --source-snapshot-id="$snapshot" --encrypted \\
    --kms-key-id="\${to[0]-}:\${to[1]-}:kms:$2:\${to[4]-}:\${to[5]-}" --tag-specifications="$(tags snapshot)" --query=SnapshotId
  snapshot=$answer
}

# share_snapshot ID REGION ACCOUNT
share_snapshot() {
  ask "$1" ec2 modify-snapshot-attribute --region="$2" --snapshot-id="$snapshot" \\
    --attribute=createVolumePermission --operation-type=add --user-ids="$3" || refused_earlier
}

list_blocks() {
  block=""
  if ask "$1" ebs list-snapshot-blocks --region="$2" --snapshot-id="$snapshot" --max-items=1 \\
    --query='Blocks[0].[BlockIndex,BlockToken]' --output=text; then block=\${answer%%$'\\n'*}; fi
}

list_changed_blocks() {
  ask "$1" ebs list-changed-blocks --region="$2" --first-snapshot-id="$source_snapshot" \\
    --second-snapshot-id="$snapshot" --max-items=1 --output=json
}

get_block() {
  local before=$reason index token
  read -r index token <<<"$block"
  if $run_it && [ -z "$token" ]; then reason=\${reason:-the snapshot lists no block}; fi
  ask "$1" ebs get-snapshot-block --region="$2" --snapshot-id="$snapshot" --block-index="$index" \\
    --block-token="$token" "$scratch/read" --output=json
  reason=$before
}

# create_volume ID REGION ACCOUNT
create_volume() {
  if $run_it && [ -z "$reason" ]; then
    as_account "$3"
    zone "$2" || fail "no Availability Zone in $2: $(cat "$scratch/errors")"
    use_role "$role_number" "$role_arn"
  fi
  make "$1" volume "$3" "$2" ec2 create-volume --snapshot-id="$snapshot" --availability-zone="\${zone-}" \\
    --volume-type=gp3 --tag-specifications="$(tags volume)" --query=VolumeId
  volume=$answer
}`;
