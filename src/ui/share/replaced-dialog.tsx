import { ClipboardCopy, Download, FileText, Link } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { version } from "#package.json" with { type: "json" };
import { isLarge } from "#scenario";
import { maximumFragmentLength } from "#share";
import { type ReplacedShare, replacedShareOf } from "#state";
import { saveText } from "../editor/download.ts";
import { ReportProgress } from "../export/report-progress.tsx";
import { today } from "../export/today.ts";
import type { Checked } from "../export/use-export.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyholeStore } from "../store.tsx";
import { useChecking } from "../verdict/verdict-context.tsx";
import { ReplacedNames } from "./replaced-names.tsx";

/** Shares the work with examples in the place of names: as a link, a file, a report or the verdict. */
export function ReplacedDialog({ onClose }: DialogBehindButton) {
  const store = useKeyholeStore();
  const [share, setShare] = useState<ReplacedShare | null>(null);
  const { attempt, failure } = useAttempt("The names could not be replaced");
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for the work of this moment
  useEffect(() => attempt(async () => setShare(await replacedShareOf(store.getState()))), []);
  return (
    <Dialog
      title="Share with replaced names"
      description="Examples stand for account ids, names, tags, addresses, and ids of keys and organizations, in edited texts too. The verdict stays the same."
      width={640}
      onClose={onClose}
    >
      <div className="stack gap-4">
        {failure}
        {share ? (
          <Choices share={share} />
        ) : (
          !failure && <Skeleton label="Replacing names" lines={[60, 80, 70]} />
        )}
      </div>
    </Dialog>
  );
}

const focusOn = (area: HTMLTextAreaElement | null) => area?.focus();

function Choices({ share }: { readonly share: ReplacedShare }) {
  const { checker } = useChecking();
  const [said, setSaid] = useState("");
  const [blocked, setBlocked] = useState("");
  const [checked, setChecked] = useState<Checked | null>(null);
  const running = useRef<AbortController>(null);
  const reportButton = useRef<HTMLButtonElement>(null);
  const { attempt, failure } = useAttempt("It could not be made");
  useEffect(() => () => running.current?.abort(), []);
  const { fragment, file, subject, ignored, leftOut } = share;
  const link = `${location.href.replace(/#.*$/s, "")}#${fragment}`;
  const tooLong = fragment.length > maximumFragmentLength;

  const copy = async (text: string, what: string) => {
    try {
      await navigator.clipboard.writeText(text);
      setBlocked("");
      setSaid(`Copied ${what}.`);
    } catch {
      setBlocked(text);
      setSaid("The browser blocked the clipboard. The text is selected: press Ctrl+C or ⌘C.");
    }
  };
  const verdict = async () => {
    setSaid("Deciding…");
    const ready = await checker();
    await copy(await ready.verdictText(subject, ignored), "the verdict");
  };
  const stop = () => {
    running.current?.abort();
    setChecked(null);
    setSaid("Stopped: the report is not written.");
    reportButton.current?.focus();
  };
  const report = async () => {
    // Another click begins anew.
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    const { signal } = control;
    setSaid("Writing the report…");
    const ready = await checker();
    const order = { format: "report-html" as const, options: {}, ignored, date: today(), version };
    const onProgress = (done: number, of: number) =>
      isLarge(subject.scenario) && setChecked({ done, of });
    const files = await ready
      .exportFiles(subject, link.length > 8_000 ? order : { ...order, link }, {
        signal,
        onProgress,
      })
      .finally(() => !signal.aborted && setChecked(null));
    if (signal.aborted) return;
    for (const { path, text } of files ?? []) saveText(text, path, "text/html");
    setSaid("Saved the report.");
  };
  return (
    <>
      {share.uncertain.length > 0 && (
        <Notice tone="problem" title="The verdict may differ in these places">
          <p>
            A wildcard stands inside an id, or before or after a part of a name. The example may
            match something else:
          </p>
          <ul className="mt-1 list-disc pl-5">
            {share.uncertain.slice(0, 10).map((pattern) => (
              <li key={pattern} className="break-all font-mono text-xs">
                {pattern.slice(0, 200)}
              </li>
            ))}
          </ul>
          {share.uncertain.length > 10 && <p>and {share.uncertain.length - 10} more</p>}
        </Notice>
      )}
      <div className="stack gap-2">
        <div className="flex flex-wrap gap-2">
          <Button
            tone="primary"
            icon={Link}
            disabled={tooLong}
            onClick={() => attempt(() => copy(link, "the link"))}
          >
            Copy the link
          </Button>
          <Button
            icon={Download}
            onClick={() => {
              saveText(file.text, file.name, "application/json");
              setSaid("Saved the file.");
            }}
          >
            Save as a file
          </Button>
          <Button icon={ClipboardCopy} onClick={() => attempt(verdict)}>
            Copy the verdict
          </Button>
          <Button ref={reportButton} icon={FileText} onClick={() => attempt(report)}>
            Save the report
          </Button>
        </div>
        <p className="text-muted text-sm [overflow-wrap:anywhere]">
          {`The link, also in the report, has this page’s address (${location.host || location.pathname}), which may tell who hosts the page. The file and the verdict do not have it.`}
        </p>
        <p role="status" className="min-h-5 text-muted text-sm">
          {said}
        </p>
        {checked && <ReportProgress {...checked} stop={stop} />}
        {failure}
        {blocked !== "" && (
          <textarea
            readOnly
            ref={focusOn}
            aria-label="Text to copy"
            value={blocked}
            rows={4}
            onFocus={(event) => event.target.select()}
            className="w-full resize-y break-all rounded-md border border-edge bg-surface p-2 font-mono text-xs"
          />
        )}
        {(leftOut.length > 0 || tooLong) && (
          <p className="text-muted text-sm">
            {tooLong
              ? "The link is longer than Keyhole can open: send the file."
              : `Not in the link, but in the file: ${leftOut.slice(0, 5).join(", ")}${leftOut.length > 5 ? ` and ${leftOut.length - 5} more` : ""}.`}
          </p>
        )}
      </div>
      <ReplacedNames share={share} />
    </>
  );
}
