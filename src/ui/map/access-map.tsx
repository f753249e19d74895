import { memo, type RefObject, useLayoutEffect } from "react";
import type { Drawing } from "#map";
import { highlight } from "./highlight.ts";
import { ShapeView } from "./shape-view.tsx";
import { stepAt } from "./use-map-pointing.ts";

/** What `AccessMap` draws, and what it reports. */
export interface AccessMapProps {
  readonly drawing: Drawing;
  /** The box that has the size of the zoomed drawing; `useFittingZoom` sets it. */
  readonly place: RefObject<HTMLDivElement | null>;
  /** A step of the map is clicked. */
  readonly onChoose?: (step: string) => void;
}

/** The import as a drawing. The list beside it says the same for keyboard and screen reader. */
export function AccessMap({ drawing, place, onChoose }: AccessMapProps) {
  const { width, height, title, shapes } = drawing;
  // Marked from outside: React would draw every shape again for one arrow.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing has other shapes to mark
  useLayoutEffect(() => {
    const mark = () => {
      const { pointed, underCursor } = highlight.getState();
      const steps = pointed ?? underCursor;
      for (const area of place.current?.querySelectorAll("[data-lit]") ?? []) {
        const isLit = `${steps.includes(stepAt(area) ?? "")}`;
        if (area.getAttribute("data-lit") !== isLit) area.setAttribute("data-lit", isLit);
      }
    };
    mark();
    return highlight.subscribe(mark);
  }, [drawing, place]);
  return (
    <div ref={place} className="overflow-hidden print:h-auto! print:w-auto!">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list offers the same by keyboard */}
      <svg
        role="img"
        aria-label={title}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        className={look}
        onClick={(event) => {
          const step = stepAt(event.target);
          if (step !== null) onChoose?.(step);
        }}
      >
        <Shapes shapes={shapes} />
      </svg>
    </div>
  );
}

/** The cursor and the selection are the drawing's at all times: a change of them when a drag begins would style every shape. */
const look =
  "block max-w-none origin-top-left print:transform-none! cursor-grab select-none [&_[data-step]]:cursor-pointer print:max-w-full [&_[data-lit=true]]:fill-accent-wash [&_[data-lit=true]]:stroke-accent";

/** Apart from the click, which changes none of them. */
const Shapes = memo(function Shapes({ shapes }: Pick<Drawing, "shapes">) {
  return shapes.map((shape, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: elements of a drawing have no other identity
    <ShapeView key={index} shape={shape} />
  ));
});
