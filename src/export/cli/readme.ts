import { isLarge } from "#scenario";
import type { ExportOptions } from "../options.ts";
import { codeSpan, documentWords } from "../plain-text.ts";
import type { Rollout } from "../rollout.ts";
import { rolloutOrder } from "../rollout-order.ts";

/** What to run, in what order, and what to know before. */
export function cliReadme(
  { scenario, accounts, unreadable }: Rollout,
  options: ExportOptions,
): string {
  const keys = accounts.flatMap((account) => account.keys);
  const paragraphs = [
    "# Forensic import: AWS CLI",
    ...(unreadable.length === 0
      ? []
      : [
          `**Not in here**, since their text is no JSON: correct them in Keyhole and export again.\n\n${unreadable
            .map((document) => `- ${codeSpan(`${documentWords(document)}, ${document.account}`)}`)
            .join("\n")}`,
        ]),
    "A script for each account. It needs bash and the AWS CLI, version 1 or 2.",
    rolloutOrder(scenario),
    "## Run it",
    "With credentials of the account, here for 222222222222:\n\n```sh\nbash 222222222222.sh          # says what it would do, and changes nothing\nbash 222222222222.sh --apply  # does it\n```",
    "Credentials of another account are refused. A second run changes only what differs, and continues where an earlier run stopped: a script records what it is about to create.",
    "The script of a target account cannot see the platform's role with that account's credentials. Name a profile of the platform's account, and it checks first that the role exists:\n\n```sh\nPLATFORM_PROFILE=platform bash 222222222222.sh\n```",
    "Before any change it compares with IAM's quotas in the account (`iam:GetAccountSummary`): how many policies each role has already, and how long a trust policy may be.",
    ...(accounts.length > 1 ? [manyAccounts] : []),
    ...(keys.length === 0 ? [] : keyParagraphs(keys, options)),
    ...(isLarge(scenario) ? [] : [askAws, rehearse, collect]),
    "## Take it back",
    "Before it replaces anything a script keeps what was there in `backup/`, beside it, and never writes over an earlier backup.\n\n```sh\nbash 222222222222-rollback.sh          # says what it would do\nbash 222222222222-rollback.sh --apply  # restores what was there before the first --apply\n```",
    "The rollback deletes what the script created: keys after 30 days, until then `aws kms cancel-key-deletion` keeps them. It knows the script's roles and policies by their description, and leaves others of the same name. It restores the policy versions that the script deleted to make room, under new numbers. Changes that others made since to the same policies are lost. Keep `backup/` until you are sure: no one else has it.",
    takeBack,
  ];
  return `${paragraphs.join("\n\n")}\n`;
}

const takeBack =
  "What the import itself left behind is in no backup: grants that its roles made or hold, and in the platform's account temporary keys and their aliases. After the rollback, which stops the roles, the second script takes them back. Without `--apply` it asks KMS by dry runs whether it may. It leaves the grants of others and of attached volumes. **Volumes and snapshots under a temporary key cannot be read again once the key is deleted:** copy the evidence that you keep to another key first.\n\n```sh\nbash 222222222222-take-back.sh          # says what it would do\nbash 222222222222-take-back.sh --apply  # revokes grants, deletes temporary keys after 30 days, and their aliases\n```";

const askAws =
  "## Ask AWS itself\n\n`verify.sh` asks KMS by dry runs whether the roles may make the import's calls; it changes nothing. Give what it prints to “Replay a log” in Keyhole. Its first lines say how it gets the roles' credentials and which calls cannot be asked.";

const rehearse =
  "## Rehearse it in a test account\n\n`rehearse.sh` makes a volume of 1 GiB with one block under the key, makes the import's calls on it as the roles, prints AWS's answers, and deletes what it made. Stopped, it still deletes; what it could not delete is in `rehearse.state`, and the next run deletes that first. It starts no instance and makes no temporary key: its first lines name the calls that it leaves out. Give what it prints to “Replay a log” in Keyhole, which sets each answer beside its decision.\n\n```sh\nbash rehearse.sh 111111111111=PROFILE 222222222222=PROFILE                       # says what it would do\nbash rehearse.sh --run 111111111111=PROFILE 222222222222=PROFILE > answers.json  # does it\n```";

const collect =
  "## Compare with what AWS has\n\n`collect.sh` prints the policies, boundaries, grants and aliases of the import's roles and keys, and the SCPs and RCPs of their accounts, as one JSON bundle. It only reads; what AWS refuses is in the bundle. Import the bundle in Keyhole: “Review” names every statement that differs.\n\n```sh\nbash collect.sh 222222222222=PROFILE > bundle.json\n```";

const manyAccounts =
  "## All accounts\n\n```sh\nbash roll-out.sh --role=OrganizationAccountAccessRole           # says what each would do\nbash roll-out.sh --role=OrganizationAccountAccessRole --apply   # does it\nbash roll-out.sh --role=OrganizationAccountAccessRole --rollback --apply\n```\n\n`roll-out.sh` runs the scripts of `accounts.txt`: the platform's account first, then eight at the same time (`--parallel=N`). It assumes the role in each account, or uses the profile that you write after the account in `accounts.txt`. After five failures it begins no more (`--stop-after=N`). Ctrl-C begins no more and finishes those that run; pressed twice, it ends them at once. Run the same command again to go on: accounts that are done are passed over. `results/` has a table and what each script said.";

function keyParagraphs(
  keys: Rollout["accounts"][number]["keys"],
  options: ExportOptions,
): readonly string[] {
  if (options.keys === "new")
    return [
      "## Keys\n\nThe keys are new, each under an alias, by which a second run finds it, and with the tag `keyhole-made-for`, by which a key is found if AWS's answer with its id was lost. AWS KMS chooses a new key's id: where the answers name a key by ARN, put the ARN that the script prints into Keyhole and export again, or the roles' policies name a key that is not there.",
    ];
  return [
    "## Keys\n\n**Read what the script says before you apply it**: a key has one policy, and what is replaced is gone for everyone who uses the key. A line with `-` goes, a line with `+` comes.",
    ...(keys.some(({ named }) => named.by === "list")
      ? [
          "Policies for several keys wait for `…-keys-….txt`, beside the script: nothing is overwritten until you list key ids there.",
        ]
      : []),
  ];
}
