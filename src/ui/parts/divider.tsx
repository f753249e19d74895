import type { KeyboardEvent, PointerEvent } from "react";

interface DividerProps {
  readonly label: string;
  /** The element whose width it sets. */
  readonly controls: string;
  readonly width: number;
  readonly least: number;
  readonly most: number;
  /** On which side of the divider that element is. */
  readonly side: "left" | "right";
  /** Its place among the parts. */
  readonly className: string;
  readonly onResize: (width: number) => void;
}

const keyStep = 16;

/** The line between two parts: dragged by pointer, or moved by the arrow keys, Home and End. */
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
