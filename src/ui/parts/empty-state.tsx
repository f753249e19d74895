import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What the user can do. */
  readonly children: ReactNode;
}

/** Shown in place of an empty list: what is missing, and what the user can do. */
export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-80 justify-items-center gap-1 px-4 py-10 text-center">
      <Icon aria-hidden size={20} strokeWidth={1.5} className="mb-1 text-muted" />
      <p className="font-medium text-sm">{title}</p>
      <div className="text-muted text-sm">{children}</div>
    </div>
  );
}
