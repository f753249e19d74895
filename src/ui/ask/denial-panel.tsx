import { useCallback, useState } from "react";
import { type Explained, textOfFile } from "#denial";
import type { AccessRequest } from "#engine";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { Field } from "../parts/field.tsx";
import { Notice } from "../parts/notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { useSubject } from "../verdict/use-subject.ts";
import { count } from "../wizard/words.ts";
import { Cautions } from "./answer-view.tsx";
import { DenialCard } from "./denial-card.tsx";
import { RefusalView } from "./refusal-view.tsx";
import { SymptomView } from "./symptom-view.tsx";
import { useAnswer } from "./use-answer.ts";

const sorts = {
  cloudtrail: "CloudTrail",
  "error-message": "an AWS error message",
  "decoded-message": "a decoded authorization message",
} as const;

/** Explains what AWS said, with the current documents. */
export function DenialPanel({ onAsk }: { readonly onAsk: (request: AccessRequest) => void }) {
  const [text, setText] = useState("");
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const subject = useSubject();
  const explain = useCallback(
    (checker: Checker, about: Subject) => checker.explainDenial(about, text),
    [text],
  );
  const answer = useAnswer(subject, text.trim() === "" ? null : explain);
  const explained = answer?.state === "here" ? answer.result : undefined;
  const drop = async (file: File | undefined) => {
    if (!file) return;
    const read =
      file.size > largestFile
        ? "This file is larger than 5 MiB. Drop only the denied event."
        : textOfFile(new Uint8Array(await file.arrayBuffer()));
    setFileProblem(typeof read === "string" ? read : null);
    if (typeof read !== "string") setText(read.text);
  };
  const why = explained?.kind === "not-understood" ? explained.why : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Field
        label="Denial by AWS"
        help="A CloudTrail event from any log or tool, an error message of AWS, EC2 or EBS, or a refusal to save a policy. Paste the text, or drop a file, which may be gzip."
        problem={fileProblem ?? why}
      >
        {(ids) => (
          <textarea
            {...ids}
            value={text}
            rows={6}
            spellCheck={false}
            onChange={(event) => {
              setFileProblem(null);
              setText(event.target.value);
            }}
            data-takes-files
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => {
              const [file] = event.dataTransfer.files;
              if (!file) return;
              event.preventDefault();
              void drop(file);
            }}
            className="w-full resize-y rounded-md border border-edge bg-surface px-2 py-1.5 font-mono text-text text-xs aria-invalid:border-refused focus-visible:outline-offset-0"
          />
        )}
      </Field>
      {answer?.state === "waiting" && <Skeleton label="Checking" lines={[80, 60, 70]} />}
      {answer?.state === "failed" && (
        <Notice tone="problem" title="The checker failed">
          The text was not explained. Try again. If the error persists, reload the page.
        </Notice>
      )}
      {explained && <ExplainedView key={text} explained={explained} onAsk={onAsk} />}
    </div>
  );
}

const largestFile = 5 * 1_048_576;

interface ExplainedViewProps {
  readonly explained: Explained;
  readonly onAsk: (request: AccessRequest) => void;
}

function ExplainedView({ explained, onAsk }: ExplainedViewProps) {
  switch (explained.kind) {
    case "symptom":
      return <SymptomView symptom={explained} />;
    case "refused-policy":
      return <RefusalView refusal={explained} />;
    case "not-understood":
      return null;
    case "denials":
      return (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <p role="status" className="text-soft text-sm">
            Read from {sorts[explained.from]}: {count(explained.denials.length, "denied request")}.
          </p>
          <Cautions cautions={explained.skipped} />
          <LongList
            items={explained.denials.map((denial, index) => ({ denial, index }))}
            most={5}
            noun="requests"
            className="stack gap-3"
          >
            {({ denial, index }) => (
              <li key={index}>
                <DenialCard denial={denial} onAsk={onAsk} />
              </li>
            )}
          </LongList>
        </div>
      );
  }
}
