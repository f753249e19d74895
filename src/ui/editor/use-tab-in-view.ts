import { type RefObject, useEffect } from "react";

/**
 * Scrolls the open document's tab into sight: when another document is opened, when the tabs get another size, and when
 * they come out from behind another part, where nothing can be scrolled.
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
    // It is told of the present size at once.
    watch.observe(current);
    return () => watch.disconnect();
  }, [tabs, shownId]);
}
