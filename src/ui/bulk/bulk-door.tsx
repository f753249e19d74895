import { lazy, Suspense } from "react";
import { useStore } from "zustand";
import { bulkView } from "./bulk-view.ts";

const BulkDialog = lazy(() =>
  import("./bulk-dialog.tsx").then((module) => ({ default: module.BulkDialog })),
);

/** The dialog for many accounts, wherever it was asked for. */
export function BulkDoor() {
  const open = useStore(bulkView, (view) => view.open);
  return (
    open && (
      <Suspense>
        <BulkDialog onClose={bulkView.getState().close} />
      </Suspense>
    )
  );
}
