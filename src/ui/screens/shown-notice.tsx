import { Copy, X } from "lucide-react";
import { useState } from "react";
import type { Notice as NoticeOfState } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useKeyhole } from "../store.tsx";

/** A notice with its buttons. */
export function ShownNotice({ notice }: { readonly notice: NoticeOfState }) {
  const dismiss = useKeyhole((state) => state.dismissNotice);
  return (
    <div className="flex items-start gap-1 border-line border-b px-3 py-2">
      <div className="min-w-0 flex-1">
        <Notice
          tone={notice.tone}
          title={notice.title}
          actions={
            <>
              {notice.action && (
                <Button onClick={notice.action.command}>{notice.action.label}</Button>
              )}
              {notice.keep !== undefined && <UnopenedText key={notice.keep} text={notice.keep} />}
            </>
          }
        >
          {notice.text}
        </Notice>
      </div>
      <IconButton label="Dismiss" icon={X} onClick={dismiss} />
    </div>
  );
}

/** The text that could not be opened: to copy, or to select if the browser blocks the clipboard. */
function UnopenedText({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState<boolean | null>(null);
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className="grid w-full gap-1.5">
      <textarea
        readOnly
        aria-label="The text that was not opened"
        value={text}
        rows={2}
        onFocus={(event) => event.target.select()}
        className="w-full resize-y break-all rounded-md border border-edge bg-surface px-2 py-1 font-mono text-xs"
      />
      <Button icon={Copy} className="justify-self-start" onClick={() => void copy()}>
        {copied ? "Copied" : "Copy the text"}
      </Button>
      {copied === false && (
        <p className="text-soft text-xs">
          The browser blocked the clipboard. Select the text above and copy it.
        </p>
      )}
    </div>
  );
}
