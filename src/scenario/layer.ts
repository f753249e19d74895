import { accountId, maximumDocumentLength, parseArn } from "#policy";
import { maximumTargets, type Scenario } from "./scenario.ts";

/** The kinds of policies and grants that decide beside the scenario's documents, in the order of the screen. */
export const layerKinds = [
  "service-control",
  "resource-control",
  "boundary",
  "session",
  "endpoint",
  "grants",
] as const;
export type LayerKind = (typeof layerKinds)[number];

/**
 * A policy, or the grants of a key, that decides beside the scenario's documents. The user imports it; Keyhole never
 * deploys it.
 */
export interface Layer {
  /** `layer/1`: as a document's id, and none of theirs. */
  readonly id: string;
  readonly kind: LayerKind;
  /** "SCP DenyKms". */
  readonly title: string;
  /** A policy, or for grants the output of `aws kms list-grants`; valid JSON or not. */
  readonly text: string;
  /**
   * An account for SCPs, RCPs and VPC endpoint policies; the ARN of a role for boundaries and session policies; the ARN
   * of a key for grants. An SCP or RCP may belong to many accounts: `allAccounts`, `targetAccounts`, or a list with commas.
   * Empty while the user has not said it: then the layer decides nothing.
   */
  readonly owner: string;
  /** Of an SCP or RCP: 1 is the root of the organization; each further level is one OU, and the last the account. */
  readonly level?: number;
}

/** AWS allows five policies of a kind at each level, and OUs five levels deep. */
export const maximumLevel = 7;
/** More layers than an import of a few accounts has. */
export const maximumLayers = 500;
const maximumTitle = 200;

/** The owner of an SCP or RCP that binds every account of the answers. */
export const allAccounts = "all-accounts";
/** The owner of an SCP or RCP that binds the account of every target, and not the platform's. */
export const targetAccounts = "target-accounts";
const maximumOwners = maximumTargets + 1;

/** The accounts that a layer of accounts belongs to; none if its owner is a role, a key, or not known yet. */
export function accountsOfLayer(
  { kind, owner }: Pick<Layer, "kind" | "owner">,
  { platform, targets }: Pick<Scenario, "platform" | "targets">,
): readonly string[] {
  if (ownerKindOf(kind) !== "account" || owner === "") return [];
  const ofTargets = targets.map(({ account }) => account);
  if (owner === targetAccounts) return distinctAccounts(ofTargets);
  if (owner === allAccounts) return distinctAccounts([platform.account, ...ofTargets]);
  return owner.split(",");
}

function distinctAccounts(accounts: readonly string[]): readonly string[] {
  return [...new Set(accounts)].filter((account) => accountId(account) !== undefined);
}

/** The only account that a layer belongs to, or that of its role or key; empty if there are several or none. */
export function accountOfLayer({ kind, owner }: Pick<Layer, "kind" | "owner">): string {
  if (ownerKindOf(kind) === "account") return accountId(owner) ?? "";
  return parseArn(owner)?.account ?? "";
}

function isAccountList(owner: string): boolean {
  if (owner.length > maximumOwners * 13) return false;
  const accounts = owner.split(",");
  return (
    new Set(accounts).size === accounts.length &&
    accounts.every((account) => accountId(account) === account)
  );
}

/** What a layer of a kind belongs to. */
export function ownerKindOf(kind: LayerKind): "account" | "role" | "key" {
  if (kind === "boundary" || kind === "session") return "role";
  return kind === "grants" ? "key" : "account";
}

/** Whether the kind of layer has a level in the organization. */
export function hasLevel(kind: LayerKind): boolean {
  return kind === "service-control" || kind === "resource-control";
}

/** Whether a layer of this kind can belong to this account, role or key. */
export function isLayerOwner(kind: LayerKind, owner: string): boolean {
  if (hasLevel(kind))
    return owner === allAccounts || owner === targetAccounts || isAccountList(owner);
  if (owner.length > 2_048) return false;
  const belongsTo = ownerKindOf(kind);
  if (belongsTo === "account") return accountId(owner) !== undefined;
  const arn = parseArn(owner);
  return belongsTo === "role"
    ? arn?.service === "iam" && arn.resource.startsWith("role/")
    : arn?.service === "kms" && arn.resource.startsWith("key/");
}

/** Whether a text can be the id of a layer. */
export function isLayerId(text: string): boolean {
  return /^layer\/[1-9]\d{0,5}$/.test(text);
}

/** The first free id of a layer. */
export function newLayerId(layers: readonly Pick<Layer, "id">[]): string {
  const numbers = layers.map(({ id }) => Number(id.slice("layer/".length)));
  return `layer/${Math.max(0, ...numbers.filter(Number.isSafeInteger)) + 1}`;
}

/**
 * The layers in an untrusted link, file or stored copy: every member is checked, and what is invalid is left out and
 * named.
 */
export function restoreLayers(raw: unknown): {
  readonly layers: readonly Layer[];
  readonly dropped: readonly string[];
} {
  if (raw === undefined) return { layers: [], dropped: [] };
  if (!Array.isArray(raw)) return { layers: [], dropped: ["layers"] };
  const layers: Layer[] = [];
  const ids = new Set<string>();
  const dropped: string[] = [];
  for (const [index, item] of raw.slice(0, maximumLayers).entries()) {
    const layer = layerOf(item);
    if (!layer || ids.has(layer.id)) dropped.push(`layer ${index + 1}`);
    else {
      ids.add(layer.id);
      layers.push(layer);
    }
  }
  if (raw.length > maximumLayers) dropped.push(`layers after the first ${maximumLayers}`);
  return { layers, dropped };
}

function layerOf(raw: unknown): Layer | undefined {
  if (typeof raw !== "object" || raw === null) return undefined;
  const { id, kind: named, title, text, owner, level } = raw as Readonly<Record<string, unknown>>;
  const kind = layerKinds.find((one) => one === named);
  if (!kind || typeof id !== "string" || !isLayerId(id)) return undefined;
  if (typeof text !== "string" || text.length > maximumDocumentLength) return undefined;
  if (typeof title !== "string" || typeof owner !== "string") return undefined;
  if (owner !== "" && !isLayerOwner(kind, owner)) return undefined;
  const isLevel =
    typeof level === "number" && Number.isInteger(level) && level >= 1 && level <= maximumLevel;
  if (level !== undefined && (!isLevel || !hasLevel(kind))) return undefined;
  return {
    id,
    kind,
    title: title.slice(0, maximumTitle),
    text,
    owner,
    ...(isLevel ? { level } : {}),
  };
}
