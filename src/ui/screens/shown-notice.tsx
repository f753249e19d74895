import { CircleAlert, Copy, Info, X } from "lucide-react";
import { useState } from "react";
import type { Notice as NoticeOfState } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";

/** A notice with its buttons. */
export function ShownNotice({ notice }: { readonly notice: NoticeOfState }) {
  const { tone, title, text, action, keep } = notice;
  const dismiss = useKeyhole((state) => state.dismissNotice);
  const Icon = tone === "problem" ? CircleAlert : Info;
  return (
    <div
      className={`flex items-start gap-2 border-line border-b px-3 py-1 text-sm ${tone === "problem" ? "bg-refused-wash" : "bg-accent-wash"}`}
    >
      <Icon
        aria-hidden
        size={15}
        className={`mt-1.5 shrink-0 ${tone === "problem" ? "text-refused" : "text-accent"}`}
      />
      <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 py-1">
          <span className="font-medium">{title}</span> <span className="text-soft">{text}</span>
        </p>
        {action && <Button onClick={action.command}>{action.label}</Button>}
        {keep !== undefined && <UnopenedText key={keep} text={keep} />}
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
