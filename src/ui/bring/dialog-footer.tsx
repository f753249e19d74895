import type { ReactNode } from "react";

interface DialogFooterProps {
  /** At the left: what the buttons are about. */
  readonly said?: ReactNode;
  readonly children: ReactNode;
}

/** The buttons of a dialog that scrolls: always in sight at its lower edge. */
export function DialogFooter({ said, children }: DialogFooterProps) {
  return (
    <footer className="sticky -bottom-4 z-10 -mx-4 -mb-4 flex flex-wrap items-center justify-end gap-2 border-line border-t bg-canvas px-4 py-2.5">
      <p className="min-w-0 flex-1 text-muted text-sm">{said}</p>
      {children}
    </footer>
  );
}
