import { useStore } from "zustand";
import { loadDocumentWork } from "#state";
import { lazyPart } from "../parts/lazy-part.tsx";
import { droppedFiles } from "./dropped-files.ts";
import { bulkView, importPoliciesView } from "./import-view.ts";

const opening = (
  <p
    role="status"
    className="fixed inset-x-4 bottom-4 z-60 mx-auto w-fit rounded-md border border-line bg-raised px-3 py-2 shadow-float"
  >
    Opening…
  </p>
);

/** The second part is the code for edits: imported policies become edits. */
const importCode = () =>
  Promise.all([import("../limits/documents-with-limits.tsx"), loadDocumentWork()]);
const what = "The import dialog";
const DroppedInput = lazyPart(what, async () => (await importCode())[0].DroppedInput, opening);
const ImportPoliciesDialog = lazyPart(
  what,
  async () => (await (await importCode())[0].loadImportPoliciesDialog()).ImportPoliciesDialog,
  opening,
);
const BulkDialog = lazyPart(
  what,
  async () => (await (await importCode())[0].loadBulkDialog()).BulkDialog,
  opening,
);

/** The dialogs that import policies and accounts; they also read dropped files. */
export function ImportDialogs() {
  const { isOver, files, take } = useStore(droppedFiles);
  const isPoliciesOpen = useStore(importPoliciesView, (view) => view.open);
  const isBulkOpen = useStore(bulkView, (view) => view.open);
  return (
    <>
      {isOver && (
        <div className="pointer-events-none fixed inset-2 z-60 grid place-content-center rounded-lg border-2 border-accent border-dashed bg-accent-wash/90 font-medium text-base">
          Drop to import
        </div>
      )}
      {files.length > 0 && <DroppedInput onClose={take} />}
      {isPoliciesOpen && <ImportPoliciesDialog onClose={importPoliciesView.getState().close} />}
      {isBulkOpen && <BulkDialog onClose={bulkView.getState().close} />}
    </>
  );
}
