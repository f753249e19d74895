import { type RefObject, useLayoutEffect, useState } from "react";

/** Whether an element is at least `least` pixels wide; measured before the first paint. */
export function useIsWide(element: RefObject<HTMLElement | null>, least: number): boolean {
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    if (!element.current) return;
    const measured = element.current;
    const measure = () => {
      // A hidden element has no width: the last value stays.
      if (measured.offsetWidth > 0) setWide(measured.offsetWidth >= least);
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(measured);
    return () => watch.disconnect();
  }, [element, least]);
  return wide;
}
