import { Download } from "lucide-react";
import { maximumFragmentLength } from "#share";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { useKeyholeStore } from "../store.tsx";
import { saveWork } from "./save-work.ts";

export interface LinkDialogProps {
  readonly link: string;
  /** Whether the browser blocked the clipboard; otherwise the dialog is open because the link is too long. */
  readonly isRefused: boolean;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** Shows the link if the browser blocked the clipboard, or offers a file if the link is too long for most programs. */
export function LinkDialog({ link, isRefused, onCopy, onClose }: LinkDialogProps) {
  const store = useKeyholeStore();
  const characters = link.length.toLocaleString("en-US");
  const isWhole = link.length - link.indexOf("#") <= maximumFragmentLength;
  const save = () => {
    void saveWork(store.getState());
    onClose();
  };
  return (
    <Dialog
      title={isRefused ? "Copy this link" : "The link is too long"}
      description={
        isRefused
          ? "The browser blocked the clipboard. The link is selected: press Ctrl+C or ⌘C."
          : isWhole
            ? `The link has ${characters} characters, and many programs cut links after about 8,000. Send a file instead: the recipient drops it on this page.`
            : `The link has ${characters} characters, more than Keyhole can open. Send a file instead: the recipient drops it on this page.`
      }
      width={560}
      onClose={onClose}
    >
      <div className="stack gap-3">
        {isRefused && (
          <div className="stack gap-1">
            <textarea
              readOnly
              autoFocus
              aria-label="Link"
              value={link}
              rows={5}
              onFocus={(event) => event.target.select()}
              className="w-full resize-y break-all rounded-md border border-edge bg-surface p-2 font-mono text-xs"
            />
            <p className="text-muted text-xs">{characters} characters</p>
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {!isRefused && isWhole && <Button onClick={onCopy}>Copy the link anyway</Button>}
          <Button tone={isRefused ? "plain" : "primary"} icon={Download} onClick={save}>
            Save as a file
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
