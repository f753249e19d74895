// The scripts beside the templates. Nothing in them depends on the answers. Source of operations and options: AWS CLI
// Command Reference, `cloudformation`.

/**
 * Waits for an operation of a StackSet. An operation that tolerates failures is SUCCEEDED although stacks of it failed, so
 * the script asks for those too. Source: CloudFormation API Reference, "StackSetOperation" (Status) and
 * "ListStackSetOperationResults".
 */
export const waitScript = `#!/usr/bin/env bash
# Waits until an operation of a StackSet has ended; fails unless it has SUCCEEDED with no failed stack.
#
#   bash wait-for.sh REGION STACK_SET OPERATION_ID [OPTIONS OF THE AWS CLI]
set -euo pipefail
export AWS_PAGER=""
if [ "$#" -lt 3 ]; then
  echo "usage: bash wait-for.sh REGION STACK_SET OPERATION_ID [OPTIONS OF THE AWS CLI]" >&2
  exit 2
fi
region=$1
stack_set=$2
operation=$3
shift 3
while :; do
  status=$(aws cloudformation describe-stack-set-operation --region="$region" --stack-set-name="$stack_set" \\
    --operation-id="$operation" --query=StackSetOperation.Status --output=text "$@")
  case $status in
    QUEUED | RUNNING | STOPPING) sleep 15 ;;
    *) break ;;
  esac
done
# SUCCEEDED also means that no more stacks failed than the operation tolerates.
failed=$(aws cloudformation list-stack-set-operation-results --region="$region" --stack-set-name="$stack_set" \\
  --operation-id="$operation" --filters=Name=OPERATION_RESULT_STATUS,Values=FAILED \\
  --query='Summaries[].[Account,StatusReason]' --output=text "$@")
if [ "$failed" = None ]; then failed=""; fi
if [ "$status" != SUCCEEDED ] || [ -n "$failed" ]; then
  printf '%s\\n' "operation $operation of $stack_set: $status. What failed:" "$failed" >&2
  exit 1
fi
echo "$stack_set: $operation has succeeded"
`;

/** Creates the instances of a StackSet that has other parameter values in each account. */
export const instancesScript = `#!/usr/bin/env bash
# Creates the stacks of NAME-instances.tsv, each account with its own parameters, and waits for them. Accounts in
# NAME-instances.done have their stack and are passed over: run it again after a failure.
#
#   bash create-instances.sh REGION STACK_SET NAME STACK_REGION [OPTIONS OF THE AWS CLI]
set -euo pipefail
export AWS_PAGER=""
if [ "$#" -lt 4 ]; then
  echo "usage: bash create-instances.sh REGION STACK_SET NAME STACK_REGION [OPTIONS OF THE AWS CLI]" >&2
  exit 2
fi
region=$1
stack_set=$2
name=$3
stack_region=$4
shift 4
done_file=$name-instances.done
touch "$done_file"
failed=0
# The operations of a StackSet run one after another where they conflict: ten at a time keeps the queue short.
wait_for_batch() {
  local account operation
  while IFS=$'\\t' read -r account operation; do
    if bash wait-for.sh "$region" "$stack_set" "$operation" "$@" </dev/null; then
      echo "$account" >>"$done_file"
    else
      failed=$((failed + 1))
    fi
  done <<<"\${batch%$'\\n'}"
  batch=""
  count=0
}
batch=""
count=0
while IFS=$'\\t' read -r account targets parameters; do
  if grep -qx "$account" "$done_file"; then continue; fi
  operation=$(aws cloudformation create-stack-instances --region="$region" --stack-set-name="$stack_set" \\
    --deployment-targets="$targets" --regions="$stack_region" --parameter-overrides="$parameters" \\
    --query=OperationId --output=text "$@" </dev/null)
  batch=$batch$account$'\\t'$operation$'\\n'
  count=$((count + 1))
  if [ "$count" -ge 10 ]; then wait_for_batch "$@"; fi
done <"$name-instances.tsv"
if [ "$count" -gt 0 ]; then wait_for_batch "$@"; fi
if [ "$failed" -gt 0 ]; then
  echo "$failed accounts failed" >&2
  exit 1
fi
echo "$stack_set: all accounts of $name-instances.tsv are done"
`;
