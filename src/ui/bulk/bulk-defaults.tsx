import { useId } from "react";
import type { TargetDefaults } from "#import";
import { TextInput } from "../parts/text-input.tsx";
import { bulkStore } from "./bulk-store.ts";

const fields = [
  { name: "role", label: "Role", placeholder: "CadoResponseCrossAccountRole" },
  { name: "region", label: "Region", placeholder: "eu-west-1" },
  { name: "key", label: "Key", placeholder: "every, or alias/aws/ebs" },
] as const;

/** The values for empty cells of all rows: a list of keys has no roles, a list of accounts has no keys. */
export function BulkDefaults({ defaults }: { readonly defaults: TargetDefaults }) {
  const id = useId();
  return (
    <fieldset className="stack gap-1.5">
      <legend className="float-left font-medium text-soft text-sm">Values for empty cells</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {fields.map(({ name, label, placeholder }) => (
          <div key={name} className="flex items-center gap-2">
            <label htmlFor={`${id}-${name}`} className="w-12 shrink-0 text-muted text-xs">
              {label}
            </label>
            <TextInput
              id={`${id}-${name}`}
              mono
              className="h-7"
              value={defaults[name] ?? ""}
              placeholder={placeholder}
              onChange={({ target }) => bulkStore.getState().setDefaults({ [name]: target.value })}
            />
          </div>
        ))}
      </div>
    </fieldset>
  );
}
