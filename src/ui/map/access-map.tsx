import { memo, type PointerEvent } from "react";
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
  const point = (event: PointerEvent<SVGSVGElement>) => onHighlight(stepAt(event.target));
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list offers the same by keyboard
    <svg
      role="img"
      aria-label={title}
      width={width * zoom}
      height={height * zoom}
      viewBox={`0 0 ${width} ${height}`}
      className="block max-w-none print:max-w-full"
      onPointerOver={point}
      onPointerLeave={() => onHighlight(null)}
      onClick={(event) => {
        const step = stepAt(event.target);
        if (step !== null) onChoose?.(step);
      }}
    >
      <Shapes shapes={shapes} lit={highlighted} />
    </svg>
  );
}

/** Apart from the zoom, which changes none of them. */
const Shapes = memo(function Shapes({ shapes, lit }: ShapesProps) {
  return shapes.map((shape, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: elements of a drawing have no other identity
    <ShapeView key={index} shape={shape} lit={lit} />
  ));
});

interface ShapesProps {
  readonly shapes: Drawing["shapes"];
  readonly lit: readonly string[];
}

function stepAt(target: EventTarget): string | null {
  return target instanceof Element
    ? (target.closest("[data-step]")?.getAttribute("data-step") ?? null)
    : null;
}
