import { keyArn, parseArn } from "#policy";
import { keyStateWords, type StateInRegion } from "#scenario";
import type { ImportProblem } from "../problem.ts";
import { listIn, memberIn, objectIn, optional, textIn } from "../value.ts";
import { type DescribedKey, readKeyMetadata, whyUnusable } from "../volume/key-metadata.ts";
import { cellsWith, type TargetCells, type TargetRow } from "./row.ts";

const commands = {
  Accounts: "aws organizations list-accounts",
  Keys: "aws kms list-keys",
  Aliases: "aws kms list-aliases",
  KeyMetadata: "aws kms describe-key",
} as const;

/**
 * Collects accounts and keys from the output of the AWS CLI, over one or several texts. Aliases add to the keys of
 * `list-keys`; the regions of a multi-Region key become one row.
 * Sources: Organizations API Reference, "Account"; KMS API Reference, "ListKeys", "ListAliases", "DescribeKey".
 */
export class Listings {
  private readonly accounts: TargetRow[] = [];
  private readonly keys = new Map<string, ListedKey>();
  private readonly taken = new Set<string>();
  private unread = 0;

  /** Adds a value if it is a listing. Returns the command that printed it, otherwise `undefined`. */
  take(value: unknown): string | undefined {
    const accounts = listIn(value, "Accounts");
    const keys = listIn(value, "Keys");
    const aliases = listIn(value, "Aliases");
    if (accounts.some((one) => textIn(one, "Id") !== undefined))
      return this.each(commands.Accounts, accounts, (one) => this.takeAccount(one));
    if (keys.some((one) => textIn(one, "KeyArn") !== undefined))
      return this.each(commands.Keys, keys, (one) => this.takeKey(textIn(one, "KeyArn")));
    if (aliases.some((one) => textIn(one, "AliasName") !== undefined))
      return this.each(commands.Aliases, aliases, (one) => this.takeAlias(one));
    const metadata = objectIn(value, "KeyMetadata");
    if (textIn(metadata, "Arn") !== undefined)
      return this.each(commands.KeyMetadata, [metadata], (one) => this.takeDescription(one));
    // A region may have no keys and no aliases; its listing is still one.
    return Object.entries(commands).find(([member]) => {
      const list = memberIn(value, member);
      return Array.isArray(list) && list.length === 0;
    })?.[1];
  }

  /** What all listings together leave open. */
  get problems(): readonly ImportProblem[] {
    if (!this.taken.has(commands.Keys) || this.taken.has(commands.KeyMetadata)) return [];
    const message = this.taken.has(commands.Aliases)
      ? "list-keys also lists asymmetric and HMAC keys. Leave them out: EBS cannot encrypt volumes with them."
      : "list-keys also lists AWS managed, asymmetric and HMAC keys. Paste the output of list-aliases too, and leave out the keys that encrypt no volume.";
    return [{ severity: "warning", message }];
  }

  /** The accounts, then the keys, each in the order of the texts. */
  rows(): readonly TargetRow[] {
    return [
      ...this.accounts,
      ...[...this.keys].map(([name, key], index) => rowOfKey(name, key, index)),
    ];
  }

  private each(command: string, list: readonly unknown[], read: (one: unknown) => boolean): string {
    for (const one of list) {
      if (read(one)) continue;
      this.unread += 1;
      this.accounts.push({
        id: `entry-${this.unread}`,
        place: `entry of ${command.slice(4)}`,
        cells: cellsWith({}),
        unreadable: "This entry has no account and no key. Enter them here, or leave it out.",
        raw: JSON.stringify(one)?.slice(0, 500) ?? "",
        isOut: false,
      });
    }
    this.taken.add(command);
    return command;
  }

  private takeAccount(one: unknown): boolean {
    const account = textIn(one, "Id");
    if (account === undefined) return false;
    const state = textIn(one, "State") ?? textIn(one, "Status") ?? "ACTIVE";
    const number = this.accounts.length + 1;
    this.accounts.push({
      id: `account-${number}-${account}`,
      place: `account ${number}`,
      cells: cellsWith({ account, ...optional("name", textIn(one, "Name")) }),
      ...(state === "ACTIVE"
        ? {}
        : { remark: `The state of the account is ${state}: no role in it can be assumed.` }),
      isOut: state !== "ACTIVE",
    });
    return true;
  }

  private takeKey(text: string | undefined): boolean {
    const arn = parseArn(text ?? "");
    if (arn?.service !== "kms" || !arn.resource.startsWith("key/")) return false;
    const keyId = arn.resource.slice("key/".length);
    const name = nameOf(arn.account, arn.region, keyId);
    const known = this.keys.get(name);
    if (!known)
      this.keys.set(name, { ...arn, keyId, regions: [arn.region], aliases: [], states: new Map() });
    else if (!known.regions.includes(arn.region)) known.regions.push(arn.region);
    return true;
  }

  /** The description of a replica does not replace that of the primary, which the row is about. */
  private takeDescription(metadata: unknown): boolean {
    const arn = parseArn(textIn(metadata, "Arn") ?? "");
    if (!arn || !this.takeKey(textIn(metadata, "Arn"))) return false;
    const key = this.keys.get(nameOf(arn.account, arn.region, arn.resource.slice("key/".length)));
    if (!key) return false;
    const configuration = objectIn(metadata, "MultiRegionConfiguration");
    const primary = textIn(objectIn(configuration, "PrimaryKey"), "Region") ?? arn.region;
    const replicas = listIn(configuration, "ReplicaKeys").flatMap(
      (replica) => textIn(replica, "Region") ?? [],
    );
    const others = key.regions.filter((region) => region !== primary && !replicas.includes(region));
    key.regions.splice(0, key.regions.length, ...new Set([primary, ...replicas, ...others]));
    if (replicas.length > 0) key.isPrimaryKnown = true;
    if (textIn(metadata, "KeyManager") === "AWS") key.isOfAws = true;
    const described = readKeyMetadata(metadata);
    if (arn.region === primary || !key.described) key.described = described;
    if (described.state !== undefined)
      key.states.set(arn.region, {
        region: arn.region,
        state: described.state,
        ...optional("expires", described.expires),
      });
    return true;
  }

  private takeAlias(one: unknown): boolean {
    const alias = textIn(one, "AliasName");
    const arn = parseArn(textIn(one, "AliasArn") ?? "");
    if (alias === undefined || arn?.service !== "kms") return false;
    const keyId = textIn(one, "TargetKeyId");
    if (keyId === undefined) {
      // An alias of an AWS managed key has no key before its first use.
      const name = `${arn.account} ${arn.region} ${alias}`;
      const regions = [arn.region];
      this.keys.set(name, { ...arn, keyId: "", regions, aliases: [alias], states: new Map() });
      return true;
    }
    this.takeKey(keyArn(arn.partition, arn.region, arn.account, keyId));
    const name = nameOf(arn.account, arn.region, keyId);
    const aliases = this.keys.get(name)?.aliases;
    if (aliases && !aliases.includes(alias)) aliases.push(alias);
    return true;
  }
}

interface ListedKey {
  readonly partition: string;
  readonly account: string;
  /** Empty if an alias has no key yet. */
  readonly keyId: string;
  readonly regions: string[];
  readonly aliases: string[];
  /** By region: each replica has a state. */
  readonly states: Map<string, StateInRegion>;
  /** `describe-key` lists the regions, the primary's first. */
  isPrimaryKnown?: true;
  isOfAws?: true;
  described?: DescribedKey;
}

/** Related multi-Region keys have the same id in all regions. */
function nameOf(account: string, region: string, keyId: string): string {
  return `${account} ${keyId.startsWith("mrk-") ? "" : region} ${keyId}`;
}

function rowOfKey(name: string, key: ListedKey, index: number): TargetRow {
  const place = { id: `key ${name}`, place: `key ${index + 1}` };
  const { partition, account, keyId, regions, aliases } = key;
  const [region = "", ...replicas] = regions;
  const own = aliases.find((alias) => alias.startsWith("alias/aws/"));
  if (own !== undefined) {
    const cells = cellsWith({ account, region, key: own, type: "AWS managed" });
    if (own === "alias/aws/ebs") return { ...place, cells, isOut: false };
    const remark = "The AWS managed key of another service: EBS does not use it.";
    return { ...place, cells, remark, isOut: true };
  }
  if (key.isOfAws) {
    const cells = cellsWith({ account, region, type: "AWS managed" });
    const remark =
      "An AWS managed key. EBS uses only that of alias/aws/ebs: include it if this is the one.";
    return { ...place, cells, remark, isOut: true };
  }
  const multiRegion: Partial<TargetCells> = keyId.startsWith("mrk-")
    ? { type: "multi-Region", replicas: replicas.join(" ") }
    : {};
  const cells = cellsWith({
    account,
    region,
    key: keyId === "" ? (aliases[0] ?? "") : keyArn(partition, region, account, keyId),
    ...multiRegion,
  });
  const doubt =
    replicas.length > 0
      ? `Listed in ${regions.length} regions. Check which of them has the primary key.`
      : "Listed in one region. Check which other regions have this multi-Region key.";
  const unusable = whyUnusable(key.described ?? {});
  const states = [...key.states.values()];
  const remarks = [
    ...aliases,
    ...(unusable === undefined ? [] : [unusable]),
    ...states.flatMap(({ region: where, state }) =>
      state === "enabled"
        ? []
        : [`The key is ${keyStateWords[state]}${where === region ? "" : ` in ${where}`}.`],
    ),
  ];
  return {
    ...place,
    cells,
    ...(remarks.length > 0 ? { remark: remarks.join(" · ") } : {}),
    ...(keyId.startsWith("mrk-") && !key.isPrimaryKnown ? { doubt } : {}),
    ...(key.described ? { described: descriptionOf(key.described, states) } : {}),
    isOut: unusable !== undefined,
  };
}

function descriptionOf(
  { spec, origin }: DescribedKey,
  states: readonly StateInRegion[],
): NonNullable<TargetRow["described"]> {
  return {
    ...(spec === undefined ? {} : { spec }),
    ...(origin === undefined ? {} : { origin }),
    ...(states.length > 0 ? { states } : {}),
  };
}
