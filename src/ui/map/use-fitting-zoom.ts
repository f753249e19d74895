import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { type RouteScene, wideDrawing } from "#map";

/** Below this, texts of the map are too small to read: the map is scrolled instead. */
const leastFit = 0.75;
const bounds = { least: 0.4, most: 2.5 };

/** The zoom at which the map fits its frame, and a command to change it. A map that fits is not enlarged. */
export function useFittingZoom(
  frame: RefObject<HTMLElement | null>,
  route: RouteScene | undefined,
) {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const [factor, setFactor] = useState(1);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () =>
      setRoom({ width: element.clientWidth - 24, height: element.clientHeight - 4 });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(element);
    return () => watch.disconnect();
  }, [frame]);
  const drawing = useMemo(() => (route ? wideDrawing(route) : undefined), [route]);
  const fitting =
    drawing && room.width > 0
      ? Math.min(room.width / drawing.width, room.height / drawing.height)
      : 1;
  const fit = Math.min(1, Math.max(leastFit, fitting));
  const zoom = Math.min(bounds.most, Math.max(bounds.least, fit * factor));
  return {
    zoom,
    zoomBy: (by: number) => setFactor((now) => Math.min(4, Math.max(0.25, now * by))),
  };
}
