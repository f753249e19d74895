import type { KeyboardEvent, PointerEvent } from "react";

interface DividerProps {
  readonly label: string;
  /** The id of the element that it resizes. */
  readonly controls: string;
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** The side of the divider on which that element is. */
  readonly side: "left" | "right";
  /** The classes for its place in the grid. */
  readonly className: string;
  readonly onResize: (width: number) => void;
}

const keyStep = 16;

/** The divider between two parts. The pointer drags it; arrow keys, Home and End move it. */
export function Divider(props: DividerProps) {
  const { label, controls, width, least, most, side, className, onResize } = props;
  const towardsMore = side === "left" ? 1 : -1;
  const resize = (next: number) => onResize(Math.round(Math.min(most, Math.max(least, next))));

  const onKeyDown = (event: KeyboardEvent) => {
    const next = {
      ArrowRight: width + keyStep * towardsMore,
      ArrowLeft: width - keyStep * towardsMore,
      Home: least,
      End: most,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    resize(next);
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget;
    const from = event.clientX;
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = (move) => resize(width + (move.clientX - from) * towardsMore);
    handle.onpointerup = () => {
      handle.onpointermove = null;
    };
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a divider that can be moved is a focusable separator, which <hr> is not
    <div
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={width}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={onKeyDown}
      onPointerDown={onPointerDown}
      className={`group relative z-20 -mx-1 w-[9px] cursor-col-resize touch-none ${className}`}
    >
      <span className="absolute inset-y-0 left-1 w-px bg-line group-hover:bg-accent group-active:bg-accent" />
    </div>
  );
}
