import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "./keyhole-state.ts";
import type { Notice } from "./work.ts";

/** Shows a notice as soon as no other is shown and the work has the screen. */
export function announce(keyhole: StoreApi<KeyholeState>, notice: Notice): void {
  const isFree = (state: KeyholeState) => state.notice === null && state.rulePage === null;
  if (isFree(keyhole.getState())) {
    keyhole.setState({ notice });
    return;
  }
  const stop = keyhole.subscribe((state) => {
    if (!isFree(state)) return;
    stop();
    keyhole.setState({ notice });
  });
}
