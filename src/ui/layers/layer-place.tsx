import { useId } from "react";
import { hasLevel, type Layer, layerKinds, maximumLevel, ownerKindOf } from "#scenario";
import { SelectInput } from "../parts/text-input.tsx";
import { layerWords } from "./layer-words.ts";
import { useLayerOwners } from "./use-layer-owners.ts";

/** Without a level: attached to the account. */
export interface Place extends Pick<Layer, "kind" | "owner"> {
  readonly level?: number | undefined;
}

interface LayerPlaceProps {
  readonly place: Place;
  readonly onChange: (change: Partial<Place>) => void;
}

/** Asks what a layer is, which account, role or key it belongs to, and at which level of the organization. */
export function LayerPlace({ place, onChange }: LayerPlaceProps) {
  const id = useId();
  const { kind, owner, level } = place;
  const owners = useLayerOwners(kind, owner);
  const belongsTo = ownerKindOf(kind);
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-1.5">
      <div className="stack gap-0.5 text-muted text-xs">
        <label htmlFor={`${id}-kind`}>Kind</label>
        <SelectInput
          id={`${id}-kind`}
          value={kind}
          disabled={kind === "grants"}
          onChange={({ target }) => {
            const next = layerKinds.find((one) => one === target.value);
            if (next)
              onChange({ kind: next, ...(ownerKindOf(next) === belongsTo ? {} : { owner: "" }) });
          }}
        >
          {layerKinds
            .filter((one) => (one === "grants") === (kind === "grants"))
            .map((one) => (
              <option key={one} value={one}>
                {layerWords[one]}
              </option>
            ))}
        </SelectInput>
      </div>
      <div className="grid min-w-0 max-w-full gap-0.5 text-muted text-xs">
        <label htmlFor={`${id}-owner`}>
          {belongsTo === "account" ? "Account" : belongsTo === "role" ? "Role" : "Key"}
        </label>
        <SelectInput
          id={`${id}-owner`}
          value={owner}
          aria-invalid={owner === ""}
          onChange={({ target }) => onChange({ owner: target.value })}
        >
          <option value="">Choose the {belongsTo}</option>
          {owners.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectInput>
      </div>
      {hasLevel(kind) && (
        <div className="stack gap-0.5 text-muted text-xs">
          <label htmlFor={`${id}-level`}>Attached to</label>
          <SelectInput
            id={`${id}-level`}
            value={level ?? ""}
            onChange={({ target }) =>
              onChange({ level: target.value === "" ? undefined : Number(target.value) })
            }
          >
            <option value="">the account</option>
            <option value={1}>the root</option>
            {Array.from({ length: maximumLevel - 2 }, (_, index) => index + 2).map((one) => (
              <option key={one} value={one}>
                an OU, level {one - 1}
              </option>
            ))}
          </SelectInput>
        </div>
      )}
    </div>
  );
}
