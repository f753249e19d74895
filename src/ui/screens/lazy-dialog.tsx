import { type ComponentType, type ReactNode, useState } from "react";

/** What a dialog behind a button is given. */
export interface DialogBehindButton {
  readonly onClose: () => void;
}

interface LazyDialogProps {
  /** Made by `lazyPart`: its code is fetched when it is first asked for. */
  readonly dialog: ComponentType<DialogBehindButton>;
  readonly button: (shared: {
    readonly "aria-haspopup": "dialog";
    readonly onClick: () => void;
  }) => ReactNode;
}

/** A button with a dialog behind it. */
export function LazyDialog({ dialog: Dialog, button }: LazyDialogProps) {
  const [open, setOpen] = useState(false);
  return (
    <>
      {button({ "aria-haspopup": "dialog", onClick: () => setOpen(true) })}
      {open && <Dialog onClose={() => setOpen(false)} />}
    </>
  );
}
