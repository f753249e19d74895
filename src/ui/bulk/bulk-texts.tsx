import {
  CircleAlert,
  FileCheck,
  FileClock,
  FileWarning,
  Info,
  TriangleAlert,
  X,
} from "lucide-react";
import type { RefObject } from "react";
import { useStore } from "zustand";
import type { ImportProblem } from "#import";
import { IconButton } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { type BulkText, bulkStore } from "./bulk-store.ts";
import type { CheckedRows } from "./use-checked-rows.ts";

interface BulkTextsProps {
  readonly checked: CheckedRows;
  /** Gets the focus after a text is removed. */
  readonly box: RefObject<HTMLElement | null>;
}

const looks = {
  error: { icon: CircleAlert, color: "text-refused", word: "Error: " },
  warning: { icon: TriangleAlert, color: "text-caution", word: "Warning: " },
  note: { icon: Info, color: "text-muted", word: "" },
} as const;

/** The format of each text, and what Keyhole could not read in it. */
export function BulkTexts({ checked, box }: BulkTextsProps) {
  const { read, isReading, readAgain } = checked;
  const texts = useStore(bulkStore, (bulk) => bulk.texts);
  const shown = texts.flatMap((text, index) => (text.isRemoved ? [] : [{ text, index }]));
  if (shown.length === 0) return null;
  return (
    <section aria-label="Imported texts" className="stack gap-1">
      <ul className="stack divide-y divide-line rounded-md border border-line">
        {shown.map(({ text, index }) => (
          <TextLine
            key={text.id}
            text={text}
            recognised={read.recognised[index]}
            // A text keeps its index: the texts before the first unread one are already recognised.
            isRead={index < read.recognised.length}
            onRemove={() => {
              bulkStore.getState().remove(text.id);
              box.current?.focus();
            }}
          />
        ))}
      </ul>
      {isReading && (
        <p role="status" className="text-muted text-sm">
          Reading…
        </p>
      )}
      {readAgain && (
        <FailedNotice title="The texts were not read" onRetry={readAgain}>
          The checker does not answer, or its code could not be loaded. Try again, or remove a text.
        </FailedNotice>
      )}
      <ul className="stack gap-0.5 empty:hidden">
        {read.problems.map((problem) => (
          <Problem key={`${problem.place} ${problem.message}`} problem={problem} />
        ))}
      </ul>
    </section>
  );
}

interface TextLineProps {
  readonly text: BulkText;
  readonly recognised: string | undefined;
  readonly isRead: boolean;
  readonly onRemove: () => void;
}

function TextLine({ text, recognised, isRead, onRemove }: TextLineProps) {
  const isRefused = text.refused !== undefined || (isRead && recognised === undefined);
  const Icon = isRefused ? FileWarning : recognised ? FileCheck : FileClock;
  return (
    <li className="flex items-start gap-2 px-2.5 py-1">
      <Icon
        aria-hidden
        size={15}
        className={`mt-0.5 shrink-0 ${isRefused ? "text-refused" : recognised ? "text-done" : "text-muted"}`}
      />
      <p className="min-w-0 flex-1 break-words text-sm">
        <span className="font-medium">
          {recognised ?? (isRefused ? "Not read" : "Not read yet")}
        </span>
        <span className="text-muted"> · {text.name}</span>
        {isRefused && (
          <span className="block text-refused text-xs">{text.refused ?? adviceFor(text.text)}</span>
        )}
      </p>
      <IconButton
        label={`Remove ${text.name}`}
        icon={X}
        className="-my-0.5 -mr-1"
        onClick={onRemove}
      />
    </li>
  );
}

/** What the user can do about a text without accounts and keys. */
function adviceFor(text: string): string {
  if (text.startsWith("PK\u0003\u0004"))
    return "This is a workbook or an archive. Save the sheet as CSV, and import the CSV file.";
  if (/^\s*\{\s*"keyhole"/.test(text))
    return "This is a Keyhole file. Drop it on the page to open it.";
  return "This text has no accounts and no keys. Import a table with the column account or key, or the output of the commands below.";
}

function Problem({ problem: { severity, message, place } }: { readonly problem: ImportProblem }) {
  const { icon: Icon, color, word } = looks[severity];
  return (
    <li className={`flex items-start gap-1.5 text-xs ${color}`}>
      <Icon aria-hidden size={13} className="mt-px shrink-0" />
      <span className="min-w-0 break-words">
        <span className="sr-only">{word}</span>
        {place && <span className="font-mono">{place}: </span>}
        {message}
      </span>
    </li>
  );
}
