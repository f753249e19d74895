import { awsCommand, shellWord, sizeInBytes } from "#policy";
import type { Scenario } from "#scenario";
import { attachGuide } from "../attach.ts";
import { codeBlock, codeSpan } from "../plain-text.ts";
import { afterRoleCheck } from "../platform-role-check.ts";
import { rolloutOrder } from "../rollout-order.ts";
import type { AccountPlan, DocumentWithReason, Stack } from "./account-plan.ts";
import { maximumTemplateBytes, maximumTemplateBytesInBucket } from "./template.ts";

/** What the README of the CloudFormation templates describes. */
export interface Deployment {
  readonly scenario: Scenario;
  readonly plans: readonly AccountPlan[];
  readonly unreadable: readonly { readonly id: string; readonly name: string }[];
  readonly format: "yaml" | "json";
  /** Template texts by stack: some are too large for a command. */
  readonly texts: ReadonlyMap<Stack, string>;
  /** The files of documents that go by hand, by document id. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * How to deploy the templates: first what is not in them, then the commands, an account at a time.
 * Source: AWS CLI Command Reference, `cloudformation deploy` and `cloudformation create-change-set`.
 */
export function deploymentGuide(deployment: Deployment): string {
  const { plans } = deployment;
  const imports = plans.some(({ stacks }) => stacks.some((stack) => stack.imports));
  return `${[
    "# CloudFormation templates of the import",
    ...missing(
      deployment.unreadable,
      plans.flatMap(({ leftOut }) => leftOut),
    ),
    "Run the commands in this folder, for each account with credentials of that account.",
    "Policies stand in the templates word for word, without parameters: what is deployed is what was verified.",
    rolloutOrder(deployment.scenario, "IAM is global: its stack stands in one region.", true),
    ...(imports ? [importText] : []),
    ...plans.map((plan) => accountText(deployment, plan)),
  ].join("\n\n")}\n`;
}

/** Names the documents that a format leaves out, and why; nothing where it holds them all. */
export function missing(
  unreadable: readonly { readonly id: string; readonly name: string }[],
  leftOut: readonly DocumentWithReason[],
): readonly string[] {
  const lines = [
    ...unreadable.map(({ id, name }) => `- ${codeSpan(`${id} (${name})`)}: it is not JSON.`),
    ...leftOut.map(
      ({ document: { id, name }, why }) => `- ${codeSpan(`${id} (${name})`)}: it has ${why}.`,
    ),
  ];
  if (lines.length === 0) return [];
  return [
    `**Left out: ${lines.length} ${lines.length === 1 ? "document" : "documents"}.** Correct them in Keyhole and export again, or use the plain JSON files.`,
    lines.join("\n"),
  ];
}

const importText = `## Keys that exist

An import adds a key to CloudFormation without changing it; the next update sets the new policy. \`import-keys.sh\` first puts the key’s present policy and tags into the templates, because CloudFormation compares with its templates, not with the key: without its tags in the template, the update would take them away. If the update fails, CloudFormation puts the present policy back.

AWS recommends to look for drift after an import (\`aws cloudformation detect-stack-drift\`). A key’s description and rotation may show there: the template says nothing of them, so that they stay as they are.

Import only keys that no other stack or Terraform state manages. From then on change their policies and tags through this stack alone. If you only want to set the policies, use the AWS CLI export.`;

function accountText(deployment: Deployment, plan: AccountPlan): string {
  const title = `## Account ${plan.account}${plan.isPlatform ? " (the platform’s)" : ""}`;
  const nothing = plan.stacks.length + plan.byHand.length === 0;
  return [
    title.replace(/\s+/g, " "),
    ...plan.notes.map((note) => `Note: ${note}`),
    ...(nothing ? ["Nothing to deploy here."] : []),
    ...plan.stacks.map((stack) => stackText(deployment, plan, stack)),
    ...(plan.byHand.length > 0
      ? [
          "By command, not by stack:",
          ...plan.byHand.map((entry) => byHandText(deployment.files, entry)),
        ]
      : []),
  ].join("\n\n");
}

function stackText(
  { scenario, format, texts }: Deployment,
  { isPlatform }: AccountPlan,
  stack: Stack,
): string {
  const guarded = (command: string) => (isPlatform ? command : afterRoleCheck(scenario, command));
  const file = `${stack.name}.${format}`;
  const size = sizeInBytes(texts.get(stack) ?? "");
  const tooLarge = size > maximumTemplateBytes;
  return [
    `${codeSpan(file)}, in ${codeSpan(stack.region)}:`,
    ...(tooLarge ? [largeTemplate(size)] : []),
    ...primaries(stack),
    ...(stack.imports
      ? importBlocks(stack, format, guarded)
      : [codeBlock("sh", [guarded(deploy(stack, file))])]),
  ].join("\n\n");
}

/** How a template of so many bytes is deployed, which is too large for a command. */
export function largeTemplate(size: number): string {
  return size > maximumTemplateBytesInBucket
    ? "**The template is over 1 MB, and CloudFormation takes none so large.** Use the AWS CLI or Terraform export for this account."
    : largeText;
}

const largeText =
  "The template is over 51,200 bytes: add `--s3-bucket BUCKET` to `deploy`; for an import, copy it to a bucket and name it with `--template-url` instead of `--template-body`.";

/** Where the ARNs of primary keys are found that only AWS knows. */
export function primaries({ keys, imports }: Stack): readonly string[] {
  const lines = keys
    .filter(({ parameters }) => Object.keys(parameters).length > 0)
    .map(({ key: { named, region, replicaOf } }) => {
      if (imports && named.by === "alias")
        return `${awsCommand("kms", "describe-key", { region, "key-id": named.alias })} --query KeyMetadata.MultiRegionConfiguration.PrimaryKey.Arn --output text`;
      const stack = { region: replicaOf?.region ?? "", "stack-name": "Keyhole-keys" };
      return awsCommand("cloudformation", "describe-stacks", {
        ...stack,
        query: "Stacks[0].Outputs",
        output: "text",
      });
    });
  if (lines.length === 0) return [];
  const waits =
    !imports && keys.some(({ key: { key, replicaOf } }) => replicaOf && key.origin === "imported");
  return [
    ...(waits ? [materialFirst] : []),
    "These say the primary keys’ ARNs: put them for PRIMARY_KEY_ARN below.",
    codeBlock("sh", [...new Set(lines)]),
  ];
}

/** Why replicas of keys with imported material are not made at once. */
export const materialFirst =
  "**Import the key material into the primary first.** AWS KMS replicates no key that is `PendingImport`: go on when `aws kms describe-key` says `Enabled`.";

function deploy({ region, stackName, template }: Stack, file: string): string {
  const command = awsCommand("cloudformation", "deploy", {
    region,
    "stack-name": stackName,
    "template-file": file,
  });
  const parameters = Object.keys(template.parameters).map((id) => ` ${id}=PRIMARY_KEY_ARN`);
  const types = Object.values(template.resources).map(({ Type }) => Type);
  return [
    command,
    types.some((type) => type.startsWith("AWS::IAM::"))
      ? " --capabilities CAPABILITY_NAMED_IAM"
      : "",
    parameters.length > 0 ? ` --parameter-overrides${parameters.join("")}` : "",
  ].join("");
}

/** The commands of an import and of the update after it. `guarded`: a command that only runs if the platform's role exists. */
function importBlocks(
  stack: Stack,
  format: "yaml" | "json",
  guarded: (command: string) => string,
): readonly string[] {
  const { name, region, stackName, template } = stack;
  const place = { region, "stack-name": stackName };
  const changeSet = { ...place, "change-set-name": "Import" };
  const command = (operation: string, options: Readonly<Record<string, string>>) =>
    awsCommand("cloudformation", operation, options);
  const parameters = Object.keys(template.parameters).map(
    (id) => ` ParameterKey=${id},ParameterValue=PRIMARY_KEY_ARN`,
  );
  const create = command("create-change-set", {
    ...changeSet,
    "change-set-type": "IMPORT",
    "resources-to-import": `file://live/${name}.resources.json`,
    "template-body": `file://live/${name}-import.${format}`,
  });
  const update = { ...stack, template: { ...template, parameters: {} } };
  return [
    codeBlock("sh", [
      guarded(`bash import-keys.sh ${name} ${shellWord(region)}`),
      guarded(create) + (parameters.length > 0 ? ` --parameters${parameters.join("")}` : ""),
      command("wait change-set-create-complete", changeSet),
      command("describe-change-set", changeSet),
    ]),
    "Where that shows imports and nothing else:",
    codeBlock("sh", [
      guarded(command("execute-change-set", changeSet)),
      command("wait stack-import-complete", place),
      guarded(deploy(update, `live/${name}.${format}`)),
    ]),
  ];
}

/** A document that only a command can put in place, with the command. `files` has its file by its id. */
export function byHandText(
  files: ReadonlyMap<string, string>,
  { document, why }: DocumentWithReason,
): string {
  const { commands, hint } = attachGuide(document, files.get(document.id) ?? "");
  return [
    `- ${codeSpan(`${document.id} (${document.name})`)}: ${why}.${hint ? ` ${hint}` : ""}`,
    codeBlock("sh", commands),
  ].join("\n\n");
}
