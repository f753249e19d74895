import { Check, Copy, Download, ExternalLink, ShieldCheck } from "lucide-react";
import type { ExportedFile } from "#export";
import { save } from "../editor/download.ts";
import { useCopy } from "../editor/use-copy.ts";
import { Button } from "../parts/button.tsx";
import { sizeInWords } from "./file-rows.ts";
import { mediaTypeOf } from "./languages.ts";

interface FileHeadProps {
  readonly file: ExportedFile;
  readonly checked: string;
}

/** What the file is, what can be done with it, and what it was checked with. */
export function FileHead({ file, checked }: FileHeadProps) {
  const { said, refused, copy } = useCopy();
  const name = file.path.slice(file.path.lastIndexOf("/") + 1);
  const blob = () => new Blob([file.text], { type: mediaTypeOf(file.path) });
  return (
    <div className="stack gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="min-w-0 flex-1 basis-40 break-words font-mono text-xs">
          {file.path} <span className="text-muted">{sizeInWords(file.text.length)}</span>
        </h3>
        <span role="status" className={refused ? "text-refused text-xs empty:hidden" : "sr-only"}>
          {said}
        </span>
        <div className="flex gap-1">
          {file.path.endsWith(".html") && (
            <Button
              icon={ExternalLink}
              tip="In a new tab, to read and print"
              onClick={() => openInTab(blob())}
            >
              Open
            </Button>
          )}
          <Button
            icon={said !== "" && !refused ? Check : Copy}
            onClick={() => void copy(file.text, name)}
          >
            Copy
          </Button>
          <Button icon={Download} tip="This file only" onClick={() => save(blob(), name)}>
            Download
          </Button>
        </div>
      </div>
      <p className="flex items-start gap-1.5 text-muted text-xs">
        <ShieldCheck aria-hidden size={13} className="mt-px shrink-0" />
        <span>{checked}</span>
      </p>
    </div>
  );
}

/** The page's policy holds for the new tab as well: nothing in it runs. */
function openInTab(page: Blob): void {
  const url = URL.createObjectURL(page);
  window.open(url, "_blank", "noopener");
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
