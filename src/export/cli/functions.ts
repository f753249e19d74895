/** A function of a script: its text, and the functions that it calls. */
export interface ShellFunction {
  readonly text: string;
  readonly calls?: readonly string[];
}

/** The tag of a key that a script makes: by it the key is found if AWS's answer with its id is lost. */
export const madeForTag = "keyhole-made-for";

/**
 * The description of each role and policy that a script makes: the rollback deletes no other, for example one that someone
 * made by hand after a lost answer. It takes no permission beside the creation, as a tag does.
 * Source: IAM API Reference, "CreateRole", "CreatePolicy", "GetRole" and "GetPolicy" (Description).
 */
export const madeDescription = "Made by a script of Keyhole";

export type ShellFunctions = Readonly<Record<string, ShellFunction>>;

/** The texts of the functions that steps call, and that those call, in the order of the table. */
export function functionsFor(steps: readonly string[], table: ShellFunctions): readonly string[] {
  const needed = new Set<string>();
  const need = (name: string) => {
    if (needed.has(name)) return;
    needed.add(name);
    for (const called of table[name]?.calls ?? []) need(called);
  };
  for (const step of steps) {
    const [name = ""] = step.split(" ", 1);
    if (name in table) need(name);
  }
  return Object.entries(table).flatMap(([name, { text }]) => (needed.has(name) ? [text] : []));
}

/**
 * What both scripts call. For the bash that macOS still has, 3.2: no associative arrays, no empty arrays.
 * Source: AWS CLI Command Reference, `sts get-caller-identity`.
 */
export const sharedFunctions: ShellFunctions = {
  say: { text: `say() { printf '%s\\n' "$*"; }` },
  fail: {
    text: `fail() {
  printf 'error: %s\\n' "$*" >&2
  exit 1
}`,
  },
  check_account: {
    calls: ["fail"],
    text: `check_account() {
  local caller
  caller=$(aws sts get-caller-identity --region="$home_region" --query=Account --output=text)
  [ "$caller" = "$account" ] ||
    fail "these credentials are for account $caller; this script is for $account"
}`,
  },
  found: {
    calls: ["read_exactly", "fail"],
    text: `# Asks AWS; its answer is in $answer. False where there is no such thing; any other refusal ends the script.
found() {
  if answer=$(aws "$@" 2>"$scratch/errors" </dev/null); then return 0; fi
  read_exactly "$scratch/errors"
  case $text in *"(NoSuchEntity)"* | *"(NotFoundException)"*) return 1 ;; esac
  printf '%s' "$text" >&2
  fail "AWS did not answer \\\`aws $1 $2\\\`"
}`,
  },
  change: {
    calls: ["say", "read_exactly"],
    text: `# change WORDS COMMAND...: says what it does and does it; without --apply it only says it. The AWS CLI itself does not
# repeat a change, since a lost answer would make a second key. Only what AWS certainly did not do is tried again.
change() {
  local words=$1 try
  shift
  if ! $apply; then
    say "would $words"
    return 0
  fi
  say "$words"
  for try in 1 2 3 4 5 6; do
    if AWS_MAX_ATTEMPTS=1 aws "$@" >"$scratch/answer" 2>"$scratch/errors" </dev/null; then return 0; fi
    read_exactly "$scratch/errors"
    if [ "$try" = 6 ]; then break; fi
    case $text in
      *"(Throttling"* | *"(TooManyRequests"* | *"(RequestLimitExceeded)"*)
        say "  AWS refuses so many requests: again in 5 seconds"
        ;;
      *"(MalformedPolicyDocument"*"nvalid principal"*)
        say "  AWS does not know a principal of the policy, perhaps because it is new: again in 5 seconds"
        ;;
      *) break ;;
    esac
    sleep 5
  done
  printf '%s' "$text" >&2
  return 1
}`,
  },
  read_exactly: {
    text: `# The text of a file in $text, to the last line break.
read_exactly() { IFS= read -r -d '' text <"$1" || true; }`,
  },
  read_answer: {
    calls: ["read_exactly"],
    text: `# What AWS printed in $text, less the line break that the CLI adds.
read_answer() {
  read_exactly "$1"
  text=\${text%$'\\n'}
}`,
  },
  laid_out: {
    text: `# A JSON text with a line a value: white space alone makes no difference.
laid_out() {
  LC_ALL=C awk '
    function line() { printf "\\n"; for (n = 0; n < depth; n++) printf "  " }
    {
      for (i = 1; i <= length($0); i++) {
        c = substr($0, i, 1)
        if (inside && c == "\\\\") { printf "%s", substr($0, i, 2); i++; continue }
        if (c == "\\"") inside = !inside
        if (inside) { printf "%s", c; continue }
        if (c ~ /[ \\t\\r]/) continue
        if (c ~ /[]}]/) { depth--; line() }
        printf "%s", c
        if (c ~ /[[{]/) { depth++; line() }
        if (c == ",") line()
      }
    }' <<<"$1"
}`,
  },
  equal: {
    calls: ["laid_out"],
    text: `# equal ONE OTHER: whether two JSON texts say the same.
equal() { [ "$1" = "$2" ] || [ "$(laid_out "$1")" = "$(laid_out "$2")" ]; }`,
  },
  same: {
    calls: ["equal", "laid_out"],
    text: `# same PRESENT EXPECTED: as equal; shows where they do not.
same() {
  if equal "$1" "$2"; then return 0; fi
  diff -U 2 <(laid_out "$1"; echo) <(laid_out "$2"; echo) | sed -e 1,2d -e 's/^/    /' || true
  return 1
}`,
  },
  read_version: {
    calls: ["found"],
    text: `# read_version ARN VERSION: its document in $answer.
read_version() {
  found iam get-policy-version --region="$home_region" --policy-arn="$1" --version-id="$2" \\
    --query=PolicyVersion.Document --output=json
}`,
  },
  other_versions: {
    calls: ["found"],
    text: `# other_versions ARN: the versions that are not the default one, in $versions.
other_versions() {
  found iam list-policy-versions --region="$home_region" --policy-arn="$1" \\
    --query='Versions[?!IsDefaultVersion].[VersionId]' --output=text
  versions=$answer
}`,
  },
  present_key_policy: {
    calls: ["read_answer"],
    text: `# present_key_policy REGION KEY: the key's policy in $text.
present_key_policy() {
  aws kms get-key-policy --region="$1" --key-id="$2" --policy-name=default \\
    --query=Policy --output=text >"$scratch/policy" </dev/null
  read_answer "$scratch/policy"
}`,
  },
  find_tagged_key: {
    calls: ["found", "read_exactly", "fail"],
    text: `# find_tagged_key REGION ALIAS: the key that was made for an alias and never got it; its ARN in $key.
find_tagged_key() {
  local each keys
  found kms list-keys --region="$1" --query='Keys[].[KeyArn]' --output=text || return 1
  keys=$answer
  for each in $keys; do
    if ! answer=$(aws kms list-resource-tags --region="$1" --key-id="$each" \\
      --query="Tags[?TagKey=='${madeForTag}'].TagValue" --output=text 2>"$scratch/errors" </dev/null); then
      read_exactly "$scratch/errors"
      # Keys that these credentials may not look at are not the one that they made.
      case $text in *"(AccessDenied"*) continue ;; esac
      printf '%s' "$text" >&2
      fail "AWS did not answer \\\`aws kms list-resource-tags\\\`"
    fi
    [ "$answer" = "$2" ] || continue
    found kms describe-key --region="$1" --key-id="$each" --query=KeyMetadata.KeyState --output=text || continue
    case $answer in Pending*Deletion) continue ;; esac
    key=$each
    return 0
  done
  return 1
}`,
  },
};
