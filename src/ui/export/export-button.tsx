import { FileOutput } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";

const ExportDialog = lazyPart("The export dialog", () =>
  import("./export-dialog.tsx").then((module) => module.ExportDialog),
);

/** Opens the dialog that exports the documents in other formats. */
export function ExportButton() {
  return (
    <LazyDialog
      dialog={ExportDialog}
      button={(shared) => (
        <Button
          {...shared}
          icon={FileOutput}
          tip="Write the documents for your pipeline, or as a report"
          className="flex-1"
        >
          Export
        </Button>
      )}
    />
  );
}
