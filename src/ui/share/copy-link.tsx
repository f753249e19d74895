import { Check, Link } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { layersLeftOut, linkTo } from "#state";
import { Button } from "../parts/button.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";
import { useKeyholeStore } from "../store.tsx";
import type { LinkDialogProps } from "./link-dialog.tsx";

/** Some mail and chat programs cut links with more characters than this. */
const long = 2_000;
/** Most programs cut links with more characters than this: the user then chooses between link and file. */
const veryLong = 8_000;

/** Copies the link to the work. If the link is too long or the clipboard is blocked, opens a dialog with other choices. */
export function CopyLink() {
  const store = useKeyholeStore();
  const [copied, setCopied] = useState<number | null>(null);
  const [shown, setShown] = useState<Omit<LinkDialogProps, "onClose" | "onCopy"> | null>(null);
  const [LinkDialog, setLinkDialog] = useState<ComponentType<LinkDialogProps> | null>(null);

  const { attempt, failure } = useAttempt("The link could not be made");

  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), copied > long ? 8_000 : 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const show = async (link: string, leftOut: readonly string[], isRefused: boolean) => {
    const module = await import("./link-dialog.tsx");
    setLinkDialog(() => module.LinkDialog);
    setShown({ link, leftOut, isRefused });
  };
  const copy = async (link: string, leftOut: readonly string[]) => {
    try {
      await navigator.clipboard.writeText(link);
      setShown(null);
      setCopied(link.length);
    } catch {
      await show(link, leftOut, true);
    }
  };
  const start = async () => {
    const state = store.getState();
    const link = await linkTo(state, location.href);
    const leftOut = await layersLeftOut(state);
    const isWholeAndShort = link.length <= veryLong && leftOut.length === 0;
    await (isWholeAndShort ? copy(link, leftOut) : show(link, leftOut, false));
  };
  return (
    <>
      <Button
        tone="primary"
        icon={copied === null ? Link : Check}
        tip="The link contains your answers and edits after the #. Browsers do not send that part to a server."
        onClick={() => attempt(start)}
        className="ml-1 sm:min-w-26"
      >
        <span className="max-sm:sr-only">{copied === null ? "Copy link" : "Copied"}</span>
      </Button>
      <span role="status" className="text-muted text-xs empty:hidden">
        {copied !== null && copied > long && (
          <>
            {copied.toLocaleString("en-US")} characters: some chat programs cut links of this
            length.
          </>
        )}
        {copied !== null && copied <= long && <span className="sr-only">Link copied</span>}
      </span>
      {failure}
      {shown && LinkDialog && (
        <LinkDialog
          {...shown}
          onCopy={() => attempt(() => copy(shown.link, shown.leftOut))}
          onClose={() => setShown(null)}
        />
      )}
    </>
  );
}
