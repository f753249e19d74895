import { Check, Link } from "lucide-react";
import { type ComponentType, useEffect, useState } from "react";
import { linkTo } from "#state";
import { Button } from "../parts/button.tsx";
import { useKeyholeStore } from "../store.tsx";

interface LinkDialogProps {
  readonly link: string;
  readonly onClose: () => void;
}

/** Beyond this many characters, mail and chat programs are known to cut links. */
const long = 2_000;

/** Copies the link to everything on the screen; where the clipboard is refused, shows it to copy by hand. */
export function CopyLink() {
  const store = useKeyholeStore();
  const [copied, setCopied] = useState<number | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [LinkDialog, setLinkDialog] = useState<ComponentType<LinkDialogProps> | null>(null);

  useEffect(() => {
    if (copied === null) return;
    const timer = setTimeout(() => setCopied(null), copied > long ? 8_000 : 2_000);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    const link = await linkTo(store.getState(), location.href);
    try {
      await navigator.clipboard.writeText(link);
      setCopied(link.length);
    } catch {
      const module = await import("./link-dialog.tsx");
      setLinkDialog(() => module.LinkDialog);
      setRefused(link);
    }
  };
  return (
    <>
      <Button
        tone="primary"
        icon={copied === null ? Link : Check}
        tip="Answers and edits are in the link itself, after the #: they reach no server."
        onClick={() => void copy()}
        className="ml-1 sm:min-w-26"
      >
        <span className="max-sm:sr-only">{copied === null ? "Copy link" : "Copied"}</span>
      </Button>
      <span role="status" className="text-muted text-xs empty:hidden">
        {copied !== null && copied > long && (
          <>{copied.toLocaleString("en-US")} characters: some chat programs cut such links.</>
        )}
        {copied !== null && copied <= long && <span className="sr-only">Link copied</span>}
      </span>
      {refused !== null && LinkDialog && (
        <LinkDialog link={refused} onClose={() => setRefused(null)} />
      )}
    </>
  );
}
