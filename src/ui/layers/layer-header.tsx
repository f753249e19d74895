import { Trash2 } from "lucide-react";
import { hasLevel, type Layer } from "#scenario";
import { IconButton } from "../parts/button.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import { LayerPlace } from "./layer-place.tsx";

interface LayerHeaderProps {
  readonly layer: Layer;
  readonly account: string;
}

/** The open layer's title, what it belongs to, and the command that removes it. */
export function LayerHeader({ layer, account }: LayerHeaderProps) {
  const placeLayer = useKeyhole((state) => state.placeLayer);
  const removeLayer = useKeyhole((state) => state.removeLayer);
  return (
    <header className="row-start-1 grid gap-y-1.5 border-line border-b px-3 py-2">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h2 className="min-w-0 flex-1 break-words font-semibold text-sm">{layer.title}</h2>
        {account !== "" && <AccountChip account={account} />}
        <IconButton
          label="Remove from the work"
          icon={Trash2}
          onClick={() => removeLayer(layer.id)}
        />
      </div>
      <LayerPlace place={layer} onChange={(change) => placeLayer(layer.id, change)} />
      <p className={layer.owner === "" ? "text-caution text-xs" : "text-muted text-xs"}>
        {layer.owner === ""
          ? "Choose what it belongs to. Until then it has no effect."
          : "It joins every decision. Keyhole does not export it."}
        {/* AWS Organizations User Guide, "Service control policies" and "Resource control policies". */}
        {hasLevel(layer.kind) &&
          " AWS does not apply it in the organization’s management account: choose member accounts only."}
      </p>
    </header>
  );
}
