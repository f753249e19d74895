import type { DryRuns } from "#evidence";
import { parseArn, roleName } from "#policy";
import { comments, step } from "./script.ts";

/**
 * A script that asks KMS by dry runs whether the import's roles may make its calls. It changes nothing, and prints its
 * answers as JSON for the page. Source: KMS Developer Guide, “Testing your permissions”.
 */
export function verifyScript({ calls, notAsked }: DryRuns): string {
  const roles = [...new Set(calls.map(({ roleArn }) => roleArn))];
  return `${[
    ["#!/usr/bin/env bash", ...comments(introduction(calls.length, notAsked))].join("\n"),
    'set -uo pipefail\numask 077\nexport AWS_PAGER=""',
    functions,
    `begin "$@"`,
    ...roles.map((role) => {
      const own = calls.filter(({ roleArn }) => roleArn === role);
      const region = regionOf(own[0]?.keyArn ?? "");
      return [
        step("become", role, roleName(role), parseArn(role)?.account ?? "", region),
        ...own.map(askStep),
      ].join("\n");
    }),
    "end",
  ].join("\n\n")}\n`;
}

function introduction(asked: number, notAsked: DryRuns["notAsked"]): readonly string[] {
  return [
    `Asks KMS whether the import's roles may make ${asked} of its calls, each with --dry-run: nothing is done or changed.`,
    "",
    "  bash verify.sh > answers.json                          assumes each role with your credentials",
    "  bash verify.sh ROLE_ARN=PROFILE ... > answers.json     uses a profile of the AWS CLI for a role",
    "",
    "Keyhole sets answers.json beside its own decisions: Explain a denial, Replay a log.",
    ...(notAsked.length > 0 ? ["", "Not asked:"] : []),
    ...notAsked.map(({ id, why }) => `  ${id}: ${why}`),
  ];
}

function regionOf(keyArn: string): string {
  return parseArn(keyArn)?.region ?? "";
}

function askStep({ id, operation, keyArn, encryptionContext, roleArn }: DryRuns["calls"][number]) {
  const context = JSON.stringify(encryptionContext);
  const hasContext = Object.keys(encryptionContext).length > 0;
  const common = [`--region=${regionOf(keyArn)}`, `--key-id=${keyArn}`, "--dry-run"];
  const own =
    operation === "CreateGrant"
      ? [
          `--grantee-principal=${roleArn}`,
          "--operations=Decrypt",
          ...(hasContext ? [`--constraints={"EncryptionContextSubset":${context}}`] : []),
        ]
      : [
          ...(operation === "Encrypt" ? ["--plaintext=AA=="] : ["--key-spec=AES_256"]),
          ...(hasContext ? [`--encryption-context=${context}`] : []),
        ];
  return step("ask", JSON.stringify(id), commands[operation], ...common, ...own);
}

const commands = {
  CreateGrant: "create-grant",
  Encrypt: "encrypt",
  GenerateDataKey: "generate-data-key",
  GenerateDataKeyWithoutPlaintext: "generate-data-key-without-plaintext",
} as const;

/** For the bash that macOS still has, 3.2. JSON has no text of AWS but error codes, which are letters. */
const functions = `profiles=()
first=true
reason=""
profile=""

begin() {
  local each
  for each in "$@"; do
    case $each in
      arn:*=?*) profiles+=("$each") ;;
      *)
        echo "usage: bash $0 [ROLE_ARN=PROFILE ...]" >&2
        exit 2
        ;;
    esac
  done
  printf '{"keyholeVerify":1,"calls":['
}

end() { printf '\\n]}\\n'; }

# become ROLE NAME ACCOUNT REGION: the credentials for the next calls. Where there are none, $reason says why. STS is asked
# in the region of a key: without a region the AWS CLI may not know the partition.
become() {
  local each answer
  reason=""
  profile=""
  restore
  for each in \${profiles[@]+"\${profiles[@]}"}; do
    if [ "\${each%%=*}" = "$1" ]; then profile=\${each#*=}; fi
  done
  if [ -z "$profile" ]; then
    if ! answer=$(aws sts assume-role --region="$4" --role-arn="$1" --role-session-name=keyhole-verify \\
      --query='[Credentials.AccessKeyId,Credentials.SecretAccessKey,Credentials.SessionToken]' \\
      --output=text </dev/null 2>&1); then
      reason="the role could not be assumed"
      echo "$1: $answer" >&2
      return
    fi
    IFS=$'\\t' read -r AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN <<<"$answer"
    export AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  fi
  answer=$(run sts get-caller-identity --region="$4" --query=Arn --output=text 2>&1)
  case $answer in
    arn:*:sts::"$3":assumed-role/"$2"/*) ;;
    *)
      reason="the credentials are not those of the role"
      echo "$1: $answer" >&2
      ;;
  esac
}

own_key=\${AWS_ACCESS_KEY_ID-}
own_secret=\${AWS_SECRET_ACCESS_KEY-}
own_token=\${AWS_SESSION_TOKEN-}

# The credentials that the script was started with.
restore() {
  unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
  if [ -n "$own_key" ]; then export AWS_ACCESS_KEY_ID="$own_key" AWS_SECRET_ACCESS_KEY="$own_secret"; fi
  if [ -n "$own_token" ]; then export AWS_SESSION_TOKEN="$own_token"; fi
}

run() {
  if [ -n "$profile" ]; then
    env -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY -u AWS_SESSION_TOKEN aws --profile="$profile" "$@" </dev/null
  else
    aws "$@" </dev/null
  fi
}

# ask ID COMMAND...: prints KMS's error code. A dry run always ends in one.
ask() {
  local id=$1 answer code=""
  shift
  if [ -z "$reason" ]; then
    answer=$(run kms "$@" 2>&1)
    if [[ $answer =~ \\(([A-Za-z]+)\\) ]]; then code=\${BASH_REMATCH[1]}; else echo "$id: $answer" >&2; fi
  fi
  if ! $first; then printf ','; fi
  first=false
  printf '\\n{"id":%s,"code":"%s","why":"%s"}' "$id" "$code" "\${reason:-KMS gave no error code}"
}`;
