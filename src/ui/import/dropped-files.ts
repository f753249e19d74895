import { createStore } from "zustand/vanilla";

/** Files that were dropped on the page or pasted into it and that no dialog has read yet. */
export interface DroppedFiles {
  /** Whether the user drags files over the page. */
  readonly isOver: boolean;
  readonly files: readonly File[];
  /** Returns the files and removes them from this store. */
  take(): readonly File[];
}

export const droppedFiles = createStore<DroppedFiles>((set, get) => ({
  isOver: false,
  files: [],
  take: () => {
    const { files } = get();
    if (files.length > 0) set({ files: [] });
    return files;
  },
}));

/**
 * Collects every file that is dropped or pasted from now on, also before the code that reads it is loaded. A drop never
 * navigates away from the page. Elements with `data-takes-files` handle their files themselves.
 */
export function acceptFiles(): void {
  const setOver = (isOver: boolean) => droppedFiles.setState({ isOver });
  const keep = (files: Iterable<File>) =>
    droppedFiles.setState((now) => ({ files: [...now.files, ...files] }));
  const isIn = ({ target }: Event, selector: string) =>
    target instanceof Element && target.closest(selector) !== null;

  const onDrag = (event: DragEvent) => {
    const { dataTransfer } = event;
    const hasFiles = dataTransfer?.types.includes("Files") ?? false;
    const isTaken = isIn(event, "[data-takes-files]");
    setOver(hasFiles && !isTaken && event.type === "dragover");
    if (isTaken) return;
    if (hasFiles) {
      event.preventDefault();
      if (event.type === "drop") keep(dataTransfer?.files ?? []);
    } else if (!event.defaultPrevented && !isIn(event, "input, textarea, [contenteditable]")) {
      // The browser would open a dropped link in place of the page.
      event.preventDefault();
      if (dataTransfer) dataTransfer.dropEffect = "none";
    }
  };
  addEventListener("dragover", onDrag);
  addEventListener("drop", onDrag);
  addEventListener("dragleave", ({ relatedTarget }) => relatedTarget === null && setOver(false));
  addEventListener("paste", (event) => {
    const { clipboardData } = event;
    // Spreadsheets put an image on the clipboard beside the text.
    if (event.defaultPrevented || !clipboardData || clipboardData.types.includes("text/plain"))
      return;
    if (clipboardData.files.length === 0) return;
    event.preventDefault();
    keep(clipboardData.files);
  });
}
