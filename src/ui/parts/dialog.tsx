import { AlertDialog } from "@base-ui/react/alert-dialog";
import { Dialog as BaseDialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode, RefObject } from "react";
import { Button, IconButton } from "./button.tsx";
import { useBackCloses } from "./use-back-closes.ts";

const backdrop = "fixed inset-0 z-40 bg-[#00000066]";
// `overflow-clip`: the focus must not scroll the title out of view, only the body.
const popup =
  "fixed top-1/2 left-1/2 z-50 grid max-h-[calc(100dvh-32px)] max-w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 grid-rows-[auto_minmax(0,1fr)] overflow-clip rounded-lg border border-line bg-raised text-text shadow-float";

const filling =
  "h-[min(56rem,calc(100dvh-32px))] max-sm:h-dvh max-sm:max-h-dvh max-sm:max-w-[100vw] max-sm:rounded-none max-sm:border-0";

interface DialogProps {
  readonly title: string;
  readonly description?: string;
  readonly width: number;
  /** The dialog has the full height, and fills a small screen. Its content scrolls itself. */
  readonly fill?: boolean;
  /** The element that gets the focus when the dialog opens; otherwise the Close button. */
  readonly focusAtFirst?: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A modal dialog. Load it lazily: Base UI's dialog is not needed for a usable wizard. */
export function Dialog(props: DialogProps) {
  const { title, description, width, fill, focusAtFirst, onClose, children } = props;
  useBackCloses(onClose);
  return (
    <BaseDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={backdrop} />
        <BaseDialog.Popup
          className={fill ? `${popup} ${filling}` : popup}
          style={{ width }}
          // A touch must not open the on-screen keyboard.
          initialFocus={(openedBy) => openedBy === "touch" || (focusAtFirst?.current ?? true)}
        >
          <header className="flex items-start gap-3 border-line border-b px-4 py-3">
            <div className="min-w-0 flex-1">
              <BaseDialog.Title className="font-semibold text-base">{title}</BaseDialog.Title>
              {description && (
                <BaseDialog.Description className="text-muted text-sm">
                  {description}
                </BaseDialog.Description>
              )}
            </div>
            <BaseDialog.Close render={<IconButton label="Close" icon={X} className="-mr-1.5" />} />
          </header>
          <div className={fill ? "min-h-0" : "min-h-0 overflow-y-auto p-4"}>{children}</div>
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  );
}

interface ConfirmDialogProps {
  readonly title: string;
  readonly description: string;
  readonly confirmLabel: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks for confirmation before a large change. Load it lazily, like `Dialog`. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, confirmLabel, onConfirm, onClose } = props;
  useBackCloses(onClose);
  return (
    <AlertDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={backdrop} />
        <AlertDialog.Popup className={popup} style={{ width: 400 }}>
          <div className="stack gap-1 px-4 pt-3.5 pb-4">
            <AlertDialog.Title className="font-semibold text-base">{title}</AlertDialog.Title>
            <AlertDialog.Description className="text-soft text-sm">
              {description}
            </AlertDialog.Description>
          </div>
          <footer className="flex justify-end gap-2 border-line border-t bg-canvas px-4 py-2.5">
            <AlertDialog.Close render={<Button>Cancel</Button>} />
            <AlertDialog.Close
              render={
                <Button tone="primary" onClick={onConfirm}>
                  {confirmLabel}
                </Button>
              }
            />
          </footer>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
