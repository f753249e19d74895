import { Download, FileArchive } from "lucide-react";
import { useState } from "react";
import type { ExportedFile, ExportFormat } from "#export";
import { save } from "../editor/download.ts";
import { Button } from "../parts/button.tsx";
import { count } from "../wizard/words.ts";
import { blobOf, nameOf, sizeInWords } from "./file-words.ts";
import { archiveName, type Exported } from "./use-export.ts";

interface ExportFooterProps {
  readonly exported: Exported;
  readonly format: ExportFormat;
}

/** The number and size of the files, and the button that downloads all. */
export function ExportFooter({ exported, format }: ExportFooterProps) {
  const { state, download } = useArchive(format);
  const files = exported.state === "here" && !exported.old ? exported.files : null;
  const only = files?.length === 1 ? files[0] : undefined;
  return (
    <footer className="flex flex-wrap items-center justify-end gap-2 border-line border-t bg-canvas px-4 py-2.5">
      <p role="status" className="min-w-0 flex-1 text-muted text-sm">
        {state === "packing" && "Packing…"}
        {state === "failed" && "Keyhole could not make the .zip. Try again, or download each file."}
        {state === "idle" && (files ? sumOf(files) : stateWords[exported.state])}
      </p>
      {only ? (
        <Button tone="primary" icon={Download} onClick={() => save(blobOf(only), nameOf(only))}>
          Download
        </Button>
      ) : (
        <Button
          tone="primary"
          icon={FileArchive}
          disabled={!files || files.length === 0 || state === "packing"}
          onClick={() => files && download(files)}
        >
          Download all (.zip)
        </Button>
      )}
    </footer>
  );
}

/** What is said while there are no files; of a failure the panel says more. */
const stateWords = {
  waiting: "Writing…",
  here: "Writing…",
  stopped: "Stopped.",
  failed: "",
} as const;

function sumOf(files: readonly ExportedFile[]): string {
  const characters = files.reduce((sum, { text }) => sum + text.length, 0);
  return `${count(files.length, "file")}, ${sizeInWords(characters)}`;
}

function useArchive(format: ExportFormat) {
  const [state, setState] = useState<"idle" | "packing" | "failed">("idle");
  const download = (files: readonly ExportedFile[]) => {
    setState("packing");
    import("./zip.ts")
      .then(({ zipOf }) => zipOf(files))
      .then(
        (blob) => {
          save(blob, archiveName(format));
          setState("idle");
        },
        () => setState("failed"),
      );
  };
  return { state, download };
}
