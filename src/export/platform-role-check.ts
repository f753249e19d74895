import { shellWord } from "#policy";
import { platformRole, type Scenario } from "#scenario";
import type { ExportedFile } from "./exported-document.ts";

const fileName = "check-platform-role.sh";

/**
 * A script for formats that cannot ask for a role themselves; none if the answers name no role. Templates see roles of their
 * own account alone, so the script asks once with credentials of the platform's account and keeps the answer beside it; the
 * commands of every other account begin with it, and do not go on without that answer.
 * Source: AWS CLI Command Reference, `iam get-role`.
 */
export function platformRoleCheck(scenario: Scenario): readonly ExportedFile[] {
  const role = platformRole(scenario);
  if (!role) return [];
  return [
    {
      path: fileName,
      text: `#!/usr/bin/env bash
# Fails unless the platform's role exists: IAM and AWS KMS refuse policies that name a role which does not.
#
#   bash ${fileName} [OPTIONS OF THE AWS CLI]
#
# Run it once with credentials of account ${scenario.platform.account}, or with --profile of that account. It writes its answer
# to platform-role.txt. After that it passes with credentials of any account.
set -euo pipefail
export AWS_PAGER=""
role=${shellWord(role.arn)}
here=$(cd "$(dirname "$0")" && pwd)
if [ "$#" -eq 0 ] && [ -e "$here/platform-role.txt" ] && [ "$(<"$here/platform-role.txt")" = "$role" ]; then exit 0; fi
rm -f "$here/platform-role.txt"
errors=$(mktemp)
trap 'rm -f "$errors"' EXIT
if ! found=$(aws iam get-role --region=${shellWord(scenario.platform.region)} --role-name=${shellWord(role.name)} \\
  --query=Role.Arn --output=text "$@" 2>"$errors" </dev/null); then
  case $(<"$errors") in
    *"(NoSuchEntity)"*) found="none" ;;
    *)
      {
        cat "$errors"
        echo "error: AWS did not say whether the role $role exists. Nothing was changed."
        echo "Run this with credentials of its account that allow iam:GetRole: bash ${fileName} --profile PROFILE"
      } >&2
      exit 1
      ;;
  esac
fi
if [ "$found" != "$role" ]; then
  {
    echo "error: these credentials find no role $role (found: $found). Nothing was changed."
    echo "If it exists, run this once with credentials of its account: bash ${fileName} --profile PROFILE"
    echo "If not, roll out the platform's account first: the policies of all accounts name that role."
  } >&2
  exit 1
fi
printf '%s\\n' "$found" >"$here/platform-role.txt"
echo "$role exists"
`,
    },
  ];
}

/** A command of an account that only runs if the platform's role exists. */
export function afterRoleCheck(scenario: Scenario, command: string): string {
  return platformRole(scenario) ? `bash ${fileName} && ${command}` : command;
}

/** How to run it, for the section of a README about the order. */
export function roleCheckCommand(): string {
  return `bash ${fileName}`;
}
