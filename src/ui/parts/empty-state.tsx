import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  /** What to do. */
  readonly children: ReactNode;
}

/** What stands where there is nothing yet, and what to do about it. */
export function EmptyState({ icon: Icon, title, children }: EmptyStateProps) {
  return (
    <div className="mx-auto grid max-w-80 justify-items-center gap-1 px-4 py-10 text-center">
      <Icon aria-hidden size={20} strokeWidth={1.5} className="mb-1 text-muted" />
      <p className="font-medium text-sm">{title}</p>
      <div className="text-muted text-sm">{children}</div>
    </div>
  );
}
