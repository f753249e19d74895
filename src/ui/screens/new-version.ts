import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "#state";

/** Shows a notice that a new version is available, after any other notice is dismissed. */
export function announceNewVersion(store: StoreApi<KeyholeState>, switchToIt: () => void): void {
  if (store.getState().notice) {
    const stop = store.subscribe(({ notice }) => {
      if (notice) return;
      stop();
      announceNewVersion(store, switchToIt);
    });
    return;
  }
  store.setState({
    notice: {
      tone: "info",
      title: "A new version of Keyhole is available",
      text: "This page uses the old version until you switch. Keyhole keeps your answers and edits.",
      action: { label: "Switch now", command: switchToIt },
    },
  });
}
