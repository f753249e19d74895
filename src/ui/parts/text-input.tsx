import type { ComponentProps } from "react";

/** The classes of a one-line control, also for controls of libraries. */
export const controlLook =
  "h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2 text-sm text-text aria-invalid:border-refused focus-visible:outline-offset-0";

interface TextInputProps extends ComponentProps<"input"> {
  /** For ids, ARNs and AWS names: a monospace font. */
  readonly mono?: boolean;
  /** A fixed prefix before the text ("alias/"). */
  readonly before?: string;
}

/** A one-line text. */
export function TextInput({ mono, before, className, ...rest }: TextInputProps) {
  const input = (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="off"
      {...rest}
      className={`${controlLook} ${mono ? "font-mono text-xs" : ""} ${before ? "rounded-l-none" : ""} ${className ?? ""}`}
    />
  );
  if (!before) return input;
  return (
    <div className="flex">
      <span
        aria-hidden
        className="flex h-8 items-center rounded-l-md border border-edge border-r-0 bg-sunken px-2 font-mono text-muted text-xs"
      >
        {before}
      </span>
      {input}
    </div>
  );
}

/** A list to choose one value from. */
export function SelectInput({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={`${controlLook} px-1.5 ${className ?? ""}`} />;
}
