import { FileArchive, ListChecks, ListRestart } from "lucide-react";
import type { WorkDocument } from "#state";
import { ExportButton } from "../export/export-button.tsx";
import { ImportPoliciesButton } from "../import/import-policies-button.tsx";
import { IconButton } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { useAttempt } from "../parts/use-attempt.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";
import { downloadAll } from "./download.ts";

const ResetAllDialog = lazyPart("The dialog to reset all documents", () =>
  import("./reset-all-dialog.tsx").then((module) => module.ResetAllDialog),
);

const ChecklistDialog = lazyPart("The checklist", () =>
  import("../checklist/checklist-dialog.tsx").then((module) => module.ChecklistDialog),
);

interface AllDocumentsProps {
  readonly documents: readonly WorkDocument[];
  readonly stacked: boolean;
}

/** The commands for all documents. */
export function AllDocuments({ documents, stacked }: AllDocumentsProps) {
  const { attempt, failure } = useAttempt("Keyhole could not make the .zip");
  const edited = documents.some((document) => document.edited);
  return (
    <div
      className={
        stacked
          ? "stack content-center border-line border-l px-1.5 @max-lg:flex @max-lg:border-t @max-lg:border-l-0 @max-lg:p-1"
          : "flex gap-1 border-line border-t p-1.5"
      }
    >
      <ExportButton />
      <div className="flex">
        <LazyDialog
          dialog={ChecklistDialog}
          button={(shared) => <IconButton {...shared} label="Do this in AWS" icon={ListChecks} />}
        />
        <ImportPoliciesButton icon />
        <IconButton
          label="Download all documents (.zip)"
          icon={FileArchive}
          onClick={() => attempt(() => downloadAll(documents))}
        />
        {failure}
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
