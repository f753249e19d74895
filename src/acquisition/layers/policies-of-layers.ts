import type { LayerDocument, Layers } from "./layers.ts";

/** The policies of layers, in no order; without grants, which are none. */
export function policiesOfLayers(layers: Layers | undefined): readonly LayerDocument[] {
  const { grants: _, ...policies } = layers ?? {};
  return Object.values(policies)
    .flatMap((byOwner) => Object.values(byOwner ?? {}))
    .flat(3)
    .filter((one): one is LayerDocument => typeof one?.text === "string");
}
