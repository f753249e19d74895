import { CircleAlert, Info } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeProps {
  readonly tone: "info" | "problem";
  readonly title: string;
  readonly children?: ReactNode;
  /** Buttons, at the end. */
  readonly actions?: ReactNode;
}

/** A message at the place that it is about. */
export function Notice({ tone, title, children, actions }: NoticeProps) {
  const Icon = tone === "problem" ? CircleAlert : Info;
  const look =
    tone === "problem" ? "border-refused bg-refused-wash" : "border-accent bg-accent-wash";
  return (
    <div className={`flex items-start gap-2 rounded-md border px-2.5 py-2 text-sm ${look}`}>
      <Icon
        aria-hidden
        size={15}
        className={`mt-0.5 shrink-0 ${tone === "problem" ? "text-refused" : "text-accent"}`}
      />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{title}</p>
        {children && <div className="text-soft">{children}</div>}
        {actions && <div className="mt-1.5 flex flex-wrap gap-1.5">{actions}</div>}
      </div>
    </div>
  );
}
