import type { SceneCall } from "../scene.ts";
import { badge, badgeHeight, line, type Shape } from "./shapes.ts";

/** Two coordinates on one axis. */
type Range = readonly [start: number, end: number];

/** The stretch from one range to another that does not overlap it: from the nearer end to the nearer end. */
export function stretchBetween(from: Range, to: Range): Range {
  return to[1] <= from[0] ? [from[0], to[1]] : [from[1], to[0]];
}

/** The middle of a stretch. */
export function middleOf([start, end]: Range): number {
  return (start + end) / 2;
}

/** Where a numbered line is: `across` is its coordinate on the other axis. */
interface LinePlace {
  readonly along: "x" | "y";
  readonly across: number;
  /** Between the centre of the badge and the line on each side. */
  readonly gap: number;
  /** The centre of the badge; the middle of the stretch if left out. */
  readonly centre?: number;
}

/** A straight line from the start of a stretch to its end, with the call's number on it and its arrow at the end. */
export function numberedLine(
  { number, state }: Pick<SceneCall, "number" | "state">,
  stretch: Range,
  { along, across, gap, centre = middleOf(stretch) }: LinePlace,
): readonly Shape[] {
  const [start, end] = stretch;
  const point = (at: number) => (along === "x" ? ([at, across] as const) : ([across, at] as const));
  const step = end > start ? gap : -gap;
  const [x, y] = point(centre);
  return [
    ...line([point(start), point(centre - step)], state, "none"),
    badge(number, state, x, y - badgeHeight / 2),
    ...line([point(centre + step), point(end)], state, "arrow"),
  ];
}
