import { FileOutput } from "lucide-react";
import { lazy } from "react";
import { Button } from "../parts/button.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";

const ExportDialog = lazy(() =>
  import("./export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);

/** Opens the dialog that writes the documents in other formats. */
export function ExportButton() {
  return (
    <LazyDialog
      dialog={ExportDialog}
      button={(shared) => (
        <Button
          {...shared}
          icon={FileOutput}
          tip="In the format of your pipeline, or as a report"
          className="flex-1"
        >
          Export
        </Button>
      )}
    />
  );
}
