import { useEffect } from "react";
import { useStore } from "zustand";
import type { DialogBehindButton } from "../screens/lazy-dialog.tsx";
import { useKeyholeStore } from "../store.tsx";
import { droppedFiles } from "./dropped-files.ts";
import { bulkView, importPoliciesView } from "./import-view.ts";
import { readText } from "./read-input.ts";

/** Passes dropped files to a dialog by their names. Draws nothing; `onClose` closes the notice if this code cannot load. */
export function DroppedInput(_: DialogBehindButton) {
  const { openFile } = useKeyholeStore().getState();
  const files = useStore(droppedFiles, (dropped) => dropped.files);
  useEffect(() => {
    if (files.length > 0) importFiles(droppedFiles.getState().take(), openFile);
  }, [files, openFile]);
  return null;
}

/** The dialog for policies gets all files with other names: it reads their format. */
function importFiles(files: readonly File[], openFile: (text: string) => Promise<void>): void {
  const inputs = files.map((file) => ({ name: file.name, file }));
  const [first] = inputs;
  const all = (pattern: RegExp) => files.every(({ name }) => pattern.test(name));
  if (first && files.length === 1 && all(/\.keyhole\.json$/i))
    void readText(first).then(({ text, refused }) =>
      refused === undefined ? openFile(text) : importPoliciesView.getState().show(inputs),
    );
  else if (all(/\.(?:csv|tsv)$/i)) {
    importPoliciesView.getState().close();
    bulkView.getState().show(inputs);
  } else if (bulkView.getState().open) bulkView.getState().show(inputs);
  else importPoliciesView.getState().show(inputs);
}
