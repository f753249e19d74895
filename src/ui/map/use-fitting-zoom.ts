import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { narrowDrawing, type RouteScene, wideDrawing } from "#map";

/** Below this, texts of the map are too small to read: the map is scrolled instead. */
const leastFit = 0.75;
/** In a narrower frame the map is turned: roles left, keys right, data downwards. */
const leastWide = 560;
const bounds = { least: 0.4, most: 2.5 };
/** Left and right of the map in its frame, in pixels. */
const padding = 12;

/**
 * The map as it suits its frame, wide or turned, and commands that change its zoom. The zoom is a transform, set on the
 * drawing in `place`: at another size the browser would lay out every text again, and with a state React would draw the map
 * again in each frame.
 */
export function useFittingZoom(
  frame: RefObject<HTMLElement | null>,
  place: RefObject<HTMLElement | null>,
  route: RouteScene | undefined,
  count: number,
) {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  const factor = useRef(1);
  const shown = useRef(1);
  useLayoutEffect(() => {
    const element = frame.current;
    if (!element) return;
    const measure = () =>
      setRoom({ width: element.clientWidth - 2 * padding, height: element.clientHeight - 4 });
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
  const show = () => {
    const zoom = Math.min(bounds.most, Math.max(bounds.least, fit * factor.current));
    const picture = place.current?.firstElementChild;
    if (!drawing || !place.current || !(picture instanceof SVGElement)) return;
    place.current.style.width = `${drawing.width * zoom}px`;
    place.current.style.height = `${drawing.height * zoom}px`;
    picture.style.transform = `scale(${zoom})`;
    shown.current = zoom;
  };
  // After each drawing by React, which may be of another map, or of this one after the list.
  useLayoutEffect(show);
  const zoomTo = (next: number) => {
    factor.current = Math.min(4, Math.max(0.25, next));
    const before = shown.current;
    const element = frame.current;
    const middle = element && middleOf(element);
    show();
    if (!element || !middle) return;
    // What is in the middle of the frame stays there.
    const ratio = shown.current / before;
    element.scrollTo(
      middle.x * ratio + padding - element.clientWidth / 2,
      middle.y * ratio - element.clientHeight / 2,
    );
  };
  return {
    drawing,
    zoomBy: (by: number) => zoomTo(factor.current * by),
    fit: () => zoomTo(1),
  };
}

/** The point of what a frame scrolls that is in the frame's middle. */
function middleOf(frame: HTMLElement) {
  return {
    x: frame.scrollLeft + frame.clientWidth / 2 - padding,
    y: frame.scrollTop + frame.clientHeight / 2,
  };
}
