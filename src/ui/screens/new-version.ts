import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "#state";

/** Says that a newer Keyhole has arrived, as soon as nothing else has to be said. */
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
      title: "A newer Keyhole has arrived",
      text: "Until you switch, this page stays as it is. Your answers and edits are kept.",
      action: { label: "Switch now", command: switchToIt },
    },
  });
}
