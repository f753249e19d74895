import { type ReactNode, useId } from "react";

interface TickRowProps {
  readonly label: ReactNode;
  readonly on: boolean;
  readonly onTick: (on: boolean) => void;
}

/** One of several answers that can be chosen together. */
export function TickRow({ label, on, onTick }: TickRowProps) {
  const id = useId();
  return (
    <div className="flex min-h-6 items-center gap-2">
      <input
        type="checkbox"
        className="size-3.5 shrink-0 accent-accent-strong"
        id={id}
        checked={on}
        onChange={(event) => onTick(event.target.checked)}
      />
      <label htmlFor={id} className="min-w-0 break-words text-sm">
        {label}
      </label>
    </div>
  );
}

/** A list with a value added or removed. */
export function toggled(values: readonly string[], value: string, on: boolean): readonly string[] {
  const others = values.filter((other) => other !== value);
  return on ? [...others, value] : others;
}
