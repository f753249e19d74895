/**
 * How `rehearse.sh` deletes what it made: by the ids of its state file, and by its tag if AWS's answer with an id was
 * lost. Sources: AWS CLI Command Reference, `ec2 delete-volume`, `delete-snapshot` and `describe-snapshots` (filters).
 */
export const rehearseClean = `# clean: deletes what the state file lists; false if something stays, which the file then still lists.
clean() {
  local kind account region id its each left=""
  if ! [ -s "$state" ]; then
    rm -f "$state" "$state.pid"
    return 0
  fi
  # Volumes before snapshots, the last first.
  sort -r "$state" >"$scratch/made"
  while read -r kind account region id its <&3; do
    as_account "$account"
    if [ "$id" != - ]; then
      delete_one "$kind" "$region" "$id" || left="$left$kind $account $region $id $its"$'\\n'
    elif tagged "$kind" "$region" "$its"; then
      for each in $ids; do
        delete_one "$kind" "$region" "$each" || left="$left$kind $account $region $each $its"$'\\n'
      done
    else
      left="$left$kind $account $region $id $its"$'\\n'
    fi
  done 3<"$scratch/made"
  printf '%s' "$left" >"$state.new"
  mv "$state.new" "$state"
  rm -f "$state.pid"
  if [ -n "$left" ]; then
    say "not deleted, and listed in $state: run the script again"
    return 1
  fi
  rm -f "$state"
}

# tagged KIND REGION REHEARSAL: what has the tag of a rehearsal, in $ids. AWS may show it only some seconds after it is made.
tagged() {
  local try plural=Volumes name=VolumeId
  if [ "$1" = snapshot ]; then plural=Snapshots name=SnapshotId; fi
  for try in 1 2 3; do
    call ec2 "describe-$1s" --region="$2" --filters="Name=tag:$tag,Values=$3" \\
      --query="\${plural}[].[$name]" --output=text || break
    ids=$answer
    if [ -n "$ids" ] || [ "$try" = 3 ]; then return 0; fi
    sleep 5
  done
  say "AWS did not answer \\\`aws ec2 describe-$1s\\\`: $(cat "$scratch/errors")"
  return 1
}

# delete_one KIND REGION ID: tries for two minutes, since what AWS still makes cannot be deleted.
delete_one() {
  local try
  for ((try = 1; try <= 24; try++)); do
    if call ec2 "delete-$1" --region="$2" "--$1-id=$3"; then
      say "deleted $3"
      return 0
    fi
    case $code in
      Invalid*.NotFound) return 0 ;;
      UnauthorizedOperation | AccessDenied | NoAnswer) break ;;
    esac
    sleep 5
  done
  say "$3 is not deleted: $code: $(cat "$scratch/errors")"
  return 1
}`;
