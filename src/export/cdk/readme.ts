import { shellWord } from "#policy";
import type { Scenario } from "#scenario";
import type { AccountPlan, Stack } from "../cloudformation/account-plan.ts";
import { byHandText, missing, primaries } from "../cloudformation/readme.ts";
import { codeBlock } from "../plain-text.ts";
import { afterRoleCheck } from "../platform-role-check.ts";
import { rolloutOrder } from "../rollout-order.ts";

/** What the README of a CDK app describes. */
export interface CdkGuide {
  readonly scenario: Scenario;
  readonly plans: readonly AccountPlan[];
  readonly unreadable: readonly { readonly id: string; readonly name: string }[];
  /** The files of documents that go by hand, by document id. */
  readonly files: ReadonlyMap<string, string>;
}

/**
 * How to deploy the app: first what is not in it, then the commands, an account at a time.
 * Source: CDK Developer Guide, "AWS CDK CLI reference" (bootstrap, deploy, import).
 */
export function cdkGuide({ scenario, plans, unreadable, files }: CdkGuide): string {
  const imports = plans.some(({ stacks }) => stacks.some((stack) => stack.imports));
  return `${[
    "# CDK app of the import",
    ...missing(
      unreadable,
      plans.flatMap(({ leftOut }) => leftOut),
    ),
    "Install once with `npm install`. Every account and region must be bootstrapped for the CDK (`npx cdk bootstrap`). Run the commands in this folder.",
    "The stacks use the CDK’s L1 constructs, so that policies stay word for word what was verified: its other constructs merge and reorder statements.",
    rolloutOrder(scenario, "", true),
    ...(imports ? [importText] : []),
    ...plans.map((plan) => accountText(scenario, plan, files)),
  ].join("\n\n")}\n`;
}

const importText = `## Keys that exist

An import adds a key to CloudFormation without changing it; the next deployment sets the new policy. \`save-keys.sh\` first saves the key’s present policy and tags in \`present/\`, because CloudFormation compares with its templates, not with the key. Keep \`present/\` with the code: without a key’s tags, a deployment would take them away.

AWS recommends to look for drift after an import (\`aws cloudformation detect-stack-drift\`). A key’s description and rotation may show there: the template says nothing of them, so that they stay as they are.

Import only keys that no other stack or Terraform state manages. From then on change their policies and tags through this app alone. If you only want to set the policies, use the AWS CLI export.`;

function accountText(
  scenario: Scenario,
  plan: AccountPlan,
  files: ReadonlyMap<string, string>,
): string {
  const title = `## Account ${plan.account}${plan.isPlatform ? " (the platform’s)" : ""}`;
  const nothing = plan.stacks.length + plan.byHand.length === 0;
  const commands = plan.stacks
    .flatMap(commandsOf)
    .map((command) => (plan.isPlatform ? command : afterRoleCheck(scenario, command)));
  return [
    title.replace(/\s+/g, " "),
    ...plan.notes.map((note) => `Note: ${note}`),
    ...(nothing ? ["Nothing to deploy here."] : []),
    ...plan.stacks.flatMap(primaries),
    ...(commands.length > 0 ? [codeBlock("sh", commands)] : []),
    ...(plan.byHand.length > 0
      ? ["By command, not by stack:", ...plan.byHand.map((entry) => byHandText(files, entry))]
      : []),
  ].join("\n\n");
}

/** What the CDK's commands call a stack: no number, which they would read as one. */
export function stackId({ name }: Stack): string {
  return `keyhole-${name}`;
}

function commandsOf(stack: Stack): readonly string[] {
  const { name, region, imports, template } = stack;
  const given = Object.keys(template.parameters)
    .map((id) => ` -c ${id}=PRIMARY_KEY_ARN`)
    .join("");
  const deploy = `npx cdk deploy ${stackId(stack)}${given}`;
  if (!imports) return [deploy];
  return [
    `bash save-keys.sh ${name} ${shellWord(region)}`,
    `npx cdk import ${stackId(stack)} -c import=true${given} --resource-mapping present/${name}/resources.json`,
    deploy,
  ];
}
