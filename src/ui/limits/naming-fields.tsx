import type { PlatformNaming } from "#scenario";
import { Field } from "../parts/field.tsx";
import { TextInput } from "../parts/text-input.tsx";

interface NamingFieldsProps {
  readonly naming: PlatformNaming;
  readonly problem: string | undefined;
  readonly onChange: (naming: PlatformNaming) => void;
}

/** The fields for the tag or alias prefix that keys and roles have in common. */
export function NamingFields({ naming, problem, onChange }: NamingFieldsProps) {
  if (naming.by === "alias")
    return (
      <Field label="Aliases begin with" problem={problem}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            before="alias/"
            value={naming.aliasPrefix.replace(/^alias\//, "")}
            onChange={({ target }) =>
              onChange({
                by: "alias",
                aliasPrefix: `alias/${target.value.trim().replace(/^alias\//, "")}`,
              })
            }
          />
        )}
      </Field>
    );
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field label="Tag key" problem={problem}>
        {(ids) => (
          <TextInput
            {...ids}
            mono
            value={naming.tagKey}
            onChange={({ target }) => onChange({ ...naming, tagKey: target.value })}
          />
        )}
      </Field>
      <Field label="Tag value">
        {(ids) => (
          <TextInput
            {...ids}
            mono
            value={naming.tagValue}
            onChange={({ target }) => onChange({ ...naming, tagValue: target.value })}
          />
        )}
      </Field>
    </div>
  );
}
