import type { ComponentProps } from "react";

/** How a one-line control looks; for controls of libraries that bring their own element. */
export const controlLook =
  "h-8 w-full min-w-0 rounded-md border border-edge bg-surface px-2 text-sm text-text aria-invalid:border-refused focus-visible:outline-offset-0";

interface TextInputProps extends ComponentProps<"input"> {
  /** For ids, ARNs and names that AWS reads: mono, no corrections by the browser. */
  readonly mono?: boolean;
  /** What stands before the text and is always the same ("alias/"). */
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

/** A choice among few, or among many where searching would not help. */
export function SelectInput({ className, ...rest }: ComponentProps<"select">) {
  return <select {...rest} className={`${controlLook} px-1.5 ${className ?? ""}`} />;
}
