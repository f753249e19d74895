import { memo, type PointerEvent, useLayoutEffect, useRef } from "react";
import type { Drawing } from "#map";
import { ShapeView } from "./shape-view.tsx";

/** What `AccessMap` draws, and what it reports. */
export interface AccessMapProps {
  readonly drawing: Drawing;
  /** The ids of the lit steps. */
  readonly highlighted: readonly string[];
  /** The pointer is on a step of the map, or has left it (null). */
  readonly onHighlight: (step: string | null) => void;
  /** A step of the map is clicked. */
  readonly onChoose?: (step: string) => void;
  /** 1 draws a pixel for each unit. */
  readonly zoom?: number;
}

/** The import as a drawing. The list beside it says the same for keyboard and screen reader. */
export function AccessMap(props: AccessMapProps) {
  const { drawing, highlighted, onHighlight, onChoose, zoom = 1 } = props;
  const { width, height, title, shapes } = drawing;
  const picture = useRef<SVGSVGElement>(null);
  // Marked from outside: React would draw every shape again for one arrow, in the frame in which a drag begins.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another drawing has other shapes to mark
  useLayoutEffect(() => {
    for (const area of picture.current?.querySelectorAll("[data-lit]") ?? []) {
      const isLit = `${highlighted.includes(stepAt(area) ?? "")}`;
      if (area.getAttribute("data-lit") !== isLit) area.setAttribute("data-lit", isLit);
    }
  }, [drawing, highlighted]);
  const point = (event: PointerEvent<SVGSVGElement>) => onHighlight(stepAt(event.target));
  return (
    // The zoom is a transform: at another size, the browser would lay out every text of the drawing again.
    <div
      style={{ width: width * zoom, height: height * zoom }}
      className="overflow-hidden print:h-auto! print:w-auto!"
    >
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list offers the same by keyboard */}
      <svg
        ref={picture}
        role="img"
        aria-label={title}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        style={{ transform: `scale(${zoom})` }}
        className={look}
        onPointerOver={point}
        onPointerLeave={() => onHighlight(null)}
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

/** Apart from the zoom and the lit steps, which change none of them. */
const Shapes = memo(function Shapes({ shapes }: Pick<Drawing, "shapes">) {
  return shapes.map((shape, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: elements of a drawing have no other identity
    <ShapeView key={index} shape={shape} />
  ));
});

function stepAt(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest("[data-step]")?.getAttribute("data-step") ?? null)
    : null;
}
