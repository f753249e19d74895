import type { LucideIcon } from "lucide-react";
import type { ComponentProps } from "react";

type Tone = "primary" | "plain" | "quiet" | "danger";

const tones: Readonly<Record<Tone, string>> = {
  primary:
    "border-accent-strong bg-accent-strong text-on-accent enabled:hover:brightness-110 disabled:opacity-60",
  plain: "border-edge bg-surface text-text enabled:hover:bg-sunken disabled:text-muted",
  quiet:
    "border-transparent text-soft enabled:hover:bg-sunken enabled:hover:text-text disabled:opacity-45",
  danger: "border-refused bg-refused text-surface enabled:hover:brightness-110",
};

const shape =
  "inline-flex h-7 shrink-0 items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium select-none aria-disabled:cursor-default";

interface ButtonProps extends ComponentProps<"button"> {
  readonly tone?: Tone;
  readonly icon?: LucideIcon | undefined;
  /** Shown on hover and focus; says more than the label. */
  readonly tip?: string;
}

/** A button with a text label. */
export function Button({ tone = "plain", icon: Icon, tip, className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      data-tip={tip}
      {...rest}
      className={`${shape} ${tones[tone]} px-2.5 text-sm ${className ?? ""}`}
    >
      {Icon && <Icon aria-hidden size={14} strokeWidth={1.75} />}
      {rest.children}
    </button>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "children"> {
  /** The button's name, and its tip. */
  readonly label: string;
  readonly icon: LucideIcon;
  /** The keyboard shortcut, as users write it: "Ctrl+Z". */
  readonly keys?: string;
  readonly tone?: Tone;
}

/** A button with an icon only; its name is its tip. */
export function IconButton({
  label,
  icon: Icon,
  keys,
  tone = "quiet",
  className,
  ...rest
}: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={keys?.replace("Ctrl", "Control")}
      data-tip={keys ? `${label}  ${keys}` : label}
      {...rest}
      className={`${shape} ${tones[tone]} w-7 ${className ?? ""}`}
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} />
    </button>
  );
}
