import { hasLevel, isLayerOwner, type Layer, maximumLayers, newLayerId } from "#scenario";
import type { Work } from "./work.ts";

type LayerWork = Pick<Work, "layers">;

/** The layers with imported ones: one of the same kind, title and owner is imported again and replaced. */
export function withLayers(
  present: readonly Layer[],
  imported: readonly Omit<Layer, "id">[],
): LayerWork {
  let layers = present;
  for (const layer of imported) {
    const same = layers.find(
      ({ kind, title, owner }) =>
        kind === layer.kind && title === layer.title && owner === layer.owner,
    );
    const next = { ...layer, id: same?.id ?? newLayerId(layers) };
    layers = same ? layers.map((one) => (one === same ? next : one)) : [...layers, next];
  }
  return { layers: layers.slice(0, maximumLayers) };
}

/** The layers with a change of one of them. An owner that its kind cannot have is removed, and the user is asked. */
export function editedLayer(
  layers: readonly Layer[],
  id: string,
  change: Partial<Omit<Layer, "id" | "level">> & { readonly level?: number | undefined },
): LayerWork {
  return {
    layers: layers.map((layer) => {
      if (layer.id !== id) return layer;
      const { level, ...next } = { ...layer, ...change };
      return {
        ...next,
        owner: isLayerOwner(next.kind, next.owner) ? next.owner : "",
        ...(level !== undefined && hasLevel(next.kind) ? { level } : {}),
      };
    }),
  };
}
