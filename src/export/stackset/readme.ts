import { awsCommand, sizeInBytes } from "#policy";
import type { Scenario } from "#scenario";
import type { DocumentWithReason } from "../cloudformation/account-plan.ts";
import { materialFirst, missing } from "../cloudformation/readme.ts";
import { maximumTemplateBytes, maximumTemplateBytesInBucket } from "../cloudformation/template.ts";
import { codeBlock, codeSpan } from "../plain-text.ts";
import { afterRoleCheck } from "../platform-role-check.ts";
import { rolloutOrder } from "../rollout-order.ts";
import type { Variant } from "./variants.ts";

/** One StackSet and its region. */
export interface StackSet {
  /** In file names. */
  readonly name: string;
  readonly variant: Variant;
  readonly region: string;
  /** Whether it goes to all accounts of the units, those yet to come included. */
  readonly everywhere: boolean;
  /** Accounts of the answers that it is not for. */
  readonly except: readonly string[];
  readonly text: string;
}

/** What the README of the StackSets describes. */
export interface StackSetGuide {
  readonly scenario: Scenario;
  readonly stackSets: readonly StackSet[];
  readonly format: "yaml" | "json";
  /** Where the StackSets themselves are kept, and the roles’ stacks. */
  readonly home: string;
  readonly unreadable: readonly { readonly id: string; readonly name: string }[];
  readonly leftOut: readonly DocumentWithReason[];
  readonly elsewhere: readonly DocumentWithReason[];
  readonly notes: readonly string[];
  readonly asksForUnits: boolean;
  readonly regionsNotUsed: readonly string[];
  /** Accounts for which there would be too many StackSets. */
  readonly others: readonly string[];
}

/**
 * How to roll out, and what is not rolled out.
 * Source: AWS CLI Command Reference, `cloudformation create-stack-set` and `create-stack-instances`.
 */
export function stackSetGuide(guide: StackSetGuide): string {
  const { stackSets, home, asksForUnits, regionsNotUsed, others, notes } = guide;
  return `${[
    "# StackSets of the import",
    ...missing(guide.unreadable, guide.leftOut),
    ...(others.length > 0 ? [othersText(others)] : []),
    ...elsewhereText(guide.elsewhere),
    "Run the commands in this folder with credentials of the organization’s management account (or of a delegated administrator: add `--call-as DELEGATED_ADMIN` to each). Trusted access for StackSets must be active; `aws cloudformation activate-organizations-access` activates it.",
    ...(asksForUnits
      ? [
          "**Name your organizational units first:** put their ids, or the root’s, for ROOT_OR_OU_ID in the `…-targets.json` files.",
        ]
      : []),
    ...(stackSets.length === 0 ? [] : [toleratedFailures]),
    limits(home, regionsNotUsed),
    ...notes.map((note) => `Note: ${note}`),
    rolloutOrder(
      guide.scenario,
      "The platform’s account is not among these StackSets: roll it out before them, by the CloudFormation or AWS CLI export.",
      true,
    ),
    ...(stackSets.length === 0 ? ["There is no role or new key to roll out."] : []),
    ...stackSets.map((stackSet) => stackSetText(guide, stackSet)),
  ].join("\n\n")}\n`;
}

/** Source: CloudFormation API Reference, "StackSetOperation" (Status) and "StackSetOperationPreferences". */
const toleratedFailures =
  "An operation goes on until more than 10 % of its accounts have failed, and AWS calls it SUCCEEDED if no more did. The command that waits for it lists the accounts that failed, and fails if there is one.";

function limits(home: string, regionsNotUsed: readonly string[]): string {
  const notUsed =
    regionsNotUsed.length > 0
      ? ` Of the regions that you chose, ${regionsNotUsed.map(codeSpan).join(", ")} get no stack of the role.`
      : "";
  return [
    `- **One region for the role.** IAM is global: a second stack in the same account would try to make the same role and fail. The stacks stand in ${codeSpan(home)}; the role works in every region.${notUsed}`,
    "- **Not the management account.** A service-managed StackSet never deploys to it, in whatever unit it is. If it has keys or instances, use the CloudFormation export for it.",
    "- **Not the platform’s own role.** Its policies are in the CloudFormation export of its account.",
    "- **Parameters** have your answers as defaults: left alone, what is deployed is what was verified. If you change one, change the answer in Keyhole too.",
  ].join("\n");
}

function elsewhereText(elsewhere: readonly DocumentWithReason[]): readonly string[] {
  if (elsewhere.length === 0) return [];
  const reasons = [...new Set(elsewhere.map(({ why }) => why))];
  return [
    "Not by StackSet, but by the CloudFormation or AWS CLI export:",
    reasons
      .map((why) => {
        const ids = elsewhere
          .filter((entry) => entry.why === why)
          .map(({ document: { id } }) => codeSpan(id));
        return `- ${why}: ${ids.join(", ")}`;
      })
      .join("\n"),
  ];
}

function othersText(others: readonly string[]): string {
  const accounts = [...new Set(others)];
  return `**Not rolled out: ${accounts.length} accounts.** Their policies differ from one another’s, in more than names and key ids, so that each needs a separate StackSet. Use the AWS CLI export for them: its \`roll-out.sh\` goes over all accounts. They are ${accounts.map(codeSpan).join(", ")}.`;
}

function stackSetText(
  { scenario, format, home, stackSets }: StackSetGuide,
  stackSet: StackSet,
): string {
  const last = stackSet === stackSets.at(-1);
  const { name, variant, region, everywhere, except } = stackSet;
  const { accounts } = variant;
  const count = accounts.length === 1 ? "1 account" : `${accounts.length} accounts`;
  const asksForPrimary = variant.kind === "replicas";
  const place = { region: home, "stack-set-name": `Keyhole-${name}` };
  const file = `${name}.${format}`;
  const roles = variant.kind === "target-role";
  const shared = variant.own.length > 0;
  return [
    `## ${codeSpan(file)}`,
    everywhere
      ? `For every account of the units${except.length > 0 ? ` but ${except.map(codeSpan).join(", ")}` : ""}, those that join later included. It gives your ${count} the documents that were verified; in others it grants the same to the same platform, and its role can assume it there once Keyhole’s answers name that account.${except.length > 0 ? " The exception counts for accounts that are in the units now: automatic deployment passes it over." : ""}`
      : `For ${count} only: ${accounts.slice(0, 10).map(codeSpan).join(", ")}${accounts.length > 10 ? " … (all in the targets file)" : ""}.`,
    ...(sizeInBytes(stackSet.text) > maximumTemplateBytes
      ? [
          ...(sizeInBytes(stackSet.text) > maximumTemplateBytesInBucket
            ? [
                "**The template is over 1 MB, and CloudFormation takes none so large.** Use the AWS CLI export for its accounts.",
              ]
            : []),
          "The template is over 51,200 bytes: copy it to a bucket and name it with `--template-url` instead of `--template-body`.",
        ]
      : []),
    ...(shared
      ? [
          `The accounts differ only in names and key ids, which are parameters: ${codeSpan(`${name}-instances.tsv`)} has each account's. \`create-instances.sh\` creates the stacks ten at a time and waits for them; run it again after a failure.`,
        ]
      : []),
    ...(asksForPrimary && variant.awaitsMaterial ? [materialFirst] : []),
    ...(asksForPrimary
      ? [
          "Each account’s replica needs the ARN of that account’s primary: run the second command once per account, with that account alone in the targets file.",
        ]
      : []),
    codeBlock("sh", [
      afterRoleCheck(
        scenario,
        awsCommand("cloudformation", "create-stack-set", {
          ...place,
          "template-body": `file://${file}`,
          "permission-model": "SERVICE_MANAGED",
          "auto-deployment": everywhere
            ? "Enabled=true,RetainStacksOnAccountRemoval=false"
            : "Enabled=false",
          ...(roles ? { capabilities: "CAPABILITY_NAMED_IAM" } : {}),
          // Operations that do not conflict then run at the same time.
          ...(shared ? { "managed-execution": "Active=true" } : {}),
        }),
      ),
      ...(shared
        ? [
            afterRoleCheck(
              scenario,
              `bash create-instances.sh ${home} Keyhole-${name} ${name} ${region}`,
            ),
          ]
        : [
            afterRoleCheck(
              scenario,
              `operation=$(${createInstances(stackSet, place)} --query OperationId --output text)`,
            ),
            `bash wait-for.sh ${home} Keyhole-${name} "$operation"`,
          ]),
      awsCommand("cloudformation", "list-stack-instances", place),
    ]),
    ...(last ? [] : [waitReasons[variant.kind]]),
  ].join("\n\n");
}

/** Why the next StackSet waits until this one has succeeded. */
const waitReasons: Readonly<Record<Variant["kind"], string>> = {
  "target-role":
    "Go on only after it has succeeded: key policies name these roles, and AWS KMS refuses a principal that does not exist.",
  keys: "Go on only after it has succeeded: a replica is made of its primary, which must be there, and enabled.",
  replicas: "Each replica is made on its own: go on as you like.",
};

function createInstances(
  { name, variant, region }: StackSet,
  place: Readonly<Record<string, string>>,
): string {
  const command = awsCommand("cloudformation", "create-stack-instances", {
    ...place,
    "deployment-targets": `file://${name}-targets.json`,
    regions: region,
    "operation-preferences": "FailureTolerancePercentage=10,MaxConcurrentPercentage=25",
  });
  if (variant.kind !== "replicas") return command;
  const overrides = Object.keys(variant.template.parameters)
    .filter((id) => id.startsWith("PrimaryOf"))
    .map((id) => ` ParameterKey=${id},ParameterValue=PRIMARY_KEY_ARN`);
  return `${command} --parameter-overrides${overrides.join("")}`;
}
