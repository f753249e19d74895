import { type Policy, parseArn, parseDocument } from "#policy";
import {
  type Key,
  keyDocumentId,
  platformRole,
  type Scenario,
  type Source,
  sourcesOf,
} from "#scenario";
import type { ExportedDocument } from "./exported-document.ts";
import { policyNameOf } from "./exported-document.ts";
import type { ExportOptions } from "./options.ts";
import { inRolloutOrder } from "./rollout-order.ts";

/** The documents by where they go: what every format but plain JSON writes out. */
export interface Rollout {
  readonly scenario: Scenario;
  /** In the order of the documents: the platform's own account first. */
  readonly accounts: readonly AccountRollout[];
  /** The documents whose text is no JSON: nothing but a plain file can hold them, so every format must name them. */
  readonly unreadable: readonly ExportedDocument[];
}

/** All that goes into one account. */
export interface AccountRollout {
  readonly account: string;
  readonly isPlatform: boolean;
  /** Where tools work that need a region for IAM too: the platform's, or the account's first key's. */
  readonly homeRegion: string;
  /** The regions of its keys, each once, in order. */
  readonly regions: readonly string[];
  readonly roles: readonly RoleRollout[];
  readonly keys: readonly KeyRollout[];
}

/** What one role gets. */
export interface RoleRollout {
  readonly name: string;
  /** As IAM writes it: `/`, `/team/`. */
  readonly path: string;
  readonly arn: string;
  /** The platform's own role, which the vendor's template made; a target role may be new. */
  readonly isPlatform: boolean;
  readonly policies: readonly PolicyRollout[];
  readonly trust?: ReadDocument;
  /** The tag by which the platform role's policy names it, if it names roles by tag: without it the platform cannot assume it. */
  readonly tag?: { readonly key: string; readonly value: string };
}

/** A managed policy for a role. */
export interface PolicyRollout extends ReadDocument {
  /** The policy's name in AWS. */
  readonly name: string;
}

/** What one key, or each of several, gets as its key policy. */
export interface KeyRollout extends ReadDocument {
  readonly region: string;
  readonly key: Key;
  readonly named: KeyName;
  /** Of a replica: the id of the primary's document, and the primary's region. */
  readonly replicaOf?: { readonly documentId: string; readonly region: string };
}

/** A document and the policy that its text is. */
export interface ReadDocument {
  readonly document: ExportedDocument;
  readonly policy: Policy;
}

/** How the key of a key policy is found. */
export type KeyName =
  | { readonly by: "arn"; readonly arn: string; readonly keyId: string }
  /** `alias/…`, in the account and region of the key. */
  | { readonly by: "alias"; readonly alias: string }
  /** The policy is for several keys, which the user must list; the words say which. */
  | { readonly by: "list"; readonly words: string };

/**
 * Orders the documents of a scenario by account, role and key. What is not JSON is set apart; a key policy whose key no
 * answer mentions is left out, as the generator leaves it out. Never throws. `onWork`: see `ExportOptions`.
 */
export function rolloutOf(
  scenario: Scenario,
  documents: readonly ExportedDocument[],
  { onWork }: Pick<ExportOptions, "onWork"> = {},
): Rollout {
  const read: ReadDocument[] = [];
  const unreadable: ExportedDocument[] = [];
  for (const document of inRolloutOrder(scenario, documents)) {
    onWork?.();
    const parsed = parseDocument(document.text);
    if (parsed.ok) read.push({ document, policy: parsed.policy });
    else unreadable.push(document);
  }
  const sources = new Map(sourcesOf(scenario).map((source) => [keyDocumentId(source), source]));
  const accounts = new Map<string, ReadDocument[]>();
  for (const one of read) {
    const known = accounts.get(one.document.account);
    if (known) known.push(one);
    else accounts.set(one.document.account, [one]);
  }
  return {
    scenario,
    accounts: [...accounts].map(([account, own]) => accountOf(scenario, account, own, sources)),
    unreadable,
  };
}

function accountOf(
  scenario: Scenario,
  account: string,
  own: readonly ReadDocument[],
  sources: ReadonlyMap<string, Source>,
): AccountRollout {
  const keys = own.flatMap((one) => keyOf(one, sources) ?? []);
  const regions = [...new Set(keys.map(({ region }) => region))];
  const isPlatform = account === scenario.platform.account;
  return {
    account,
    isPlatform,
    homeRegion: isPlatform ? scenario.platform.region : (regions[0] ?? scenario.platform.region),
    regions,
    roles: rolesOf(scenario, own),
    keys,
  };
}

function rolesOf(scenario: Scenario, own: readonly ReadDocument[]): readonly RoleRollout[] {
  const platform = platformRole(scenario)?.arn;
  const roles = new Map<string, RoleRollout>();
  for (const one of own) {
    const { attachTo, kind, part } = one.document;
    if (attachTo.to !== "role") continue;
    const { roleName: name, roleArn: arn } = attachTo;
    const known = roles.get(arn) ?? {
      name,
      path: rolePath(arn),
      arn,
      isPlatform: arn === platform,
      policies: [],
      ...(arn === platform ? {} : tagOf(scenario)),
    };
    const policy = { ...one, name: policyNameOf(name, part) };
    roles.set(
      arn,
      kind === "trust"
        ? { ...known, trust: one }
        : { ...known, policies: [...known.policies, policy] },
    );
  }
  return [...roles.values()];
}

function tagOf({ platformNaming: naming }: Scenario): Pick<RoleRollout, "tag"> {
  return naming?.by === "tag" ? { tag: { key: naming.tagKey, value: naming.tagValue } } : {};
}

/** The path in a role's ARN, with a slash at both ends. */
function rolePath(arn: string): string {
  const parts = (parseArn(arn)?.resource ?? "").split("/").slice(1, -1);
  return parts.length === 0 ? "/" : `/${parts.join("/")}/`;
}

function keyOf(one: ReadDocument, sources: ReadonlyMap<string, Source>): KeyRollout | undefined {
  const { document } = one;
  const source = sources.get(document.id);
  if (document.attachTo.to !== "key" || !source) return undefined;
  const { key, target, region } = source;
  const isReplica = region !== key.region;
  return {
    ...one,
    region,
    key,
    named: keyName(key, document.attachTo),
    ...(isReplica
      ? {
          replicaOf: {
            documentId: keyDocumentId({ target, key, region: key.region }),
            region: key.region,
          },
        }
      : {}),
  };
}

function keyName(key: Key, attachTo: { readonly keyArn?: string; readonly keys: string }): KeyName {
  const { naming } = key;
  if (naming.by === "arn" && attachTo.keyArn)
    return { by: "arn", arn: attachTo.keyArn, keyId: naming.keyId };
  if (naming.by === "alias") return { by: "alias", alias: naming.alias };
  return { by: "list", words: attachTo.keys };
}
