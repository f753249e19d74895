import { type ReactNode, useId } from "react";

interface SwitchRowProps {
  /** The path of the question. */
  readonly question?: string;
  readonly label: string;
  readonly help: string;
  /** The effect while it is on. */
  readonly consequence?: ReactNode;
  readonly on: boolean;
  readonly onSwitch: (on: boolean) => void;
}

/** A question with the answers on and off. */
export function SwitchRow({ question, label, help, consequence, on, onSwitch }: SwitchRowProps) {
  const id = useId();
  return (
    <div
      data-question={question}
      className="relative flex gap-2.5 border-line border-t px-2.5 py-2 first:border-t-0 hover:bg-canvas"
    >
      <div className="min-w-0 flex-1">
        <label htmlFor={id} className="font-medium text-sm before:absolute before:inset-0">
          {label}
        </label>
        <div id={`${id}-help`} className="text-muted text-xs">
          <p>{help}</p>
          {on && consequence && <p className="mt-0.5 text-soft">{consequence}</p>}
        </div>
      </div>
      <input
        type="checkbox"
        role="switch"
        className="switch relative z-1 mt-0.5"
        id={id}
        checked={on}
        aria-checked={on}
        aria-describedby={`${id}-help`}
        onChange={(event) => onSwitch(event.target.checked)}
      />
    </div>
  );
}
