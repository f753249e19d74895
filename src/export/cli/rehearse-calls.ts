/**
 * How `rehearse.sh` makes its volume, and the calls of the run. Sources: AWS CLI Command Reference, `ec2`, `ebs` and `kms`;
 * EBS User Guide, "Write Amazon EBS snapshots with EBS direct APIs" (a block has 524,288 bytes and a Base64 SHA-256
 * checksum; a snapshot of a volume made from a snapshot is an incremental one of it).
 */
export const rehearseCalls = `# record KIND ACCOUNT REGION: written before a call that makes a volume or snapshot; its id is not known yet.
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
  if ask "$1" ebs list-snapshot-blocks --region="$2" --snapshot-id="$snapshot" --max-results=100 \\
    --query='Blocks[0].[BlockIndex,BlockToken]' --output=text; then block=\${answer%%$'\\n'*}; fi
}

list_changed_blocks() {
  ask "$1" ebs list-changed-blocks --region="$2" --first-snapshot-id="$source_snapshot" \\
    --second-snapshot-id="$snapshot" --max-results=100 --output=json
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
