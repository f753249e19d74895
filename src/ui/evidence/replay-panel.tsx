import { useEffect, useRef, useState } from "react";
import { answersMark, type ComparedAnswers, type Replay, type TighterAnswer } from "#evidence";
import type { Subject } from "#state";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { FilesButton } from "../parts/paste-area.tsx";
import { StoppableProgress } from "../parts/stoppable-progress.tsx";
import { useSubject } from "../verdict/use-subject.ts";
import { useChecking } from "../verdict/verdict-context.tsx";
import { ComparedResult } from "./compared-result.tsx";
import { ReplayResult } from "./replay-result.tsx";

interface LogFile {
  readonly name: string;
  readonly file: File;
}

type Shown =
  | { readonly kind: "nothing" }
  | { readonly kind: "reading"; readonly done: number; readonly of: number }
  | { readonly kind: "stopped" }
  | { readonly kind: "failed" }
  | { readonly kind: "compared"; readonly compared: ComparedAnswers }
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
      const answers = await answersIn(files);
      if (answers !== undefined) {
        show({ kind: "compared", compared: await ready.compareAnswers(subject, answers) });
        return;
      }
      const result = await ready.replay(subject, files, {
        signal: own.signal,
        onProgress: (done, of) => show({ kind: "reading", done, of }),
      });
      show(result ? { kind: "read", ...result, of: subject, files } : { kind: "nothing" });
    } catch {
      show({ kind: "failed" });
    }
  };
  const stop = () => {
    control.current?.abort();
    setShown({ kind: "stopped" });
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
          and region of the import. Each call of its roles is decided with the current documents. Or
          what verify.sh or rehearse.sh of the AWS CLI export printed: AWS’s own answers to dry
          runs, or to the calls themselves in a test account.
        </p>
        <div>
          <FilesButton
            label="CloudTrail log files, or answers of verify.sh or rehearse.sh"
            onFiles={(files) => void read(files)}
          />
        </div>
      </div>
      {shown.kind === "reading" && (
        <StoppableProgress
          label="Reading the log (KB)"
          done={Math.round(shown.done / 1_000)}
          of={Math.round(shown.of / 1_000)}
          stop={stop}
        />
      )}
      {shown.kind === "stopped" && (
        <Notice tone="info" title="The log was not replayed">
          You stopped while Keyhole read it. Choose the files again.
        </Notice>
      )}
      {shown.kind === "failed" && (
        <Notice tone="problem" title="The log was not replayed">
          A file could not be read, or the checker does not answer. Choose the files again.
        </Notice>
      )}
      {shown.kind === "compared" && <ComparedResult compared={shown.compared} />}
      {shown.kind === "read" && shown.of !== subject && (
        <Notice
          tone="info"
          title="The documents changed since"
          actions={<Button onClick={() => void read(shown.files)}>Replay again</Button>}
        >
          The result below is about the earlier documents.
        </Notice>
      )}
      {shown.kind === "read" && (
        <ReplayResult replay={shown.replay} tighter={shown.of === subject ? shown.tighter : []} />
      )}
    </div>
  );
}

/** Longer files are logs. */
const longestAnswers = 5 * 1_048_576;

/** The text of the only file, if that is what `verify.sh` or `rehearse.sh` printed. */
async function answersIn(files: readonly LogFile[]): Promise<string | undefined> {
  const [first, second] = files;
  if (!first || second || first.file.size > longestAnswers) return undefined;
  const head = await first.file.slice(0, 100).text();
  return head.includes(answersMark) ? first.file.text() : undefined;
}
