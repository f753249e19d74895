import type { ReactNode } from "react";

/** What stands in the dialog: never lower than this, so that it does not jump from step to step. */
export const view = "flex min-h-[min(34rem,calc(100dvh-8rem))] flex-col gap-4 *:min-w-0 *:shrink-0";

interface DialogFooterProps {
  /** At the left: what the buttons are about. */
  readonly said?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons of a dialog that scrolls: always in sight at its lower edge. */
export function DialogFooter({ said, children }: DialogFooterProps) {
  return (
    <footer className="sticky -bottom-4 z-10 -mx-4 mt-auto -mb-4 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-canvas px-4 py-2.5">
      <p className="min-w-0 flex-1 text-muted text-sm empty:hidden max-sm:basis-full">{said}</p>
      {children}
    </footer>
  );
}
