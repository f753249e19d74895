import { type LayerKind, layerKinds } from "#scenario";
import { useKeyhole } from "../store.tsx";

const words: Readonly<Record<LayerKind, string>> = {
  "service-control": "SCP",
  "resource-control": "RCP",
  boundary: "permissions boundary",
  session: "session policy",
  endpoint: "VPC endpoint policy",
  grants: "grant",
};

/** Which layers the verdict knows: a policy that was not imported may still refuse. */
export function LayerNote() {
  const layers = useKeyhole((state) => state.layers);
  const known = layerKinds.filter((kind) =>
    layers.some((layer) => layer.kind === kind && layer.owner !== ""),
  );
  const missing = layerKinds.filter((kind) => !known.includes(kind) && kind !== "grants");
  const unplaced = layers.filter(({ owner }) => owner === "").length;
  return (
    <p className="mb-1 text-muted text-xs">
      {known.length > 0 && `Decided with your ${listed(known, "and")}. `}
      {missing.length > 0 && `No ${listed(missing, "or")} was imported: AWS may refuse more. `}
      {!known.includes("grants") && "No grants were imported: they may allow more. "}
      {unplaced > 0 &&
        `${unplaced} of the imported ${unplaced === 1 ? "layers belongs" : "layers belong"} to nothing yet.`}
    </p>
  );
}

function listed(kinds: readonly LayerKind[], word: "and" | "or"): string {
  const names = kinds.map((kind) => words[kind]);
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}
