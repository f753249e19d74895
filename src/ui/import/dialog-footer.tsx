import type { ReactNode } from "react";

/** Classes of a dialog's body. Its minimum height keeps the dialog from jumping between steps. */
export const dialogBody =
  "flex min-h-[min(34rem,calc(100dvh-8rem))] flex-col gap-4 *:min-w-0 *:shrink-0";

interface DialogFooterProps {
  /** At the left: what the buttons apply to. */
  readonly summary?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons of a dialog that scrolls; they stay visible at its lower edge. */
export function DialogFooter({ summary, children }: DialogFooterProps) {
  return (
    <footer className="sticky -bottom-4 z-10 -mx-4 mt-auto -mb-4 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-canvas px-4 py-2.5">
      <p className="min-w-0 flex-1 text-muted text-sm empty:hidden max-sm:basis-full">{summary}</p>
      {children}
    </footer>
  );
}
