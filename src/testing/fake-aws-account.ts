import type { ExportedDocument } from "#export";

/** An account that `fake-aws.ts` answers for. */
export interface Account {
  account: string;
  partition: string;
  /** By name. */
  roles: Record<string, { arn: string; trust: string; attached: string[]; description?: string }>;
  /** By ARN. */
  policies: Record<string, Policy>;
  /** By region and id, a space between. */
  keys: Record<string, Key>;
  /** Ids by region and alias, a space between. */
  aliases: Record<string, string>;
  /** How often KMS still calls a policy malformed. */
  malformed: number;
  /** Whether roles may not be looked at. */
  denied: boolean;
  /** What IAM allows; absent if the credentials may not ask. */
  quotas?: { attached: number; trust: number };
}

/** A managed policy of the account, with its versions. */
export interface Policy {
  defaultVersion: string;
  description?: string;
  next: number;
  /** Documents by version. */
  versions: Record<string, string>;
}

/** A KMS key of the account, with its key policy as JSON text. */
export interface Key {
  id: string;
  arn: string;
  manager: string;
  state: string;
  policy: string;
  tags?: unknown;
  grants?: { id: string; grantee: string; retiring?: string }[];
}

/** An account with nothing in it. */
export function emptyAccount(account: string, partition = "aws"): Account {
  return {
    account,
    partition,
    roles: {},
    policies: {},
    keys: {},
    aliases: {},
    malformed: 0,
    denied: false,
    quotas: { attached: 10, trust: 2048 },
  };
}

/** Puts a key into the account; its ARN. */
export function addKey(
  state: Account,
  region: string,
  id: string,
  members: Partial<Key> = {},
): string {
  const arn = `arn:${state.partition}:kms:${region}:${state.account}:key/${id}`;
  const key = { id, arn, manager: "CUSTOMER", state: "Enabled", policy: "{}" };
  state.keys[`${region} ${id}`] = { ...key, ...members };
  return arn;
}

/** The keys of a region. */
export function keysIn({ keys }: Account, region: string): readonly Key[] {
  return Object.entries(keys)
    .filter(([place]) => place.startsWith(`${region} `))
    .map(([, key]) => key);
}

/** The ids of the documents that are not in their place in the account as they are; keys that it lacks apart. */
export function misplaced(
  state: Account,
  documents: readonly ExportedDocument[],
): readonly string[] {
  const own = documents.filter(({ account }) => account === state.account);
  return own
    .filter(({ kind, name, part, attachTo, text, region }) => {
      const role = state.roles[name];
      if (kind === "trust") return !sameJson(role?.trust, text);
      if (attachTo.to === "key") {
        const id = state.aliases[`${region} ${name}`] ?? attachTo.keyArn?.split("/")[1];
        const key = state.keys[`${region} ${id}`];
        return key && !sameJson(key.policy, text);
      }
      const policyName = `Keyhole-${name}${part ? `-${part.number}` : ""}`;
      const arn = `arn:${state.partition}:iam::${state.account}:policy/${policyName}`;
      return !role?.attached.includes(arn) || !sameJson(inForce(state)[arn], text);
    })
    .map(({ id }) => id);
}

/** The default versions of the managed policies, by ARN. */
export function inForce({ policies }: Account): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(
    Object.entries(policies).map(([arn, one]) => [arn, one.versions[one.defaultVersion]]),
  );
}

function sameJson(one: string | undefined, other: string): boolean {
  return one !== undefined && JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other));
}
