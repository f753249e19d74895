import { useStore } from "zustand";
import { loadDocumentWork } from "#state";
import { bulkView } from "../bulk/bulk-view.ts";
import { lazyPart } from "../parts/lazy-part.tsx";
import { bringView } from "./bring-view.ts";
import { droppedFiles } from "./dropped-files.ts";

const opening = (
  <p
    role="status"
    className="fixed inset-x-4 bottom-4 z-60 mx-auto w-fit rounded-md border border-line bg-raised px-3 py-2 shadow-float"
  >
    Opening…
  </p>
);

/** Edits need the second: what is imported becomes edits. */
const importCode = () =>
  Promise.all([import("../limits/documents-with-limits.tsx"), loadDocumentWork()]);
const what = "The import";
const DroppedInput = lazyPart(what, async () => (await importCode())[0].DroppedInput, opening);
const BringDialog = lazyPart(
  what,
  async () => (await (await importCode())[0].loadBringDialog()).BringDialog,
  opening,
);
const BulkDialog = lazyPart(
  what,
  async () => (await (await importCode())[0].loadBulkDialog()).BulkDialog,
  opening,
);

/** The dialogs that import policies and accounts, and the way of dropped files to them, whatever else is on the screen. */
export function ImportDialogs() {
  const { isOver, files, take } = useStore(droppedFiles);
  const isBringOpen = useStore(bringView, (view) => view.open);
  const isBulkOpen = useStore(bulkView, (view) => view.open);
  return (
    <>
      {isOver && (
        <div className="pointer-events-none fixed inset-2 z-60 grid place-content-center rounded-lg border-2 border-accent border-dashed bg-accent-wash/90 font-medium text-base">
          Drop to bring it in
        </div>
      )}
      {files.length > 0 && <DroppedInput onClose={take} />}
      {isBringOpen && <BringDialog onClose={bringView.getState().close} />}
      {isBulkOpen && <BulkDialog onClose={bulkView.getState().close} />}
    </>
  );
}
