import { accountId } from "#policy";
import { hasLevel, isLayerOwner } from "#scenario";
import type { ImportedLayer } from "../imported.ts";

/**
 * The layers with each SCP or RCP once that several accounts have at the same level: a bundle of many accounts has one of
 * the root for each. The others stay where they are.
 */
export function joinedLayers(layers: readonly ImportedLayer[]): readonly ImportedLayer[] {
  const owners = new Map<string, Set<string>>();
  const groups = new Map<string, ImportedLayer>();
  for (const [at, layer] of layers.entries()) {
    const { owner, ...same } = layer;
    const isOfAccount = hasLevel(layer.kind) && accountId(owner) !== undefined;
    const group = isOfAccount ? JSON.stringify(Object.entries(same).sort()) : `${at}`;
    owners.set(group, (owners.get(group) ?? new Set()).add(owner));
    groups.set(group, groups.get(group) ?? layer);
  }
  return [...groups].flatMap(([group, layer]) => {
    const own = [...(owners.get(group) ?? [])];
    const owner = own.join();
    if (own.length === 1 || isLayerOwner(layer.kind, owner)) return [{ ...layer, owner }];
    return own.map((one) => ({ ...layer, owner: one }));
  });
}
