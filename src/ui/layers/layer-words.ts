import type { LayerKind } from "#scenario";

/** The kinds of layers, as a list or a heading names them. */
export const layerWords: Readonly<Record<LayerKind, string>> = {
  "service-control": "SCP",
  "resource-control": "RCP",
  boundary: "Permissions boundary",
  session: "Session policy",
  endpoint: "VPC endpoint policy",
  grants: "Grants",
};
