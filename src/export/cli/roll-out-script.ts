import { shellWord } from "#policy";
import { platformRole } from "#scenario";
import type { Rollout } from "../rollout.ts";

/** The accounts that `roll-out.sh` goes over: the platform's first. Only what is an account id has a script to run. */
export function accountList({ accounts }: Rollout): string {
  const ids = accounts.flatMap(({ account }) => (/^\d{12}$/.test(account) ? [account] : []));
  return [
    "# The accounts of the roll-out. After an account you can name a profile of the AWS CLI for it.",
    ...ids,
    "",
  ].join("\n");
}

/**
 * Runs the scripts of all accounts. For the bash that macOS still has, 3.2: `wait -n` is missing there, so xargs bounds
 * how many run at the same time. Source: AWS CLI Command Reference, `sts assume-role`.
 */
export function rollOutScript({ scenario, accounts }: Rollout): string {
  const isPlatform = accounts.some((one) => one.isPlatform);
  return `#!/usr/bin/env bash
# Runs the scripts of all accounts of accounts.txt.
#
#   bash roll-out.sh [OPTIONS]                      says what each would do, and changes nothing
#   bash roll-out.sh --apply [OPTIONS]              does it; run it again to go on after a failure
#   bash roll-out.sh --rollback [--apply] [OPTIONS] restores what the accounts had before
#
#   --role=NAME       the role to assume in each account that has no profile in accounts.txt
#   --parallel=N      how many accounts at the same time (8)
#   --stop-after=N    begins no more accounts after N have failed (5)
#
# Ctrl-C begins no more accounts and finishes those that run.
set -euo pipefail
umask 077
export AWS_PAGER=""

partition=${shellWord(scenario.partition)}
home_region=${shellWord(scenario.platform.region)}
platform=${shellWord(isPlatform ? scenario.platform.account : "")}
platform_role=${shellWord(platformRole(scenario)?.arn ?? "")}
here=$(cd "$(dirname "$0")" && pwd)

${functions}

if [ "\${1-}" = one ]; then
  run_one "$2"
  exit 0
fi

apply=false rollback=false role="" parallel=8 limit=5
for option in "$@"; do
  value=\${option#*=}
  case $option in
    --apply) apply=true ;;
    --rollback) rollback=true ;;
    --role=?*) role=$value ;;
    --parallel=?* | --stop-after=?*)
      [[ $value =~ ^[1-9][0-9]{0,3}$ ]] || usage
      if [ "\${option%%=*}" = --parallel ]; then parallel=$value; else limit=$value; fi
      ;;
    *) usage ;;
  esac
done
work=look
if $apply; then work=apply; fi
if $rollback; then work=rollback-$work; fi
results=$here/results/$work
caller=$(aws sts get-caller-identity --region="$home_region" --query=Account --output=text 2>/dev/null </dev/null || true)
export apply rollback role limit results caller

mkdir -p "$results"
: >"$results/failures"
rm -f "$results/stopped"
trap stop INT
trap end_now TERM HUP
# What is done stays done; the next run looks again.
for file in "$results"/*.state; do
  [ -e "$file" ] || continue
  if ! $apply || [ "$(<"$file")" != "done" ]; then rm -f "$file"; fi
done
read_accounts
if $rollback; then
  run_accounts "$others"
  # The other accounts' policies name its role: it comes last, and only after all of them.
  if [ -n "$first" ] && may_go_on; then run_accounts "$first"; fi
else
  if [ -n "$first" ]; then run_accounts "$first"; fi
  if [ -s "$results/failures" ]; then
    echo "The platform's account failed: the others wait for it." >&2
  elif may_go_on; then
    if [ -n "$first" ]; then export PLATFORM_ROLE_CHECKED=$platform_role; fi
    run_accounts "$others"
  fi
fi
show_table
`;
}

const functions = String.raw`usage() {
  sed -n '2,/^set /s/^# \{0,1\}//p' "$0" >&2
  exit 2
}

# The platform's account in $first where it is listed, the others in $others, a line each.
read_accounts() {
  local account profile
  first="" others=""
  while read -r account profile || [ -n "$account" ]; do
    case $account in "" | "#"*) continue ;; esac
    if ! [[ $account =~ ^[0-9]{12}$ ]]; then
      echo "accounts.txt: this is no account: $account" >&2
      exit 2
    fi
    if [ "$account" = "$platform" ]; then first=$account; else others=$others$account$'\n'; fi
  done < <(tr -d '\r' <"$here/accounts.txt")
}

# run_accounts LINES: each account once, so many at the same time. They are a process group apart, which Ctrl-C does not
# reach: what has begun ends well.
running=""
run_accounts() {
  [ -n "$1" ] || return 0
  set -m
  (printf '%s\n' "$1" | sed '/^$/d' | xargs -n 1 -P "$parallel" bash "$0" one) &
  running=$!
  set +m
  # A signal ends wait, but not the accounts.
  until wait "$running"; do kill -0 "$running" 2>/dev/null || break; done
  running=""
}

# Whether all accounts so far are done, and nobody stopped the roll-out.
may_go_on() { [ ! -s "$results/failures" ] && [ ! -e "$results/stopped" ]; }

# After Ctrl-C: begins no more accounts. After a second one: ends those that run.
stop() {
  if [ -z "$running" ] || [ -e "$results/stopped" ]; then end_now; fi
  : >"$results/stopped"
  echo "No more accounts are begun. Those that run are finished; to end them at once, press Ctrl-C again." >&2
}

# Ends all at once. What a script was about to do is marked: the same command goes on, and --rollback finds it.
end_now() {
  trap '' INT TERM HUP
  if [ -n "$running" ]; then
    kill -TERM -- "-$running" 2>/dev/null || true
    wait "$running" || true
  fi
  echo "Ended. Run the same command again to go on." >&2
  exit 130
}

# use_credentials ACCOUNT: those of the account's profile, of the role in it, or those that are here.
use_credentials() {
  local profile credentials
  profile=$(tr -d '\r' <"$here/accounts.txt" | awk -v account="$1" '$1 == account { print $2; exit }')
  if [ -n "$profile" ]; then
    unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
    export AWS_PROFILE=$profile
  elif [ -n "$role" ] && [ "$1" != "$caller" ]; then
    credentials=$(aws sts assume-role --region="$home_region" --role-arn="arn:$partition:iam::$1:role/$role" \
      --role-session-name=keyhole-roll-out --output=text \
      --query='Credentials.[AccessKeyId,SecretAccessKey,SessionToken]' </dev/null) || return 1
    read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<"$credentials"
    unset AWS_PROFILE
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  fi
}

# run_one ACCOUNT: its script, with its credentials; what it says goes to a file.
run_one() {
  local script=$here/$1.sh state="done"
  if [ "$(cat "$results/$1.state" 2>/dev/null)" = "done" ]; then return 0; fi
  if [ -e "$results/stopped" ] || [ "$(wc -l <"$results/failures")" -ge "$limit" ]; then
    echo "not begun" >"$results/$1.state"
    return 0
  fi
  if $rollback; then script=$here/$1-rollback.sh; fi
  (
    use_credentials "$1" || exit 1
    if $apply; then exec bash "$script" --apply; else exec bash "$script"; fi
  ) >"$results/$1.log" 2>&1 </dev/null || state=failed
  echo "$state" >"$results/$1.state"
  echo "$1 $state" >&2
  if [ "$state" = failed ]; then
    echo "$1" >>"$results/failures"
  elif $apply; then
    # What is rolled back can be rolled out again, and the other way round.
    if $rollback; then rm -f "$here/results/apply/$1.state"; else rm -f "$here/results/rollback-apply/$1.state"; fi
  fi
}

# The accounts that are not done, the numbers, and a table of all in a file.
show_table() {
  local account state last done_count=0 failed=0 waiting=0
  for account in $first $others; do
    state=$(cat "$results/$account.state" 2>/dev/null || echo "not begun")
    last=$(tail -n 1 "$results/$account.log" 2>/dev/null || true)
    printf '%s\t%s\t%s\n' "$account" "$state" "$last"
  done >"$results/table.tsv"
  while IFS=$'\t' read -r account state last; do
    case $state in
      "done") done_count=$((done_count + 1)) ;;
      failed)
        failed=$((failed + 1))
        printf '%s  %-9s  %s\n' "$account" "$state" "$last"
        ;;
      *)
        waiting=$((waiting + 1))
        printf '%s  %-9s\n' "$account" "$state"
        ;;
    esac
  done <"$results/table.tsv"
  echo "$done_count done, $failed failed, $waiting not begun. All accounts: $results/table.tsv"
  if [ "$failed" -gt 0 ]; then echo "What each said: $results/ACCOUNT.log."; fi
  if [ $((failed + waiting)) -gt 0 ]; then echo "Run the same command again to go on."; fi
  [ $((failed + waiting)) -eq 0 ]
}`;
