import { type RefObject, useLayoutEffect, useState } from "react";

/** Whether an element is at least so many pixels wide; known before the first paint. */
export function useIsWide(element: RefObject<HTMLElement | null>, least: number): boolean {
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    if (!element.current) return;
    const measured = element.current;
    const measure = () => {
      // Behind another tab it has no width: what was known stays.
      if (measured.offsetWidth > 0) setWide(measured.offsetWidth >= least);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(measured);
    return () => watch.disconnect();
  }, [element, least]);
  return wide;
}
