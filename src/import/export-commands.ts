import type { ScenarioDocument } from "#acquisition";
import { awsCommand, iamCommand, partitionOfArn, roleName, shellWord } from "#policy";
import { arnOfSource, isLarge, type Scenario, sourcesOf } from "#scenario";

/** How to get one thing out of AWS to import it: the lines of a POSIX shell that print it. */
export interface ExportCommand {
  /** “Key policy of alias/prod-ebs”. */
  readonly title: string;
  /** The account to be signed in to; absent if any account works. */
  readonly account?: string;
  readonly commands: readonly string[];
  /** What the user must fill in. */
  readonly hint?: string;
}

/**
 * The commands that print what the scenario is about: the policies of its roles and keys, a whole account, and the
 * templates that deploy them. `importText` reads the output of each.
 * Source: AWS CLI Command Reference (iam, kms, cloudformation); Terraform CLI, "terraform show".
 */
export function exportCommands(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
): readonly ExportCommand[] {
  const accounts = new Set(documents.map(({ account }) => account));
  return [
    ...roleCommands(documents),
    ...keyCommands(scenario),
    ...(isLarge(scenario) ? [] : [collected]),
    ...[...accounts].map((account) => ({
      title: "All roles and their policies",
      account,
      commands: [
        `${iamCommand(scenario.partition, "get-account-authorization-details", {})} --filter Role LocalManagedPolicy`,
      ],
    })),
    {
      title: "A CloudFormation stack or StackSet",
      commands: [
        awsCommand("cloudformation", "get-template", { "stack-name": "STACK_NAME" }),
        `${awsCommand("cloudformation", "describe-stack-set", { "stack-set-name": "STACK_SET_NAME" })} --query StackSet.TemplateBody --output text`,
      ],
      hint: "Use one of the two, with the name of the stack.",
    },
    {
      title: "A Terraform plan or state",
      commands: [
        "terraform plan -out=plan.out && terraform show -json plan.out",
        "terraform show -json",
      ],
      hint: "The first prints a plan, the second the deployed state.",
    },
  ];
}

/** The export leaves the script out of large scenarios. */
const collected: ExportCommand = {
  title: "All of these at once, with boundaries, grants and SCPs",
  commands: ["bash collect.sh > bundle.json"],
  hint: "collect.sh is in the AWS CLI export. It only reads. Import bundle.json here.",
};

function roleCommands(documents: readonly ScenarioDocument[]): readonly ExportCommand[] {
  const seen = new Set<string>();
  return documents.flatMap(({ account, kind, attachTo }) => {
    if (attachTo.to !== "role" || seen.has(`${kind} ${attachTo.roleArn}`)) return [];
    seen.add(`${kind} ${attachTo.roleArn}`);
    const name = roleName(attachTo.roleArn);
    const partition = partitionOfArn(attachTo.roleArn);
    if (kind === "trust")
      return [
        {
          title: `Trust policy of ${name}`,
          account,
          commands: [iamCommand(partition, "get-role", { "role-name": name })],
        },
      ];
    return [
      {
        title: `Policies of ${name}`,
        account,
        commands: [inlinePolicies(partition, name), attachedPolicies(partition, name)],
        hint: "The first prints its inline policies, the second its attached managed policies.",
      },
    ];
  });
}

/** GetRolePolicy returns one policy for each call. */
function inlinePolicies(partition: string, role: string): string {
  const list = `${iamCommand(partition, "list-role-policies", { "role-name": role })} --query 'PolicyNames[]' --output text`;
  const get = iamCommand(partition, "get-role-policy", { "role-name": role });
  return `for name in $(${list}); do ${get} --policy-name "$name"; done`;
}

/** GetPolicyVersion returns the document, GetPolicy the id of the default version. */
function attachedPolicies(partition: string, role: string): string {
  const list = `${iamCommand(partition, "list-attached-role-policies", { "role-name": role })} --query 'AttachedPolicies[].PolicyArn' --output text`;
  const version = `$(${iamCommand(partition, "get-policy", {})} --policy-arn "$arn" --query Policy.DefaultVersionId --output text)`;
  return `for arn in $(${list}); do ${iamCommand(partition, "get-policy-version", {})} --policy-arn "$arn" --version-id "${version}"; done`;
}

function keyCommands(scenario: Scenario): readonly ExportCommand[] {
  return sourcesOf(scenario).flatMap((source): ExportCommand[] => {
    const { key, target, region } = source;
    const { naming } = key;
    if (key.type === "aws-managed") return [];
    const place = { account: target.account };
    const get = awsCommand("kms", "get-key-policy", { region });
    const rest = " --policy-name default";
    const arn = arnOfSource(scenario, source);
    if (arn && naming.by === "arn")
      return [
        {
          title: `Key policy of ${naming.keyId}, ${region}`,
          ...place,
          commands: [`${get} --key-id ${shellWord(arn)}${rest}`],
        },
      ];
    if (naming.by === "alias") {
      // GetKeyPolicy accepts no alias, so DescribeKey finds the key's ARN first.
      const lookUp = `${awsCommand("kms", "describe-key", { region, "key-id": naming.alias })} --query KeyMetadata.Arn --output text`;
      return [
        {
          title: `Key policy of ${naming.alias}, ${region}`,
          ...place,
          commands: [`${get} --key-id "$(${lookUp})"${rest}`],
        },
      ];
    }
    return [
      {
        title: `Key policies of account ${target.account}, ${region}`,
        ...place,
        commands: [`${get} --key-id KEY_ID${rest}`],
        hint: "Run it once for each key. Replace KEY_ID with the key’s id.",
      },
    ];
  });
}
