import { FileArchive, ListRestart } from "lucide-react";
import { lazy } from "react";
import type { WorkDocument } from "#state";
import { BringButton } from "../bring/bring-door.tsx";
import { ExportButton } from "../export/export-button.tsx";
import { IconButton } from "../parts/button.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";
import { downloadAll } from "./download.ts";

const ResetAllDialog = lazy(() =>
  import("./reset-all-dialog.tsx").then((module) => ({ default: module.ResetAllDialog })),
);

interface AllDocumentsProps {
  readonly documents: readonly WorkDocument[];
  readonly stacked: boolean;
}

/** What can be done with all documents at once. */
export function AllDocuments({ documents, stacked }: AllDocumentsProps) {
  const edited = documents.some((document) => document.edited);
  return (
    <div
      className={
        stacked
          ? "stack content-center gap-0.5 border-line border-l px-1.5"
          : "flex gap-1 border-line border-t p-1.5"
      }
    >
      <ExportButton />
      <div className="flex">
        <BringButton icon />
        <IconButton
          label="Download all documents (.zip)"
          icon={FileArchive}
          onClick={() => void downloadAll(documents)}
        />
        <LazyDialog
          dialog={ResetAllDialog}
          button={(shared) => (
            <IconButton
              {...shared}
              label="Reset all documents"
              icon={ListRestart}
              disabled={!edited}
            />
          )}
        />
      </div>
    </div>
  );
}
