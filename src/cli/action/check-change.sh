#!/usr/bin/env bash
# Checks a folder and compares it with a base commit; writes the comment for the pull request.
#   KEYHOLE         the command
#   FOLDER          the folder with keyhole.json and the policies
#   BASE            the commit to compare with; empty: none
#   FAIL_ON         as `keyhole check --fail-on` takes it; empty: as usual
#   FAIL_ON_GAINED  `true`: anything newly allowed falls short
#   AT              the address where the page is hosted; empty: no link
#   COMMENT         the file to write
# Exit code: 0 clean, 1 falls short, 2 could not be done.
set -euo pipefail

worst=0
note() { if [ "$1" -gt "$worst" ]; then worst=$1; fi; }

before=""
trap 'if [ -n "$before" ]; then git worktree remove --force "$before" || true; fi' EXIT

echo '<!-- keyhole -->' > "$COMMENT"

check=(check "$FOLDER" --format markdown)
if [ -n "$FAIL_ON" ]; then check+=(--fail-on "$FAIL_ON"); fi
code=0
"$KEYHOLE" "${check[@]}" >> "$COMMENT" || code=$?
note "$code"
if [ "$code" -gt 1 ]; then echo "Keyhole could not check \`$FOLDER\`: see the log." >> "$COMMENT"; fi

if [ -n "$BASE" ] && git cat-file -e "$BASE:$FOLDER" 2> /dev/null; then
  before=$(mktemp -d)
  git worktree add --quiet --detach --force "$before" "$BASE"
  diff=(diff "$before/$FOLDER" "$FOLDER" --format markdown)
  if [ "$FAIL_ON_GAINED" = true ]; then diff+=(--fail-on gained); fi
  code=0
  "$KEYHOLE" "${diff[@]}" >> "$COMMENT" || code=$?
  note "$code"
  if [ "$code" -gt 1 ]; then echo "Keyhole could not compare \`$FOLDER\`: see the log." >> "$COMMENT"; fi
fi

if [ -n "$AT" ]; then
  if link=$("$KEYHOLE" open "$FOLDER" --at "$AT"); then
    printf '\n[Open it in Keyhole](%s)\n' "$link" >> "$COMMENT"
  fi
fi
exit "$worst"
