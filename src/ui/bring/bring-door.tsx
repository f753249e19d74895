import { FileInput } from "lucide-react";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useStore } from "zustand";
import { BulkDoor } from "../bulk/bulk-door.tsx";
import { bulkView } from "../bulk/bulk-view.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { bringView } from "./bring-view.ts";
import { readText } from "./read-handed.ts";

const BringDialog = lazy(() =>
  import("./bring-dialog.tsx").then((module) => ({ default: module.BringDialog })),
);

/** What makes bringing possible wherever the user is: files dropped anywhere on the page, and the dialog itself. */
export function BringDoor() {
  const open = useStore(bringView, (view) => view.open);
  const dropping = useDroppedFiles(useTake());
  return (
    <>
      {dropping && (
        <div className="pointer-events-none fixed inset-2 z-60 grid place-content-center rounded-lg border-2 border-accent border-dashed bg-accent-wash/90 font-medium text-base">
          Drop to bring it in
        </div>
      )}
      {open && (
        <Suspense>
          <BringDialog onClose={bringView.getState().close} />
        </Suspense>
      )}
      <BulkDoor />
    </>
  );
}

/** Opens the dialog. */
export function BringButton({ icon }: { readonly icon?: boolean }) {
  const shared = {
    "aria-haspopup": "dialog",
    onClick: () => bringView.getState().show(),
  } as const;
  return icon ? (
    <IconButton {...shared} label="Bring your own policies" icon={FileInput} />
  ) : (
    <Button {...shared} icon={FileInput} tip="Start from the policies that you have in AWS">
      Bring your own…
    </Button>
  );
}

/** Takes files that are dropped anywhere; whether some are over the page right now. */
function useDroppedFiles(take: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFiles = ({ dataTransfer }: DragEvent) =>
      dataTransfer?.types.includes("Files") ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = ({ relatedTarget }: DragEvent) => relatedTarget === null && setOver(false);
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!carriesFiles(event)) return;
      // Without this the browser would leave the page for the file.
      event.preventDefault();
      take([...(event.dataTransfer?.files ?? [])]);
    };
    addEventListener("dragover", onDragOver);
    addEventListener("dragleave", onDragLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDragOver);
      removeEventListener("dragleave", onDragLeave);
      removeEventListener("drop", onDrop);
    };
  }, [take]);
  return over;
}

/** Brings each file to where it belongs by its name; what its name does not say, the dialog finds out. */
function useTake(): (files: readonly File[]) => void {
  const openFile = useKeyhole((state) => state.openFile);
  return useCallback(
    (files) => {
      const handed = files.map((file) => ({ name: file.name, file }));
      const [first] = handed;
      const all = (pattern: RegExp) => files.every(({ name }) => pattern.test(name));
      if (first && files.length === 1 && all(/\.keyhole\.json$/i))
        void readText(first).then(({ text, refused }) =>
          refused === undefined ? openFile(text) : bringView.getState().show(handed),
        );
      else if (all(/\.(?:csv|tsv)$/i)) {
        bringView.getState().close();
        bulkView.getState().show(handed);
      } else if (bulkView.getState().open) bulkView.getState().show(handed);
      else bringView.getState().show(handed);
    },
    [openFile],
  );
}
