import { type ComponentType, type ReactNode, useState } from "react";

/** The props of a dialog that a button opens. */
export interface DialogBehindButton {
  readonly onClose: () => void;
}

interface LazyDialogProps {
  /** Made by `lazyPart`: its code is fetched when the dialog first opens. */
  readonly dialog: ComponentType<DialogBehindButton>;
  readonly button: (shared: {
    readonly "aria-haspopup": "dialog";
    readonly onClick: () => void;
  }) => ReactNode;
}

/** A button that opens a dialog. */
export function LazyDialog({ dialog: Dialog, button }: LazyDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {button({ "aria-haspopup": "dialog", onClick: () => setOpen(true) })}
      {open && <Dialog onClose={() => setOpen(false)} />}
    </>
  );
}
