import type { Watches } from "#evidence";
import type { ExportOptions } from "../options.ts";
import { codeSpan, documentWords } from "../plain-text.ts";
import type { Rollout } from "../rollout.ts";
import { rolloutOrder } from "../rollout-order.ts";
import { watchParagraphs } from "../watch-text.ts";

/** What to run, in what order, and what to know before. */
export function terraformReadme(
  rollout: Rollout,
  options: ExportOptions,
  watches?: Watches,
): string {
  const { accounts, unreadable } = rollout;
  const keys = accounts.flatMap((account) => account.keys);
  const paragraphs = [
    "# Forensic import: Terraform",
    ...(unreadable.length === 0
      ? []
      : [
          `**Not in here**, since their text is no JSON: correct them in Keyhole and export again.\n\n${unreadable
            .map((document) => `- ${codeSpan(`${documentWords(document)}, ${document.account}`)}`)
            .join("\n")}`,
        ]),
    "A folder for each account. It needs Terraform 1.7 or newer, or what the folder's `versions.tf` says, and the AWS provider 5 or newer.",
    rolloutOrder(
      rollout.scenario,
      "Within an account Terraform keeps that order itself, and the platform's folder plans nothing without the platform's role.",
    ),
    "## Run it",
    "In each folder, with credentials of that account:\n\n```sh\nterraform init\nterraform plan -out=plan\nterraform apply plan\n```",
    "Credentials of another account are refused (`allowed_account_ids`).",
    "Add a backend to `versions.tf` to keep the state where your team keeps it.",
    ...(accounts.length > 1 && options.keys !== "new" ? [allAccounts] : []),
    ...(keys.length === 0 ? [] : keyParagraphs(rollout, options)),
    ...(options.targetRoles === "existing"
      ? [
          "## Roles\n\nThe target roles are imported. The plan shows what changes in their trust policies; description, session duration, permissions boundary and tags stay as they are.",
        ]
      : []),
    ...(watches ? [watchTitle, ...watchParagraphs(watches)] : []),
    "## Variables\n\nAccount ids, role names and aliases are variables, and their defaults are the answers. The policies name the same accounts, roles and keys as text: to change one, change the answer in Keyhole and export again, so that what is deployed is what was verified.",
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

const watchTitle =
  "## Watch what stays open\n\n`watching.tf` in an account's folder has the rules that belong there. `watch_target_REGION` is where they send. `all-accounts/` does not have them.";

const allAccounts =
  "## All accounts with one configuration\n\n`all-accounts/main.tf` does the same from data: it reads `all-accounts/accounts/ACCOUNT.json` of the account that its credentials belong to, and an account without a file gets nothing. It needs Terraform 1.7 and the AWS provider 6, in which a resource can name its region. Keep a state for each account, and use it or the folders, not both. Policies for several keys wait in the data: list key ids in `ids`.\n\n- **Terragrunt:** `all-accounts/terragrunt.hcl` assumes a role in the account that `ACCOUNT` names and keeps a state for each.\n- **Control Tower (AFT):** copy `main.tf` and `accounts/` into `terraform/` of your global customizations: AFT runs them in every account.\n\nThe platform's account comes first here, too. OpenTofu 1.7 reads these files as well.";

function keyParagraphs({ accounts }: Rollout, options: ExportOptions): readonly string[] {
  if (options.keys === "new")
    return [
      "## Keys\n\nThe keys are new, and protected from `terraform destroy`. AWS KMS chooses a new key's id: where the answers name a key by ARN, put the ARN from `terraform output` into Keyhole and export again before you roll out the roles.",
    ];
  const listed = accounts.some(({ keys }) => keys.some(({ named }) => named.by === "list"));
  return [
    "## Keys\n\nThe key policies are imported. **Read the plan before you apply it**: a key has one policy, and what the plan takes away is gone for everyone who uses the key. Keep a copy of the present policy. `terraform destroy` is refused for them: it would leave AWS's default policy, which opens the key to the whole account.",
    ...(listed
      ? [
          "Policies for several keys wait in variables that end in `_ids`, which are empty: nothing is overwritten until you list key ids there.",
        ]
      : []),
  ];
}
