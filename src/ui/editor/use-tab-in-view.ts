import { type RefObject, useEffect } from "react";

/**
 * Scrolls to the tab of the open document: when another document is opened, when the tabs change size, and when they
 * become visible, because a hidden element cannot scroll.
 */
export function useTabInView(
  tabs: RefObject<HTMLElement | null>,
  shownId: string | undefined,
): void {
  useEffect(() => {
    if (!tabs.current || shownId === undefined) return;
    const { current } = tabs;
    const watch = new ResizeObserver(() =>
      current
        .querySelector("[aria-selected=true]")
        ?.scrollIntoView({ block: "nearest", inline: "nearest" }),
    );
    // The observer reports the current size at once.
    watch.observe(current);
    return () => watch.disconnect();
  }, [tabs, shownId]);
}
