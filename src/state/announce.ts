import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "./keyhole-state.ts";
import type { Notice } from "./work.ts";

/** Shows a notice once no other notice and no rule page is shown. */
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
