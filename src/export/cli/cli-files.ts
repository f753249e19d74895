import type { ExportedDocument, ExportedFile } from "../exported-document.ts";
import { accountNamesOf } from "../file-names.ts";
import type { ExportOptions } from "../options.ts";
import { documentWords } from "../plain-text.ts";
import type { AccountRollout, Rollout } from "../rollout.ts";
import { applyScript } from "./apply-script.ts";
import { cliReadme } from "./readme.ts";
import { accountList, rollOutScript } from "./roll-out-script.ts";
import { rollbackScript } from "./rollback-script.ts";
import { takeBackScript } from "./take-back-script.ts";

/**
 * For each account a script that rolls out, one that rolls back, and the lists of keys to fill in. Never throws.
 * Source: the AWS CLI Command Reference for `iam`, `kms` and `sts`.
 */
export function cliFiles(rollout: Rollout, options: ExportOptions): readonly ExportedFile[] {
  const names = accountNamesOf(rollout.accounts.map(({ account }) => account));
  const unreadable = new Map<string, ExportedDocument[]>();
  for (const document of rollout.unreadable)
    unreadable.set(document.account, [...(unreadable.get(document.account) ?? []), document]);
  return [
    { path: "cli/README.md", text: cliReadme(rollout, options) },
    { path: "cli/accounts.txt", text: accountList(rollout) },
    { path: "cli/roll-out.sh", text: rollOutScript(rollout) },
    ...rollout.accounts.flatMap((account, index) =>
      accountFiles(rollout, account, names[index] ?? "account", options, unreadable),
    ),
  ];
}

function accountFiles(
  { scenario }: Rollout,
  account: AccountRollout,
  name: string,
  options: ExportOptions,
  unreadable: ReadonlyMap<string, readonly ExportedDocument[]>,
): readonly ExportedFile[] {
  options.onWork?.();
  const missing = unreadable.get(account.account) ?? [];
  const frame = {
    title: `Forensic import: what account ${account.account} gets.`,
    fileName: `${name}.sh`,
    remarks:
      missing.length === 0
        ? []
        : ["", "Not in here, since its text is no JSON:", ...missing.map(documentWords)],
    account: account.account,
    partition: scenario.partition,
    homeRegion: account.homeRegion,
    backup: name,
  };
  const { text, lists } = applyScript(scenario, account, frame, options);
  const takeBack = takeBackScript(scenario, {
    ...frame,
    title: `Forensic import: takes back the grants and temporary keys that it left in account ${account.account}.`,
    fileName: `${name}-take-back.sh`,
  });
  return [
    { path: `cli/${frame.fileName}`, text },
    {
      path: `cli/${name}-rollback.sh`,
      text: rollbackScript(account, {
        ...frame,
        title: `Forensic import: restores what account ${account.account} had before.`,
        fileName: `${name}-rollback.sh`,
      }),
    },
    ...(takeBack === undefined ? [] : [{ path: `cli/${name}-take-back.sh`, text: takeBack }]),
    ...lists.map((list) => ({ path: `cli/${list.fileName}`, text: list.text })),
  ];
}
