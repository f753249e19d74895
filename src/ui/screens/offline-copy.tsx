import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";

/** Whether this browser has cached every file, so that the page works without a network. */
export const offlineCopy = createStore<{ readonly ready: boolean }>(() => ({ ready: false }));

/** Says that the page is ready for offline use, once all files are cached. */
export function OfflineNote() {
  const ready = useStore(offlineCopy, (state) => state.ready);
  return (
    <p role="status" className="truncate pr-1 text-muted text-xs max-lg:sr-only">
      {ready && "Ready for offline use"}
    </p>
  );
}
