import type { CallState } from "../scene.ts";
import { type IconName, icons } from "./icons.ts";
import { type Face, textWidth } from "./measure.ts";

/**
 * An element of the drawing, as data: the page draws it with React, `sceneToSvg` writes it as text. Colours are custom
 * properties of the page (`var(--text)`).
 */
export interface Shape {
  readonly tag: "g" | "rect" | "path" | "text";
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly text?: string;
  readonly children?: readonly Shape[];
  /** The account that the colours `--tint…` below belong to. */
  readonly account?: string;
  /** The step that the element belongs to: it lights up together with it. */
  readonly step?: string;
  /** The estimated box of a label: labels must not overlap. */
  readonly label?: Box;
}

/** A rectangle, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawing with its size in pixels. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** What it shows, for who does not see it. */
  readonly title: string;
  readonly shapes: readonly Shape[];
}

/** The states of calls and abuses: colour, line and icon always go together. */
export type LineState = CallState | "open" | "refused";

interface StateLook {
  readonly colour: string;
  readonly wash: string;
  readonly dash?: string;
  readonly width: number;
  /** Whether the line arrives, with an arrowhead; otherwise a cross stands where it breaks. */
  readonly arrives: boolean;
}

const grey = { colour: "var(--muted)", wash: "var(--sunken)" };
const amber = { colour: "var(--caution)", wash: "var(--caution-wash)" };

export const looks: Readonly<Record<LineState, StateLook>> = {
  works: { colour: "var(--allowed)", wash: "var(--allowed-wash)", width: 1.5, arrives: true },
  quiet: { ...grey, width: 1.25, arrives: true },
  stops: {
    colour: "var(--refused)",
    wash: "var(--refused-wash)",
    dash: "5 3",
    width: 1.5,
    arrives: false,
  },
  withheld: { ...amber, dash: "5 3", width: 1.5, arrives: false },
  undecided: { ...amber, dash: "7 3 1.5 3", width: 1.5, arrives: true },
  unreached: { ...grey, dash: "1.5 3.5", width: 1.5, arrives: true },
  open: { ...amber, dash: "1.5 3.5", width: 2, arrives: true },
  refused: { ...grey, dash: "1.5 3.5", width: 1.5, arrives: false },
};

/** A group of elements. */
export function group(
  children: readonly Shape[],
  rest: Pick<Shape, "account" | "step"> & { readonly attributes?: Shape["attributes"] } = {},
): Shape {
  const { attributes = {}, ...belongs } = rest;
  return { tag: "g", attributes, children, ...belongs };
}

/** A box with rounded corners. */
export function rect(
  { x, y, width, height }: Box,
  look: {
    readonly fill: string;
    readonly stroke: string;
    readonly radius: number;
    readonly dash?: string;
    readonly opacity?: number;
  },
): Shape {
  return {
    tag: "rect",
    attributes: {
      x: half(x),
      y: half(y),
      width: Math.round(width),
      height: Math.round(height),
      rx: look.radius,
      fill: look.fill,
      stroke: look.stroke,
      ...(look.dash ? { "stroke-dasharray": look.dash } : {}),
      ...(look.opacity === undefined ? {} : { "fill-opacity": look.opacity }),
    },
  };
}

/** Lines of one pixel are sharp on half pixels. */
function half(value: number): number {
  return Math.round(value) + 0.5;
}

interface TextLook {
  readonly face: Face;
  readonly colour?: string;
  readonly anchor?: "start" | "middle" | "end";
}

const families = {
  sans: '"Inter Variable", Inter, system-ui, "Segoe UI", Arial, sans-serif',
  mono: '"JetBrains Mono Variable", "JetBrains Mono", ui-monospace, Menlo, Consolas, monospace',
};

/** A text with its baseline at `y`. */
export function label(text: string, x: number, y: number, look: TextLook): Shape {
  const { face, colour = "var(--text)", anchor = "start" } = look;
  const mono = face === "mono" || face === "mono-bold";
  const bold = face === "bold" || face === "mono-bold";
  const width = textWidth(text, face);
  const left = anchor === "start" ? x : anchor === "middle" ? x - width / 2 : x - width;
  return {
    tag: "text",
    attributes: {
      x: rounded(x),
      y: rounded(y),
      fill: colour,
      "font-family": mono ? families.mono : families.sans,
      "font-size": mono ? 11 : 12,
      ...(bold ? { "font-weight": 600 } : {}),
      ...(anchor === "start" ? {} : { "text-anchor": anchor }),
    },
    text,
    label: { x: left, y: y - 9, width, height: 12 },
  };
}

/** An icon with its upper left corner at a place. */
export function icon(name: IconName, x: number, y: number, size: number, colour: string): Shape {
  return {
    tag: "path",
    attributes: {
      d: icons[name],
      transform: `translate(${rounded(x)} ${rounded(y)}) scale(${rounded(size / 24)})`,
      fill: "none",
      stroke: colour,
      "stroke-width": 2,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    },
  };
}

/** A chip: icon and mono text in a box of 18 px height. Returns it with its width. */
export function chip(
  name: IconName,
  text: string,
  x: number,
  y: number,
  tinted: boolean,
): readonly [Shape, number] {
  const width = Math.ceil(textWidth(text, "mono")) + 28;
  return [
    group([
      rect(
        { x, y, width, height: 18 },
        tinted
          ? { fill: "var(--tint-wash)", stroke: "var(--tint-line)", radius: 3 }
          : { fill: "var(--surface)", stroke: "var(--line)", radius: 3 },
      ),
      icon(name, x + 6, y + 3.5, 12, "var(--tint)"),
      label(text, x + 22, y + 13, { face: "mono" }),
    ]),
    width,
  ];
}

export const badgeHeight = 18;

/** The width of a badge. */
export function badgeWidth(number: number): number {
  return 27 + String(number).length * 7;
}

/** A pill with the number of a call and the icon of its state, its centre at `x`. */
export function badge(number: number, state: LineState, x: number, y: number): Shape {
  const { colour, wash } = looks[state];
  const width = badgeWidth(number);
  const left = x - width / 2;
  const digits = label(String(number), left + 8, y + 13, { face: "bold", colour });
  return group([
    {
      ...rect(
        { x: left, y, width, height: badgeHeight },
        { fill: wash, stroke: colour, radius: 9 },
      ),
      label: { x: left, y, width, height: badgeHeight },
    },
    // The number lies in its pill, which is the label.
    { ...digits, label: { x: left, y, width: 0, height: 0 } },
    icon(state, left + width - 18, y + 3.5, 12, colour),
  ]);
}

type Point = readonly [x: number, y: number];

/** A call's line through points, with rounded bends; at its end an arrowhead, or a cross where it breaks. */
export function line(
  points: readonly Point[],
  state: LineState,
  end: "arrow" | "none",
): readonly Shape[] {
  const { colour, dash, width, arrives } = looks[state];
  const last = points.at(-1);
  const before = points.at(-2);
  if (!last || !before) return [];
  const dx = Math.sign(last[0] - before[0]);
  const dy = Math.sign(last[1] - before[1]);
  const short = end === "none" ? 0 : arrives ? 6 : 22;
  const stop: Point = [last[0] - dx * short, last[1] - dy * short];
  const path: Shape = {
    tag: "path",
    attributes: {
      d: pathThrough([...points.slice(0, -1), stop]),
      fill: "none",
      stroke: colour,
      "stroke-width": width,
      ...(dash ? { "stroke-dasharray": dash } : {}),
      ...(dash?.startsWith("1.5") ? { "stroke-linecap": "round" } : {}),
    },
  };
  if (end === "none") return [path];
  if (arrives) {
    const base: Point = [last[0] - dx * 7, last[1] - dy * 7];
    const corners = [
      [base[0] - dy * 4, base[1] - dx * 4],
      [last[0], last[1]],
      [base[0] + dy * 4, base[1] + dx * 4],
    ];
    const d = `M${corners.map((corner) => corner.map(rounded).join(" ")).join("L")}Z`;
    return [path, { tag: "path", attributes: { d, fill: colour } }];
  }
  const [x, y] = [last[0] - dx * 12, last[1] - dy * 12];
  return [path, icon("stops", x - 8, y - 8, 16, colour)];
}

function pathThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let d = `M${rounded(first[0])} ${rounded(first[1])}`;
  for (const [index, point] of rest.entries()) {
    const next = rest[index + 1];
    const previous = index === 0 ? first : rest[index - 1];
    if (!next || !previous) {
      d += `L${rounded(point[0])} ${rounded(point[1])}`;
      continue;
    }
    const into = toward(point, previous, 6);
    const out = toward(point, next, 6);
    d += `L${into.map(rounded).join(" ")}Q${rounded(point[0])} ${rounded(point[1])} ${out.map(rounded).join(" ")}`;
  }
  return d;
}

function toward(from: Point, to: Point, most: number): Point {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  const by = Math.min(most, length / 2) / length;
  return [from[0] + (to[0] - from[0]) * by, from[1] + (to[1] - from[1]) * by];
}

/** The data's way between two places: a band of 9 px with an arrowhead, an outline where nothing passes. */
export function pipe([x1, y1]: Point, [x2, y2]: Point, reached: boolean): Shape {
  const across = y1 === y2;
  const length = across ? x2 - x1 : y2 - y1;
  const d = across
    ? `M${x1} ${y1 - 4.5}h${length - 9}v-4l9 8.5l-9 8.5v-4h${9 - length}`
    : `M${x1 - 4.5} ${y1}v${length - 9}h-4l8.5 9l8.5 -9h-4v${9 - length}`;
  return {
    tag: "path",
    attributes: {
      d,
      fill: reached ? "var(--pipe)" : "none",
      stroke: "var(--edge)",
      ...(reached ? {} : { "stroke-dasharray": "3 3" }),
    },
  };
}

/** Two digits are enough for a pixel. */
export function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
