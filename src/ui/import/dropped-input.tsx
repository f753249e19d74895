import { useEffect } from "react";
import { useStore } from "zustand";
import { bulkView } from "../bulk/bulk-view.ts";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyholeStore } from "../store.tsx";
import { bringView } from "./bring-view.ts";
import { droppedFiles } from "./dropped-files.ts";
import { readText } from "./read-handed.ts";

/** Gives dropped files to the dialog that their names ask for. Draws nothing; `onClose` is for its notice if it cannot load. */
export function DroppedInput(_: DialogBehindButton) {
  const { openFile } = useKeyholeStore().getState();
  const files = useStore(droppedFiles, (dropped) => dropped.files);
  useEffect(() => {
    if (files.length > 0) importFiles(droppedFiles.getState().take(), openFile);
  }, [files, openFile]);
  return null;
}

/** What the name of a file does not say, the dialog for policies finds out. */
function importFiles(files: readonly File[], openFile: (text: string) => Promise<void>): void {
  const inputs = files.map((file) => ({ name: file.name, file }));
  const [first] = inputs;
  const all = (pattern: RegExp) => files.every(({ name }) => pattern.test(name));
  if (first && files.length === 1 && all(/\.keyhole\.json$/i))
    void readText(first).then(({ text, refused }) =>
      refused === undefined ? openFile(text) : bringView.getState().show(inputs),
    );
  else if (all(/\.(?:csv|tsv)$/i)) {
    bringView.getState().close();
    bulkView.getState().show(inputs);
  } else if (bulkView.getState().open) bulkView.getState().show(inputs);
  else bringView.getState().show(inputs);
}
