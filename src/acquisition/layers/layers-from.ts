import type { Grant } from "#engine";
import { asList, grantEntriesIn, grantMember, parseArn } from "#policy";
import { accountsOfLayer, type Layer, type Scenario } from "#scenario";
import type { GrantList, LayerDocument, Layers } from "./layers.ts";

/**
 * The layers of the user's work, as decisions take them: by account and level, by role, by key. A layer without an owner
 * decides nothing; one of many accounts is the same document in each. Grants that cannot be read leave every decision about their account open.
 */
export function layersFrom(
  list: readonly Layer[],
  scenario: Pick<Scenario, "platform" | "targets">,
): Layers | undefined {
  const placed = list.filter(({ owner }) => owner !== "");
  if (placed.length === 0) return undefined;
  const of = (kind: Layer["kind"]) => placed.filter((layer) => layer.kind === kind);
  const read = of("grants").map((layer) => ({ layer, grants: grantsIn(layer.text) }));
  const unread = read.filter(({ grants }) => !grants).map(({ layer }) => layer);
  const unreadable = unread.map((layer) => ({
    ...layer,
    kind: "resource-control" as const,
    owner: parseArn(layer.owner)?.account ?? "",
    level: lowestLevel + 1,
  }));
  return {
    serviceControlPolicies: byLevel(of("service-control"), scenario),
    resourceControlPolicies: byLevel([...of("resource-control"), ...unreadable], scenario),
    permissionsBoundaries: byOwner(of("boundary"), documentOf),
    sessionPolicies: byOwner(of("session"), documentOf),
    endpointPolicies: byOwner(of("endpoint"), documentOf),
    grants: byOwner(
      read.flatMap(({ layer, grants }) => (grants ? [{ ...layer, grants }] : [])),
      ({ id, text, grants }): GrantList => ({ id, text, grants }),
    ),
  };
}

/** A layer without a level stands beside the account. */
const lowestLevel = 100;

function documentOf({ id, text }: Layer): LayerDocument {
  return { id, text };
}

function byLevel(
  layers: readonly Layer[],
  scenario: Pick<Scenario, "platform" | "targets">,
): Record<string, LayerDocument[][]> {
  const accounts = new Map<string, Map<number, LayerDocument[]>>();
  for (const layer of layers) {
    const document = documentOf(layer);
    const level = layer.level ?? lowestLevel;
    for (const account of accountsOfLayer(layer, scenario)) {
      const levels = accounts.get(account) ?? new Map<number, LayerDocument[]>();
      accounts.set(account, levels.set(level, [...(levels.get(level) ?? []), document]));
    }
  }
  return Object.fromEntries(
    [...accounts].map(([account, levels]) => [
      account,
      [...levels].sort(([one], [two]) => one - two).map(([, list]) => list),
    ]),
  );
}

function byOwner<Item extends Layer, Result>(
  layers: readonly Item[],
  resultOf: (layer: Item) => Result,
): Record<string, Result[]> {
  const owners = new Map<string, Result[]>();
  for (const layer of layers)
    owners.set(layer.owner, [...(owners.get(layer.owner) ?? []), resultOf(layer)]);
  return Object.fromEntries(owners);
}

/**
 * The grants in the output of `aws kms list-grants`, or `undefined` if the text is none or a grant cannot be read.
 * Source: KMS API Reference, "GrantListEntry".
 */
export function grantsIn(text: string): readonly Grant[] | undefined {
  const grants = grantEntriesIn(text)?.map(grantOf);
  return grants?.every((grant) => grant !== undefined) ? grants : undefined;
}

function grantOf(raw: unknown): Grant | undefined {
  const operations = asList(grantMember(raw, "Operations"));
  if (operations.length === 0 || !operations.every(isText)) return undefined;
  const optionalText = (name: string, member: string) => {
    const value = grantMember(raw, name);
    return isText(value) ? { [member]: value } : {};
  };
  const constraints = constraintsOf(grantMember(raw, "Constraints"));
  if (!constraints) return undefined;
  return {
    operations,
    ...optionalText("GranteePrincipal", "granteePrincipal"),
    ...optionalText("RetiringPrincipal", "retiringPrincipal"),
    ...optionalText("KeyId", "keyId"),
    ...(Object.keys(constraints).length > 0 ? { constraints } : {}),
  };
}

function constraintsOf(raw: unknown): Grant["constraints"] {
  const read: Record<string, Record<string, string>> = {};
  for (const [name, member] of [
    ["EncryptionContextEquals", "encryptionContextEquals"],
    ["EncryptionContextSubset", "encryptionContextSubset"],
  ] as const) {
    const context = grantMember(raw, name);
    if (context === undefined || context === null) continue;
    if (typeof context !== "object" || !Object.values(context).every(isText)) return undefined;
    read[member] = context as Record<string, string>;
  }
  return read;
}

const isText = (value: unknown): value is string => typeof value === "string";
