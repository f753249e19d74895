import { createContext, type ReactNode, useContext } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { KeyholeState } from "#state";

const KeyholeContext = createContext<StoreApi<KeyholeState> | null>(null);

/** Gives the screens below their store. */
export function KeyholeProvider(props: {
  readonly store: StoreApi<KeyholeState>;
  readonly children: ReactNode;
}) {
  return <KeyholeContext value={props.store}>{props.children}</KeyholeContext>;
}

/** What a screen needs of the state. The selector must not build a new object at each call: zustand would never rest. */
export function useKeyhole<Selected>(selector: (state: KeyholeState) => Selected): Selected {
  return useStore(useKeyholeStore(), selector);
}

/** The store itself, for what is read when something happens rather than drawn. */
export function useKeyholeStore(): StoreApi<KeyholeState> {
  const store = useContext(KeyholeContext);
  if (!store) throw new Error("useKeyhole outside KeyholeProvider");
  return store;
}
