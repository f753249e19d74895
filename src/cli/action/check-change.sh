#!/usr/bin/env bash
# Checks a folder and compares it with a base commit; writes the comment for the pull request.
#   KEYHOLE         the command
#   FOLDER          the folder with keyhole.json and the policies
#   BASE            the commit to compare with; empty: none
#   FAIL_ON         as `keyhole check --fail-on` takes it; empty: as usual
#   FAIL_ON_GAINED  `true`: anything newly allowed falls short
#   AT              the address where the page is hosted; empty: no link (nor where it would be longer than 9,000 characters)
#   COMMENT         the file to write
# Exit code: 0 clean, 1 falls short, 2 could not be done.
set -euo pipefail

worst=0
note() { if [ "$1" -gt "$worst" ]; then worst=$1; fi; }

before=""
parts=$(mktemp -d)
trap 'rm -rf "$parts"; if [ -n "$before" ]; then git worktree remove --force "$before" || true; fi' EXIT

# Adds a part to the comment, and cuts it after whole lines: GitHub refuses comments past 65,536 characters, and a long
# verdict must not push out what the change allows.
add() { # FILE MOST_BYTES
  if [ "$(wc -c < "$1")" -le "$2" ]; then
    cat "$1" >> "$COMMENT"
    return
  fi
  cat "$1"
  head -c "$2" "$1" | sed '$d' > "$parts/cut"
  # Half a map is none, and what follows must not end up inside of its fold.
  if grep -q '^<details>' "$parts/cut" && ! grep -q '^</details>' "$parts/cut"; then
    sed '/^<details>/,$d' "$parts/cut" > "$parts/whole"
  else
    cat "$parts/cut" > "$parts/whole"
  fi
  if [ $(($(grep -c '^```' "$parts/whole") % 2)) -eq 1 ]; then echo '```' >> "$parts/whole"; fi
  printf '\n**Cut here: the log of this step has the whole text.**\n\n' | cat "$parts/whole" - >> "$COMMENT"
}

echo '<!-- keyhole -->' > "$COMMENT"

check=(check "$FOLDER" --format markdown)
if [ -n "$FAIL_ON" ]; then check+=(--fail-on "$FAIL_ON"); fi
code=0
"$KEYHOLE" "${check[@]}" > "$parts/check" || code=$?
note "$code"
add "$parts/check" 40000
if [ "$code" -gt 1 ]; then echo "Keyhole could not check \`$FOLDER\`: see the log." >> "$COMMENT"; fi

if [ -n "$BASE" ] && git cat-file -e "$BASE:$FOLDER" 2> /dev/null; then
  before=$(mktemp -d)
  git worktree add --quiet --detach --force "$before" "$BASE"
  diff=(diff "$before/$FOLDER" "$FOLDER" --format markdown)
  if [ "$FAIL_ON_GAINED" = true ]; then diff+=(--fail-on gained); fi
  code=0
  "$KEYHOLE" "${diff[@]}" > "$parts/diff" || code=$?
  note "$code"
  add "$parts/diff" 15000
  if [ "$code" -gt 1 ]; then echo "Keyhole could not compare \`$FOLDER\`: see the log." >> "$COMMENT"; fi
fi

if [ -n "$AT" ]; then
  if link=$("$KEYHOLE" open "$FOLDER" --at "$AT") && [ "${#link}" -le 9000 ]; then
    printf '\n[Open it in Keyhole](%s)\n' "$link" >> "$COMMENT"
  fi
fi
exit "$worst"
