import { type RefObject, useLayoutEffect, useMemo, useState } from "react";
import { narrowDrawing, type RouteScene, wideDrawing } from "#map";

/** Below this, texts of the map are too small to read: the map is scrolled instead. */
const leastFit = 0.75;
/** In a narrower frame the map is turned: roles left, keys right, data downwards. */
const leastWide = 560;
const bounds = { least: 0.4, most: 2.5 };

/** The map as it suits its frame, wide or turned, the zoom at which it fits, and commands that change the zoom. */
export function useFittingZoom(
  frame: RefObject<HTMLElement | null>,
  route: RouteScene | undefined,
  count: number,
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
  const isNarrow = room.width > 0 && room.width < leastWide;
  const drawing = useMemo(
    () => route && (isNarrow ? narrowDrawing(route, { count }) : wideDrawing(route, { count })),
    [route, count, isNarrow],
  );
  const fitting =
    drawing && room.width > 0
      ? Math.min(
          room.width / drawing.width,
          // The turned map is read from top to bottom.
          isNarrow ? Number.POSITIVE_INFINITY : room.height / drawing.height,
        )
      : 1;
  const fit = Math.min(1, Math.max(leastFit, fitting));
  const zoom = Math.min(bounds.most, Math.max(bounds.least, fit * factor));
  return {
    drawing,
    zoom,
    zoomBy: (by: number) => setFactor((now) => Math.min(4, Math.max(0.25, now * by))),
    fit: () => setFactor(1),
  };
}
