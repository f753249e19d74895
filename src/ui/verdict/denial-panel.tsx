import { MessageCircleQuestion } from "lucide-react";
import { useCallback, useMemo, useState } from "react";
import { type Denial, readDenial } from "#denial";
import type { AccessRequest } from "#engine";
import { principalName } from "#policy";
import type { Subject } from "#state";
import type { Checker } from "#worker";
import { Button } from "../parts/button.tsx";
import { Field } from "../parts/field.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { AnswerView, Cautions } from "./answer-view.tsx";
import { LongList } from "./long-list.tsx";
import { useAnswer } from "./use-answer.ts";
import { useSubject } from "./use-subject.ts";

const sorts = {
  cloudtrail: "CloudTrail",
  "error-message": "an AWS error message",
  "decoded-message": "a decoded authorization message",
} as const;

/** Reads a denial by AWS, and decides the same request with the current documents. */
export function DenialPanel({ onAsk }: { readonly onAsk: (request: AccessRequest) => void }) {
  const [text, setText] = useState("");
  const [fileProblem, setFileProblem] = useState<string | null>(null);
  const scenario = useKeyhole((state) => state.scenario);
  const read = useMemo(
    () => (text.trim() === "" ? null : readDenial(text, scenario)),
    [text, scenario],
  );
  const drop = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > largestFile) {
      setFileProblem("This file is larger than 5 MiB. Drop only the denied event.");
      return;
    }
    setFileProblem(null);
    setText(await file.text());
  };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Field
        label="Denial by AWS"
        help="A CloudTrail event, a list or file of events, or an error message with “is not authorized to perform”. Keyhole reads only denied calls. Paste the text, or drop a file."
        problem={fileProblem ?? (read && !read.ok ? read.message : undefined)}
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
      {read?.ok && (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
          <p role="status" className="text-soft text-sm">
            Read from {sorts[read.from]}: {count(read.denials.length, "denied request")}.
          </p>
          <Cautions cautions={read.skipped} />
          <LongList
            key={text}
            items={read.denials.map((denial, index) => ({ denial, index }))}
            most={5}
            noun="requests"
            className="grid gap-3"
          >
            {({ denial, index }) => (
              <li key={index}>
                <DenialCard denial={denial} onAsk={onAsk} />
              </li>
            )}
          </LongList>
        </div>
      )}
    </div>
  );
}

const largestFile = 5 * 1_048_576;

interface DenialCardProps {
  readonly denial: Denial;
  readonly onAsk: (request: AccessRequest) => void;
}

function DenialCard({ denial, onAsk }: DenialCardProps) {
  const { request, said, cautions, lacksKey } = denial;
  const subject = useSubject();
  const ask = useCallback(
    (checker: Checker, about: Subject) => checker.ask(about, request),
    [request],
  );
  const answer = useAnswer(subject, lacksKey ? null : ask);
  return (
    <article className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-md border border-line p-3">
      <h3 className="break-words text-sm">
        <code className="font-semibold">{request.action}</code> by{" "}
        <code>{principalName(request.principal).name}</code>{" "}
        {lacksKey ? (
          "on an unknown key"
        ) : (
          <>
            on <code className="break-all">{request.resource}</code>
          </>
        )}
      </h3>
      {said && <p className="break-words text-soft text-sm">Message: {said}</p>}
      <Cautions cautions={cautions} />
      {answer && <AnswerView answer={answer} />}
      {lacksKey && (
        <p className="text-soft text-sm">
          Not decided: the result depends on the key. Check the request with the key’s ARN as the
          resource.
        </p>
      )}
      <div>
        <Button icon={MessageCircleQuestion} onClick={() => onAsk(request)}>
          Check this request
        </Button>
      </div>
    </article>
  );
}
