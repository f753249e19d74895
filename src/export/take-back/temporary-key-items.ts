import { awsCommand } from "#policy";
import { routesOf, type Scenario } from "#scenario";
import { nothingRemoved, type TakeBackItem } from "./item.ts";

/**
 * The temporary keys and aliases that an import left behind, one item for each region of the platform's account. The key
 * goes before its alias: without the alias nothing says that a key is a temporary one. Replicas go before their primary:
 * KMS keeps a primary as long as it has replicas.
 * Sources: AWS CLI Command Reference, `kms list-aliases`, `schedule-key-deletion`, `delete-alias`; KMS Developer Guide,
 * "Deleting multi-Region keys".
 */
export function temporaryKeyItems(scenario: Scenario): readonly TakeBackItem[] {
  const { account, aliasPrefix, region: home } = scenario.platform;
  const regions = [
    ...new Set(routesOf(scenario).flatMap(({ temporaryKeyRegions }) => temporaryKeyRegions)),
  ];
  const replicasFirst = [
    ...regions.filter((region) => region !== home),
    ...regions.filter((region) => region === home),
  ];
  return replicasFirst.map((region) => ({
    id: `take-back/temporary-keys/${region}`,
    title: "Delete temporary keys and aliases that were left behind",
    account,
    region,
    by: `an administrator of KMS in ${account}`,
    warning:
      "Volumes and snapshots under a deleted key can never be read again. Copy the evidence that you keep to another key first.",
    lookFirst: [
      `${awsCommand("kms", "list-aliases", { region })} --query ${query(`Aliases[?starts_with(AliasName, '${aliasPrefix}')].[AliasName,TargetKeyId]`)} --output text`,
      `${awsCommand("ec2", "describe-snapshots", { region, "owner-ids": "self" })} --query ${query("Snapshots[?Encrypted].[SnapshotId,KmsKeyId]")} --output text`,
    ],
    commands: [
      awsCommand("kms", "schedule-key-deletion", {
        region,
        "key-id": "KEY_ID",
        "pending-window-in-days": "30",
      }),
      awsCommand("kms", "delete-alias", { region, "alias-name": "ALIAS" }),
    ],
    hints: [
      "Once for each key of the first list, with its id for KEY_ID and its alias for ALIAS; leave out a key that has another alias, too.",
      "For 30 days it can be taken back: aws kms cancel-key-deletion.",
    ],
    removal: nothingRemoved,
  }));
}

/** A JMESPath expression as one word of a POSIX shell. */
function query(expression: string): string {
  return `"${expression.replaceAll(/["\\$`]/g, "\\$&")}"`;
}
