import { Download } from "lucide-react";
import { maximumFragmentLength } from "#share";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyholeStore } from "../store.tsx";
import { ReplacedButton } from "./replaced-button.tsx";
import { saveWork } from "./save-work.ts";

/** What the dialog says about a link that was not copied, or not whole. */
export interface LinkDialogProps {
  readonly link: string;
  /** The titles of the layers that do not fit into the link. */
  readonly leftOut: readonly string[];
  /** Whether the browser blocked the clipboard; otherwise the link is too long, or leaves something out. */
  readonly isRefused: boolean;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/**
 * Shows the link if the browser blocked the clipboard, or offers a file if the link is too long for most programs or
 * leaves layers out.
 */
export function LinkDialog({ link, leftOut, isRefused, onCopy, onClose }: LinkDialogProps) {
  const store = useKeyholeStore();
  const characters = link.length.toLocaleString("en-US");
  const isWhole = link.length - link.indexOf("#") <= maximumFragmentLength;
  const save = () => {
    void saveWork(store.getState());
    onClose();
  };
  const isLong = link.length > 8_000;
  const instead = "Send a file instead: the recipient drops it on this page.";
  return (
    <Dialog
      title={
        isRefused
          ? "Copy this link"
          : isLong
            ? "The link is too long"
            : "The link leaves policies out"
      }
      description={
        isRefused
          ? "The browser blocked the clipboard. The link is selected: press Ctrl+C or ⌘C."
          : !isWhole
            ? `The link has ${characters} characters, more than Keyhole can open. ${instead}`
            : isLong
              ? `The link has ${characters} characters, and many programs cut links after about 8,000. ${instead}`
              : `Not all imported policies fit into a link. ${instead}`
      }
      width={560}
      onClose={onClose}
    >
      <div className="stack gap-3">
        {leftOut.length > 0 && (
          <Notice tone="problem" title="Not in the link">
            {listed(leftOut)}. The verdict of the person who opens the link does not count them; a
            file has everything.
          </Notice>
        )}
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
          <ReplacedButton />
          {!isRefused && isWhole && <Button onClick={onCopy}>Copy the link anyway</Button>}
          <Button tone={isRefused ? "plain" : "primary"} icon={Download} onClick={save}>
            Save as a file
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** A few names, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(", ");
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
