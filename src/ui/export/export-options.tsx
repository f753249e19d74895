import { regionsOf } from "#policy/kms";
import { Field } from "../parts/field.tsx";
import { Segments } from "../parts/segments.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { choose, useChoices } from "./export-choices.ts";
import type { OptionName } from "./formats.ts";
import { unitsIn } from "./units.ts";

/** The choices that apply to the format. */
export function ExportOptionList({ options }: { readonly options: readonly OptionName[] }) {
  const { targetRoles, keys, terraformPolicies, templates, watch } = useChoices();
  if (options.length === 0) return null;
  return (
    <div className="stack gap-4">
      {options.includes("targetRoles") && (
        <Segments
          label="Target roles"
          help="The platform role always exists."
          choices={[
            { value: "new", label: "New" },
            { value: "existing", label: "Existing" },
          ]}
          value={targetRoles}
          onChoose={(value) => choose({ targetRoles: value })}
        />
      )}
      {options.includes("keys") && (
        <Segments
          label="Customer managed keys"
          help={
            keys === "new"
              ? "A new key encrypts no volume yet. Volumes under other keys cannot be imported."
              : undefined
          }
          choices={[
            { value: "existing", label: "Existing" },
            { value: "new", label: "New" },
          ]}
          value={keys}
          onChoose={(value) => choose({ keys: value })}
        />
      )}
      {options.includes("terraformPolicies") && (
        <Segments
          label="Policies as"
          choices={[
            { value: "jsonencode", label: "jsonencode" },
            { value: "policy-document", label: "policy document" },
          ]}
          value={terraformPolicies}
          onChoose={(value) => choose({ terraformPolicies: value })}
        />
      )}
      {options.includes("templates") && (
        <Segments
          label="Templates in"
          choices={[
            { value: "yaml", label: "YAML" },
            { value: "json", label: "JSON" },
          ]}
          value={templates}
          onChoose={(value) => choose({ templates: value })}
        />
      )}
      {options.includes("watch") && (
        <Segments
          label="Watch what stays open"
          help={
            watch
              ? "Rules of EventBridge that tell a target of yours. They match no call of the import."
              : undefined
          }
          choices={[
            { value: "no", label: "No rules" },
            { value: "yes", label: "EventBridge rules" },
          ]}
          value={watch ? "yes" : "no"}
          onChoose={(value) => choose({ watch: value === "yes" })}
        />
      )}
      {options.includes("stackSet") && <StackSetOptions />}
    </div>
  );
}

/** The targets of a StackSet. */
function StackSetOptions() {
  const { units, stackRegion } = useChoices();
  const partition = useKeyhole((state) => state.scenario.partition);
  const platformRegion = useKeyhole((state) => state.scenario.platform.region);
  const found = unitsIn(units);
  const [other] = found.others;
  return (
    <>
      <Field
        label="Organizational units"
        help="Ids of units or of the root, one on each line. Every account in them gets the role."
        problem={
          other === undefined
            ? undefined
            : `Keyhole ignores “${other.slice(0, 80)}”. An id looks like ou-ab12-cd34ef56, or r-ab12 for the root.`
        }
        warning={
          found.units.length === 0
            ? "Without an id, the commands contain a placeholder that you must replace."
            : undefined
        }
      >
        {(ids) => (
          <textarea
            {...ids}
            rows={3}
            value={units}
            spellCheck={false}
            autoCapitalize="off"
            placeholder="ou-ab12-cd34ef56"
            onChange={(event) => choose({ units: event.target.value })}
            className="w-full resize-y rounded-md border border-edge bg-surface px-2 py-1.5 font-mono text-xs aria-invalid:border-refused"
          />
        )}
      </Field>
      <Field label="Region of the stacks" help="Roles are global, so one region is enough.">
        {(ids) => (
          <SelectInput
            {...ids}
            value={stackRegion || platformRegion}
            onChange={(event) => choose({ stackRegion: event.target.value })}
          >
            {regionsOf(partition).map(({ code, name }) => (
              <option key={code} value={code}>
                {code} {name}
              </option>
            ))}
          </SelectInput>
        )}
      </Field>
    </>
  );
}
