import { FileOutput } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";

const loadDialog = () => import("./export-dialog.tsx").then((module) => module.ExportDialog);
const ExportDialog = lazyPart("The export dialog", loadDialog);

/** A click mostly follows. If the code cannot be loaded, the click says so. */
const loadEarly = () => void loadDialog().catch(() => undefined);

/** Opens the dialog that exports the documents in other formats. */
export function ExportButton() {
  return (
    <LazyDialog
      dialog={ExportDialog}
      button={(shared) => (
        <Button
          {...shared}
          onPointerEnter={loadEarly}
          onFocus={loadEarly}
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
