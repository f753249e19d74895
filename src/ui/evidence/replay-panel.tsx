import { useEffect, useRef, useState } from "react";
import type { Replay, TighterAnswer } from "#evidence";
import type { Subject } from "#state";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { FilesButton } from "../parts/paste-area.tsx";
import { ProgressLine } from "../parts/progress-line.tsx";
import { useSubject } from "../verdict/use-subject.ts";
import { useChecking } from "../verdict/verdict-context.tsx";
import { ReplayResult } from "./replay-result.tsx";

interface LogFile {
  readonly name: string;
  readonly file: File;
}

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "reading"; readonly done: number; readonly of: number }
  | { readonly kind: "failed" }
  | {
      readonly kind: "read";
      /** What the log was replayed against, and from which files. */
      readonly of: Subject;
      readonly files: readonly LogFile[];
      readonly replay: Replay;
      readonly tighter: readonly TighterAnswer[];
    };

/** Chooses the files of a CloudTrail log, replays them in the worker, and shows the result. */
export function ReplayPanel() {
  const subject = useSubject();
  const { checker } = useChecking();
  const [shown, setShown] = useState<Shown>({ kind: "nothing" });
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);

  const read = async (files: readonly LogFile[]) => {
    if (files.length === 0) return;
    control.current?.abort();
    const own = new AbortController();
    control.current = own;
    const show = (next: Shown) => {
      if (!own.signal.aborted) setShown(next);
    };
    show({ kind: "reading", done: 0, of: 1 });
    try {
      const ready = await checker();
      const result = await ready.replay(subject, files, {
        signal: own.signal,
        onProgress: (done, of) => show({ kind: "reading", done, of }),
      });
      show(result ? { kind: "read", ...result, of: subject, files } : { kind: "nothing" });
    } catch {
      show({ kind: "failed" });
    }
  };
  const cancel = () => {
    control.current?.abort();
    setShown({ kind: "nothing" });
  };
  return (
    <div className="stack gap-4">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same by keyboard */}
      <div
        data-takes-files
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          void read([...event.dataTransfer.files].map((file) => ({ name: file.name, file })));
        }}
        className="stack gap-2 rounded-md border border-edge border-dashed p-3"
      >
        <p className="text-sm">
          Drop the log files of a real import here: CloudTrail’s JSON, gzip or not, of every account
          and region of the import. Each call of its roles is decided with the current documents.
        </p>
        <div>
          <FilesButton label="CloudTrail log files" onFiles={(files) => void read(files)} />
        </div>
      </div>
      {shown.kind === "reading" && (
        <div className="flex items-end gap-3">
          <div className="flex-1">
            <ProgressLine
              label="Reading the log (KB)"
              done={Math.round(shown.done / 1_000)}
              of={Math.round(shown.of / 1_000)}
            />
          </div>
          <Button onClick={cancel}>Cancel</Button>
        </div>
      )}
      {shown.kind === "failed" && (
        <Notice tone="problem" title="The log was not replayed">
          A file could not be read, or the checker does not answer. Choose the files again.
        </Notice>
      )}
      {shown.kind === "read" && shown.of !== subject && (
        <Notice
          tone="info"
          title="The documents changed since"
          actions={<Button onClick={() => void read(shown.files)}>Replay again</Button>}
        >
          What stands below is about the documents before.
        </Notice>
      )}
      {shown.kind === "read" && (
        <ReplayResult replay={shown.replay} tighter={shown.of === subject ? shown.tighter : []} />
      )}
    </div>
  );
}
