import { FileOutput } from "lucide-react";
import { lazy } from "react";
import { Button, IconButton } from "../parts/button.tsx";
import { LazyDialog } from "../screens/lazy-dialog.tsx";

const ExportDialog = lazy(() =>
  import("./export-dialog.tsx").then((module) => ({ default: module.ExportDialog })),
);

/** Opens the dialog that writes the documents in other formats. */
export function ExportButton({ icon }: { readonly icon: boolean }) {
  return (
    <LazyDialog
      dialog={ExportDialog}
      button={(shared) =>
        icon ? (
          <IconButton {...shared} label="Export" icon={FileOutput} />
        ) : (
          <Button
            {...shared}
            icon={FileOutput}
            tip="Terraform, CloudFormation, scripts, a report"
            className="mr-auto"
          >
            Export
          </Button>
        )
      }
    />
  );
}
