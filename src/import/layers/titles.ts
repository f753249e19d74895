import type { LayerKind } from "#scenario";
import type { ImportedLayer } from "../imported.ts";

/** What a layer whose text has no name is called. */
export const layerNames: Readonly<Record<LayerKind, string>> = {
  "service-control": "an SCP",
  "resource-control": "an RCP",
  boundary: "a permissions boundary",
  session: "a session policy",
  endpoint: "a VPC endpoint policy",
  grants: "grants",
};

const unnamed = "Policy without a name";
const inFile = "Policy in ";

/** The title of a policy on its own, by the name of the file that it is in. */
export function policyTitle(name: string | undefined): string {
  return name === undefined ? unnamed : `${inFile}${name.slice(0, 100)}`;
}

/** The title of what looks like a layer, by the name of its file. */
export function layerTitle(kind: LayerKind, name: string | undefined): string {
  return name === undefined ? layerNames[kind] : name.slice(0, 100);
}

/** The title of a layer that is read as a policy. */
export function asPolicyTitle({ kind, title }: ImportedLayer): string {
  return policyTitle(title === layerNames[kind] ? undefined : title);
}

/** The title of a policy that is read as a layer. */
export function asLayerTitle(kind: LayerKind, title: string): string {
  if (title === unnamed) return layerNames[kind];
  return title.startsWith(inFile) ? title.slice(inFile.length) : title;
}

/** The layer as one of another kind: what is named by its kind gets the name of that kind. */
export function withLayerKind(layer: ImportedLayer, kind: LayerKind): ImportedLayer {
  const title = layer.title === layerNames[layer.kind] ? layerNames[kind] : layer.title;
  return { ...layer, kind, title };
}
