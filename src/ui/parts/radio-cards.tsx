import { type ReactNode, useId } from "react";

/** One card to choose. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** One sentence about the choice. */
  readonly help?: string;
  /** The effect of the choice; shown while it is selected. */
  readonly consequence?: ReactNode;
}

interface RadioCardsProps<Value extends string> {
  readonly label: string;
  readonly aside?: ReactNode;
  readonly help?: string;
  readonly choices: readonly Choice<Value>[];
  readonly value: Value;
  readonly onChoose: (value: Value) => void;
  readonly children?: ReactNode;
}

/** A question with a few answers, each with a sentence of help, and the consequence of the chosen one. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { label, aside, help, choices, value, onChoose, children } = props;
  const name = useId();
  return (
    <fieldset className="grid min-w-0 gap-1.5">
      <legend className="float-left flex min-h-5 items-center gap-2 font-medium text-soft text-sm">
        {label}
        {aside}
      </legend>
      {help && <p className="text-muted text-xs">{help}</p>}
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        {choices.map((choice) => (
          <RadioCard
            key={choice.value}
            name={name}
            choice={choice}
            chosen={choice.value === value}
            onChoose={onChoose}
          />
        ))}
      </div>
      {children}
    </fieldset>
  );
}

interface RadioCardProps<Value extends string> {
  readonly name: string;
  readonly choice: Choice<Value>;
  readonly chosen: boolean;
  readonly onChoose: (value: Value) => void;
}

function RadioCard<Value extends string>(props: RadioCardProps<Value>) {
  const { name, choice, chosen, onChoose } = props;
  const id = `${name}-${choice.value}`;
  return (
    <div
      className={`relative flex gap-2 border-line border-t px-2.5 py-2 first:border-t-0 ${
        chosen ? "bg-accent-wash" : "hover:bg-canvas"
      }`}
    >
      <input
        type="radio"
        className="tick relative z-1 mt-[3px]"
        id={id}
        name={name}
        checked={chosen}
        aria-describedby={`${id}-help`}
        onChange={() => onChoose(choice.value)}
      />
      <div className="min-w-0">
        {/* The label covers the whole card, so that a click anywhere on it selects it. */}
        <label htmlFor={id} className="font-medium text-sm before:absolute before:inset-0">
          {choice.label}
        </label>
        <div id={`${id}-help`} className="text-xs">
          {choice.help && <p className="text-muted">{choice.help}</p>}
          {chosen && choice.consequence && <p className="mt-0.5 text-soft">{choice.consequence}</p>}
        </div>
      </div>
    </div>
  );
}
