import { iamCommand, partitionOfArn } from "#policy";
import { platformRole, type Scenario } from "#scenario";
import { attachGuide, backupName, createRole, presentKeyPolicy, presentTrust } from "./attach.ts";
import type { ExportedDocument, ExportedFile } from "./exported-document.ts";
import { policyNameOf } from "./exported-document.ts";
import { fileNamesOf } from "./file-names.ts";
import { limitLines } from "./limit-note.ts";
import type { ExportOptions } from "./options.ts";
import { inRolloutOrder, rolloutOrderWords } from "./rollout-order.ts";

/**
 * Each document as a file with the text of its editor, valid JSON or not, and `manifest.json`, which says for each where it goes and
 * with which commands, in the order in which AWS accepts them. The commands are for a POSIX shell in the folder of the
 * files; a second run of them changes nothing more, and what they replace is kept first.
 */
export function jsonFiles(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  { onWork }: Pick<ExportOptions, "onWork"> = {},
): readonly ExportedFile[] {
  const names = fileNamesOf(documents);
  const nameOf = new Map(documents.map((document, index) => [document, names[index] ?? ""]));
  const files = inRolloutOrder(scenario, documents).map((document) => {
    onWork?.();
    return manifestEntry(scenario, document, nameOf.get(document) ?? "");
  });
  const pastLimits = limitLines(documents);
  const manifest = {
    order: `As listed. ${rolloutOrderWords}`,
    ...(pastLimits.length > 0 ? { pastLimits } : {}),
    files,
  };
  return [
    ...documents.map(({ text }, index) => ({ path: names[index] ?? "", text })),
    { path: "manifest.json", text: `${JSON.stringify(manifest, null, 2)}\n` },
  ];
}

function manifestEntry(scenario: Scenario, document: ExportedDocument, file: string) {
  const { kind, account, region, attachTo, part } = document;
  const { consolePath, hint } = attachGuide(document, file);
  return {
    file,
    kind,
    account,
    ...(region === undefined ? {} : { region }),
    attachTo:
      attachTo.to === "role"
        ? {
            role: attachTo.roleArn,
            ...(kind === "identity" ? { policyName: policyNameOf(attachTo.roleName, part) } : {}),
          }
        : { key: attachTo.keyArn ?? attachTo.keys },
    console: consolePath,
    commands: commandsOf(scenario, document, file),
    ...(hint === undefined ? {} : { hint }),
  };
}

/** Each is one line; where one fails, the rest must not run. */
function commandsOf(
  scenario: Scenario,
  document: ExportedDocument,
  file: string,
): readonly string[] {
  const { attachTo, kind } = document;
  if (attachTo.to === "key")
    return withBackup(
      file,
      presentKeyPolicy(document, attachTo),
      attachGuide(document, file).commands,
    );
  const { roleName, roleArn } = attachTo;
  if (kind !== "trust") return identityCommands(document, roleName, roleArn, file);
  const replace = withBackup(
    file,
    presentTrust(roleArn, roleName),
    attachGuide(document, file).commands,
  );
  if (roleArn === platformRole(scenario)?.arn) return replace;
  const role = { "role-name": roleName };
  return [
    `${iamCommand(scenario.partition, "get-role", role)} || ${createRole(scenario, roleArn, roleName, file)}`,
    iamCommand(scenario.partition, "wait role-exists", role),
    ...replace,
  ];
}

/** A backup that a second run does not overwrite, and without which nothing is replaced. */
function withBackup(file: string, present: string, commands: readonly string[]): readonly string[] {
  const backup = backupName(file);
  return [
    `test -s ${backup} || ${present} > ${backup}`,
    ...commands.map((command) => `test -s ${backup} && ${command}`),
  ];
}

/**
 * Makes the policy, or a new version of it where it says something else; IAM counts no white space.
 * Source: AWS CLI Command Reference, `iam create-policy-version`; IAM User Guide, "IAM and AWS STS quotas".
 */
function identityCommands(
  document: ExportedDocument,
  roleName: string,
  roleArn: string,
  file: string,
): readonly string[] {
  const [create = "", attach = ""] = attachGuide(document, file).commands;
  const name = policyNameOf(roleName, document.part);
  const partition = partitionOfArn(roleArn);
  const policy = {
    "policy-arn": `arn:${partition}:iam::${document.account}:policy/${name}`,
  };
  const get = iamCommand(partition, "get-policy", policy);
  const present = `${iamCommand(partition, "get-policy-version", policy)} --version-id "$(${get} --query Policy.DefaultVersionId --output text)" --query PolicyVersion.Document --output json`;
  const replace = `${iamCommand(partition, "create-policy-version", { ...policy, "policy-document": `file://${file}` })} --set-as-default`;
  return [
    `${get} || ${create}`,
    `test "$(${present} | tr -d '[:space:]')" = "$(tr -d '[:space:]' < ${file})" || ${replace}`,
    attach,
  ];
}
