import type { Layers } from "#acquisition";
import { awsCommand, parseArn } from "#policy";
import { arnOfSource, createGrantFor, type Scenario, sourcesOf } from "#scenario";
import { type GrantsOfKey, grantsByKey } from "./import-grants.ts";
import { nothingRemoved, type TakeBackItem } from "./item.ts";

/**
 * The grants of the import: of keys whose grants were imported, the commands that revoke them; of others, how to list them.
 * Sources: KMS API Reference, "RevokeGrant" and "RetireGrant" (DryRun); KMS Developer Guide, "Retiring and revoking grants".
 */
export function grantItems(
  scenario: Scenario,
  layers: Pick<Layers, "grants"> | undefined,
): readonly TakeBackItem[] {
  const known = grantsByKey(scenario, layers);
  const listed = new Set(known.map(({ keyArn }) => keyArn));
  return [
    ...known.flatMap((key) => (key.ofImport.length + key.ofVolumes > 0 ? [revokeItem(key)] : [])),
    ...listItems(scenario, listed),
  ];
}

function revokeItem({ keyArn, ofImport, ofVolumes, ofOthers }: GrantsOfKey): TakeBackItem {
  const { account = "", region = "", resource = "" } = parseArn(keyArn) ?? {};
  const revoke = (id: string) =>
    awsCommand("kms", "revoke-grant", { region, "key-id": keyArn, "grant-id": id });
  const retirable = ofImport.filter(({ isRetirable }) => isRetirable);
  const names = [...new Set(retirable.map(({ role }) => role.name))];
  const [first] = retirable;
  return {
    id: `take-back/grants/${keyArn.replaceAll(/[^\w-]+/g, "-")}`,
    title:
      ofImport.length === 0
        ? `Detach the volumes under ${resource}`
        : `Revoke ${ofImport.length === 1 ? "the grant" : `the ${ofImport.length} grants`} of the import on ${resource}`,
    account,
    region,
    by: `an administrator of the key (kms:RevokeGrant) in ${account}`,
    lookFirst: ofImport.map(({ id }) => `${revoke(id)} --dry-run`),
    commands: ofImport.map(({ id }) => revoke(id)),
    hints: [
      ...(ofImport.length > 0
        ? [
            "A grant works without any policy until it is revoked or retired. A dry run that succeeds ends with DryRunOperationException.",
          ]
        : []),
      ...(first
        ? [
            `${names.join(" and ")} may retire ${retirable.length === ofImport.length ? "them" : `${retirable.length} of them`} as well: ${awsCommand("kms", "retire-grant", { region, "key-id": keyArn, "grant-id": first.id })}`,
          ]
        : []),
      ...(ofVolumes > 0
        ? [
            `${ofVolumes} of EC2 for volumes: not revoked here, since instances may still use them. EC2 retires each when its volume is detached.`,
          ]
        : []),
      ...(ofOthers > 0 ? [`${ofOthers} for others: they stay.`] : []),
    ],
    removal: { ...nothingRemoved, grants: ofImport.map(({ id }) => id) },
  };
}

/** One for each account: how to list the grants of keys on which a role of the import could make some. */
function listItems(scenario: Scenario, listed: ReadonlySet<string>): readonly TakeBackItem[] {
  const byAccount = new Map<string, Set<string>>();
  for (const source of sourcesOf(scenario)) {
    const { key, target, region } = source;
    const arn = arnOfSource(scenario, source);
    if (createGrantFor(scenario, key) === "withhold") continue;
    if (key.type === "aws-managed" || (arn !== undefined && listed.has(arn))) continue;
    const command = awsCommand("kms", "list-grants", { region, "key-id": arn ?? "KEY_ID" });
    byAccount.set(target.account, (byAccount.get(target.account) ?? new Set()).add(command));
  }
  return [...byAccount].map(([account, commands]) => ({
    id: `take-back/list-grants/${account}`,
    title: "Find the grants that were made and not retired",
    account,
    by: `an administrator of the keys (kms:ListGrants, kms:RevokeGrant) in ${account}`,
    lookFirst: [...commands],
    commands: [],
    hints: [
      "Import the output: the grants of the import’s roles then stand here, each with its command. Until then nothing here counts grants.",
    ],
    removal: nothingRemoved,
  }));
}
