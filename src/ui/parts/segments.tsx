import { useId } from "react";

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly choices: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
  readonly help?: string | undefined;
}

/** A question with a few short answers, shown in one row. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, choices, value, onChoose, help } = props;
  const name = useId();
  return (
    <fieldset className="grid min-w-0 gap-1" aria-describedby={help ? `${name}-help` : undefined}>
      <legend className="float-left min-h-5 font-medium text-soft text-sm">{label}</legend>
      <div className="flex overflow-hidden rounded-md border border-edge bg-surface">
        {choices.map((choice) => (
          <label
            key={choice.value}
            className="flex min-h-7 flex-auto cursor-pointer items-center justify-center border-line border-l px-1.5 py-1 text-center text-soft text-sm leading-4 first:border-l-0 hover:bg-canvas has-checked:bg-accent-wash has-checked:font-medium has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:-outline-offset-2"
          >
            <input
              type="radio"
              className="sr-only"
              name={name}
              checked={choice.value === value}
              onChange={() => onChoose(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
      {help && (
        <p id={`${name}-help`} className="text-muted text-xs">
          {help}
        </p>
      )}
    </fieldset>
  );
}
