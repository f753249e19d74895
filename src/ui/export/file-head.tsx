import { Check, Code, Copy, Download, ExternalLink, FileText, ShieldCheck } from "lucide-react";
import type { ExportedFile } from "#export";
import { save } from "../editor/download.ts";
import { useCopy } from "../editor/use-copy.ts";
import { Button } from "../parts/button.tsx";
import { blobOf, nameOf, sizeInWords } from "./file-words.ts";
import { isPage } from "./framed-report.ts";

interface FileHeadProps {
  readonly file: ExportedFile;
  readonly checked: string;
  /** Whether it is the only file: the button in the footer then saves it. */
  readonly alone: boolean;
  /** Whether a page is previewed as its source. */
  readonly asSource: boolean;
  readonly onShowAs: (source: boolean) => void;
}

/** The file's name, its commands, and how it was checked. */
export function FileHead(props: FileHeadProps) {
  const { file, checked, alone, asSource, onShowAs } = props;
  const { said, refused, copy } = useCopy();
  const name = nameOf(file);
  return (
    <div className="stack gap-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 className="min-w-0 flex-1 break-words font-mono text-xs" style={{ flexBasis: "10rem" }}>
          {file.path} <span className="text-muted">{sizeInWords(file.text.length)}</span>
        </h3>
        <span role="status" className={refused ? "text-refused text-xs empty:hidden" : "sr-only"}>
          {said}
        </span>
        <div className="flex flex-wrap gap-1">
          {isPage(file) && (
            <Button icon={asSource ? FileText : Code} onClick={() => onShowAs(!asSource)}>
              {asSource ? "As a page" : "As source"}
            </Button>
          )}
          {file.path.endsWith(".html") && (
            <Button
              icon={ExternalLink}
              tip="Open in a new tab, to read and print"
              onClick={() => openInTab(blobOf(file))}
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
          {!alone && (
            <Button icon={Download} tip="This file only" onClick={() => save(blobOf(file), name)}>
              Download
            </Button>
          )}
        </div>
      </div>
      <p className="flex items-start gap-1.5 text-muted text-xs">
        <ShieldCheck aria-hidden size={13} className="mt-px shrink-0" />
        <span>{checked}</span>
      </p>
    </div>
  );
}

/** Opens a page in a new tab. The Content-Security-Policy of this page applies to it, so no script runs. */
function openInTab(page: Blob): void {
  const url = URL.createObjectURL(page);
  window.open(url, "_blank", "noopener");
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
