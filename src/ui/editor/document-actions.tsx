import { Check, ChevronDown, Copy, Download, GitCompare, RotateCcw, WrapText } from "lucide-react";
import { fileNamesOf } from "#export";
import { maximumDocumentLength } from "#policy";
import { documentsOf, type WorkDocument } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { MenuButton } from "../parts/menu-button.tsx";
import { useKeyhole } from "../store.tsx";
import { exampleQuestions } from "../wizard/problems.ts";
import { downloadText } from "./download.ts";
import { formatted, minified } from "./layouts.ts";
import { useCopy } from "./use-copy.ts";

interface DocumentActionsProps {
  readonly document: WorkDocument;
  readonly onFormat: (() => void) | undefined;
}

/** The commands for the open document. */
export function DocumentActions({ document, onFormat }: DocumentActionsProps) {
  const { generated, text, edited } = document;
  const documents = useKeyhole(documentsOf);
  const comparing = useKeyhole((state) => state.view.compare);
  const compare = useKeyhole((state) => state.compare);
  const discardEdit = useKeyhole((state) => state.discardEdit);
  const example = useKeyhole((state) => exampleQuestions(state.scenario).length > 0);
  const { said, refused, copy: copyText } = useCopy();
  const copy = (copied: string, what: string) =>
    copyText(copied, example ? `${what} (example: put in your accounts)` : what);
  const download = () => {
    const names = fileNamesOf(documents.map((each) => each.generated));
    downloadText(text, names[documents.indexOf(document)] ?? "policy.json");
  };
  return (
    <div className="flex flex-wrap items-center gap-1 @min-md:shrink-0">
      <span
        role="status"
        className={
          refused
            ? "text-refused text-xs empty:hidden"
            : example
              ? "text-caution text-xs empty:hidden"
              : "sr-only"
        }
      >
        {said}
      </span>
      <Button
        icon={said !== "" && !refused ? Check : Copy}
        tip="Copy the unchanged text"
        onClick={() => void copy(text, "the document")}
        className="rounded-r-none"
      >
        Copy
      </Button>
      <MenuButton
        label="More ways to copy"
        icon={ChevronDown}
        items={[
          {
            label: "Copy formatted",
            help: "Indented by two spaces",
            run: () => void copy(formatted(text), "the document, formatted"),
          },
          {
            label: "Copy minified",
            help: "Without white space, to fit into size limits",
            run: () => void copy(minified(text), "the document, minified"),
          },
        ]}
      />
      <IconButton label="Download" icon={Download} onClick={download} />
      <IconButton
        label="Format"
        icon={WrapText}
        disabled={!onFormat || text.length > maximumDocumentLength}
        onClick={onFormat}
        keys="Shift+Alt+F"
      />
      <Button
        tone="quiet"
        icon={GitCompare}
        aria-pressed={comparing}
        tip="Show the generated text beside yours"
        onClick={() => compare(!comparing)}
        className="aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-text"
      >
        Compare
      </Button>
      <IconButton
        label="Reset this document"
        icon={RotateCcw}
        // Not `disabled`: a button that becomes disabled loses the focus.
        aria-disabled={!edited}
        onClick={() => discardEdit(generated.id)}
        className="aria-disabled:opacity-45"
      />
    </div>
  );
}
