import { useSyncExternalStore } from "react";

/** How many of the three parts are shown side by side. */
export type Layout = "one" | "two" | "three";

const wide = matchMedia("(min-width: 80rem)");
const medium = matchMedia("(min-width: 56.25rem)");

/** The layout for the width of the window. */
export function useLayout(): Layout {
  return useSyncExternalStore(subscribe, layoutNow);
}

function layoutNow(): Layout {
  if (wide.matches) return "three";
  return medium.matches ? "two" : "one";
}

function subscribe(onChange: () => void): () => void {
  wide.addEventListener("change", onChange);
  medium.addEventListener("change", onChange);
  return () => {
    wide.removeEventListener("change", onChange);
    medium.removeEventListener("change", onChange);
  };
}
