import { Dialog } from "../parts/dialog.tsx";

interface LinkDialogProps {
  readonly link: string;
  readonly onClose: () => void;
}

/** The link, selected, for the user to copy. */
export function LinkDialog({ link, onClose }: LinkDialogProps) {
  return (
    <Dialog
      title="Copy this link"
      description="The browser did not let Keyhole use the clipboard. The link is selected: press Ctrl+C, or ⌘C."
      width={560}
      onClose={onClose}
    >
      <textarea
        readOnly
        autoFocus
        aria-label="Link"
        value={link}
        rows={5}
        onFocus={(event) => event.target.select()}
        className="w-full resize-y break-all rounded-md border border-edge bg-surface p-2 font-mono text-xs"
      />
      <p className="mt-1 text-muted text-xs">{link.length.toLocaleString("en-US")} characters</p>
    </Dialog>
  );
}
