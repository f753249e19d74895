import { CircleAlert, FileCheck, FileWarning, Info, TriangleAlert, X } from "lucide-react";
import type { RefObject } from "react";
import { useStore } from "zustand";
import type { ImportProblem, ReadTargets } from "#import";
import { IconButton } from "../parts/button.tsx";
import { type BulkText, bulkStore } from "./bulk-store.ts";

interface BulkTextsProps {
  readonly read: ReadTargets;
  /** Has the focus when a text is taken away. */
  readonly box: RefObject<HTMLElement | null>;
}

const looks = {
  error: { icon: CircleAlert, color: "text-refused", word: "Error: " },
  warning: { icon: TriangleAlert, color: "text-caution", word: "Warning: " },
  note: { icon: Info, color: "text-muted", word: "" },
} as const;

/** What each text was taken for, and what was not read in it. */
export function BulkTexts({ read, box }: BulkTextsProps) {
  const texts = useStore(bulkStore, (bulk) => bulk.texts);
  const shown = texts.flatMap((text, index) => (text.isGone ? [] : [{ text, index }]));
  if (shown.length === 0) return null;
  return (
    <section aria-label="What was brought" className="stack gap-1">
      <ul className="stack divide-y divide-line rounded-md border border-line">
        {shown.map(({ text, index }) => (
          <TextLine
            key={text.id}
            text={text}
            recognised={read.recognised[index]}
            onRemove={() => {
              bulkStore.getState().remove(text.id);
              box.current?.focus();
            }}
          />
        ))}
      </ul>
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
  readonly onRemove: () => void;
}

function TextLine({ text, recognised, onRemove }: TextLineProps) {
  const Icon = recognised ? FileCheck : FileWarning;
  return (
    <li className="flex items-start gap-2 px-2.5 py-1">
      <Icon
        aria-hidden
        size={15}
        className={`mt-0.5 shrink-0 ${recognised ? "text-allowed" : "text-refused"}`}
      />
      <p className="min-w-0 flex-1 break-words text-sm">
        <span className="font-medium">{recognised ?? "Not read"}</span>
        <span className="text-muted"> · {text.name}</span>
        {recognised === undefined && (
          <span className="block text-refused text-xs">{text.refused ?? whyNot(text.text)}</span>
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

/** What to bring in place of a text that has no accounts and keys. */
function whyNot(text: string): string {
  if (text.startsWith("PK\u0003\u0004"))
    return "This is a workbook or an archive: save the sheet as CSV, and bring that.";
  if (/^\s*\{\s*"keyhole"/.test(text))
    return "This is a Keyhole file: drop it on the page to open it.";
  return "There are no accounts and no keys in this. Bring a table with a column account or key, or what the commands below print.";
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
