import type { RouteScene } from "../scene.ts";
import { type Column, columnsOf, keySpans, samePlace } from "./columns.ts";
import { textWidth } from "./measure.ts";
import { stretchBetween } from "./numbered-line.ts";
import { title } from "./parts.ts";
import { type Drawing, group, icon, label, line, pipe, rect, type Shape } from "./shapes.ts";

/** The heights of the lanes, as those of the wide map without its texts. */
const lanes = {
  role: { top: 26, bottom: 44 },
  region: { top: 50, bottom: 158 },
  data: { top: 72, bottom: 94 },
  key: { top: 118, bottom: 136 },
  regionName: 151,
  bottom: 164,
} as const;
/** The least width of a column; its data is this much less the margin. */
const leastColumn = 36;
const margin = 12;
const padding = 7;
const accountGap = 26;
const regionGap = 12;
const roleGap = 24;
/** Between two accounts of which one is below the other. */
const rowGap = 20;
/** Beside such accounts, for the lines from one to the other. */
const sideRoom = 14;

/** A column with its place. */
interface SmallColumn extends Column {
  readonly x: number;
  readonly width: number;
  /** The top of its account. */
  readonly top: number;
}

/** Where the lines between accounts of which one is below the other leave and enter. */
interface Sides {
  readonly left: number;
  /** Of the data's line. */
  readonly right: number;
  /** Of the lines between roles and between keys. */
  readonly farRight: number;
}

/**
 * One import as a small picture, for a list of imports: accounts, regions, roles, data and keys by their icons, the calls as
 * lines without names. A key that is used from another place has no line.
 *
 * @param stacked whether each account is below the one before: a long route then stays narrow
 */
export function smallDrawing(scene: RouteScene, stacked = false): Drawing {
  const columns = columnsOf(scene);
  const placed = placedColumns(scene, columns, stacked);
  const keys = keySpans(scene, columns).map(({ key, first, last }) => ({
    key,
    range: rangeOf(placed.slice(first, last + 1), -3),
    top: placed[first]?.top ?? 0,
  }));
  const roles = scene.roles.flatMap((role) => {
    const own = placed.filter((column) => column.role === role.arn);
    const [first] = own;
    return first ? [{ role, range: rangeOf(own, padding), top: first.top }] : [];
  });
  const accounts = [...new Set(placed.map(({ account }) => account))];
  const places = placed.filter(
    (column, index) => placed.findIndex((other) => samePlace(other, column)) === index,
  );
  const right = Math.max(0, ...placed.map(({ x, width }) => x + width)) + 2 * padding + 1;
  const bottom = Math.max(0, ...placed.map(({ top }) => top)) + lanes.bottom;
  const sides = { left: sideRoom / 2, right: right + sideRoom / 2, farRight: right + sideRoom };
  return {
    width: Math.ceil(right + (stacked ? 1.5 * sideRoom : 0)),
    height: bottom + 2,
    title: title(scene),
    shapes: [
      ...accounts.map((account) => {
        const own = placed.filter((column) => column.account === account);
        const [left, end] = rangeOf(own, 2 * padding);
        const top = own[0]?.top ?? 0;
        const box = { x: left, y: top + 1, width: end - left, height: lanes.bottom };
        return group(
          [
            rect(box, { fill: "var(--tint-wash)", stroke: "var(--tint-line)", radius: 6 }),
            label(account, left + 7, top + 17, { face: "mono" }),
          ],
          { account },
        );
      }),
      ...places.map(({ account, region }) => {
        const own = placed.filter((column) => samePlace(column, { account, region }));
        const [left, end] = rangeOf(own, padding);
        const row = own[0]?.top ?? 0;
        const { top, bottom } = lanes.region;
        const box = { x: left, y: row + top, width: end - left, height: bottom - top };
        return group([
          rect(box, { fill: "var(--surface)", stroke: "var(--line)", radius: 4 }),
          label(region, left + 6, row + lanes.regionName, { face: "mono", colour: "var(--muted)" }),
        ]);
      }),
      ...roles.map(({ role, range, top }) =>
        bar(role.account, range, lowered(lanes.role, top), "role", 4),
      ),
      ...keys.map(({ key, range, top }) => {
        const dash = key.icon === "temporary" ? "4 3" : "";
        return bar(key.account, range, lowered(lanes.key, top), key.icon, 9, dash);
      }),
      ...pipes(placed, sides),
      ...placed.flatMap(dataShape),
      ...placed.flatMap(({ call, data, x, width, top }) =>
        call
          ? vertical(
              x + width / 2,
              top + lanes.role.bottom,
              top + (data ? lanes.data.top : lanes.key.top),
              call.state,
            )
          : [],
      ),
      ...placed.flatMap(({ uses, x, width, top }) => {
        const shown = uses.filter((use) => keys.some(({ key }) => key.id === use.key));
        return shown.flatMap(({ state }, at) =>
          vertical(
            x + (width * (at + 1)) / (shown.length + 1),
            top + lanes.data.bottom,
            top + lanes.key.top,
            state,
          ),
        );
      }),
      ...betweenBars(scene, roles, keys, sides),
    ],
  };
}

interface Lane {
  readonly top: number;
  readonly bottom: number;
}

/** A lane of the account whose top is so far down. */
function lowered(lane: Lane, by: number): Lane {
  return { top: lane.top + by, bottom: lane.bottom + by };
}

type Range = readonly [left: number, right: number];

/** From the first of some columns to the last, and so much more on each side. */
function rangeOf(columns: readonly SmallColumn[], more: number): Range {
  return [
    Math.min(...columns.map(({ x }) => x)) - more,
    Math.max(...columns.map(({ x, width }) => x + width)) + more,
  ];
}

/** Gives each column its place, so that the names of accounts and regions have room. */
function placedColumns(
  scene: RouteScene,
  columns: readonly Column[],
  stacked: boolean,
): readonly SmallColumn[] {
  const widths = columns.map(({ uses }) => Math.max(leastColumn, uses.length * 20));
  const widen = (is: (column: Column) => boolean, needed: number) => {
    const own = columns.flatMap((column, index) => (is(column) ? [index] : []));
    const missing = needed - own.reduce((sum, index) => sum + (widths[index] ?? 0), 0);
    if (missing > 0)
      for (const index of own) widths[index] = (widths[index] ?? 0) + missing / own.length;
  };
  for (const { account, region } of columns) {
    widen((column) => samePlace(column, { account, region }), textWidth(region, "mono") + 4);
    widen((column) => column.account === account, textWidth(account, "mono"));
  }
  const left = 2 * padding + 1 + (stacked ? sideRoom : 0);
  let x = left;
  let top = 0;
  return columns.map((column, index): SmallColumn => {
    const before = columns[index - 1];
    if (before && stacked && before.account !== column.account) {
      x = left;
      top += lanes.bottom + rowGap;
    } else if (before) x += gapBetween(scene, before, column);
    const width = widths[index] ?? leastColumn;
    const one = { ...column, x, width, top };
    x += width;
    return one;
  });
}

function gapBetween({ roles }: RouteScene, before: Column, column: Column): number {
  if (before.account !== column.account) return accountGap + 4 * padding;
  const role = before.role !== column.role && roles.length > 1 ? roleGap : 0;
  if (before.region === column.region) return role && role + 2 * padding;
  return Math.max(role, regionGap) + 2 * padding;
}

/** A role or a key: a bar with its icon. */
function bar(
  account: string,
  [left, right]: Range,
  { top, bottom }: Lane,
  name: "role" | "key" | "aws-managed" | "temporary",
  radius: number,
  dash = "",
): Shape {
  const look = { fill: "var(--surface)", stroke: "var(--tint)", radius };
  return group(
    [
      rect(
        { x: left, y: top, width: right - left, height: bottom - top },
        dash === "" ? look : { ...look, dash },
      ),
      icon(name, left + 6, top + 3, 12, "var(--tint)"),
    ],
    { account },
  );
}

function dataShape({ data, x, width, top: row }: SmallColumn): readonly Shape[] {
  if (!data) return [];
  const { top, bottom } = lowered(lanes.data, row);
  const box = { x: x + margin / 2, y: top, width: width - margin, height: bottom - top };
  return [
    rect(box, {
      fill: "var(--surface)",
      stroke: "var(--edge)",
      radius: 4,
      ...(data.reached ? {} : { dash: "3 3" }),
    }),
    icon(data.kind, x + width / 2 - 6.5, top + 4.5, 13, "var(--muted)"),
  ];
}

function pipes(placed: readonly SmallColumn[], sides: Sides): readonly Shape[] {
  const withData = placed.filter(({ data }) => data !== undefined);
  const middle = (lanes.data.top + lanes.data.bottom) / 2;
  return withData.slice(1).flatMap((to, index) => {
    const from = withData[index];
    if (!from || !to.data) return [];
    const start = from.x + from.width - margin / 2 + 1;
    const end = to.x + margin / 2;
    const y = to.top + middle;
    if (from.top === to.top) return [pipe([start, y], [end, y], to.data.reached)];
    // Between the two accounts, as the next line of a text.
    const between = to.top - rowGap / 2 + 1;
    return line(
      [
        [start, from.top + middle],
        [sides.right, from.top + middle],
        [sides.right, between],
        [sides.left, between],
        [sides.left, y],
        [end, y],
      ],
      to.data.reached ? "quiet" : "unreached",
      "arrow",
    );
  });
}

type State = RouteScene["calls"][number]["state"];

const vertical = (x: number, from: number, to: number, state: State) =>
  line(
    [
      [x, from],
      [x, to],
    ],
    state,
    "arrow",
  );

interface Bar {
  readonly range: Range;
  readonly top: number;
}

/** The calls between two roles, and those between two keys. */
function betweenBars(
  { calls }: RouteScene,
  roles: readonly (Bar & { readonly role: RouteScene["roles"][number] })[],
  keys: readonly (Bar & { readonly key: RouteScene["keys"][number] })[],
  { farRight }: Sides,
): readonly Shape[] {
  const across = (from: Bar | undefined, to: Bar | undefined, lane: Lane, state: State) => {
    if (!from || !to) return [];
    const y = (lane.top + lane.bottom) / 2;
    if (from.top !== to.top)
      return line(
        [
          [from.range[1], from.top + y],
          [farRight, from.top + y],
          [farRight, to.top + y],
          [to.range[1], to.top + y],
        ],
        state,
        "arrow",
      );
    const [start, end] = stretchBetween(from.range, to.range);
    return line(
      [
        [start, from.top + y],
        [end, from.top + y],
      ],
      state,
      "arrow",
    );
  };
  return calls.flatMap(({ caller, on, state, uses }) => [
    ...(on.what === "role"
      ? across(
          roles.find(({ role }) => role.arn === caller),
          roles.find(({ role }) => role.arn === on.arn),
          lanes.role,
          state,
        )
      : []),
    ...uses
      .filter(({ at }) => at === undefined)
      .flatMap((use) =>
        across(
          keys.find(({ key }) => key.icon === "temporary" && key.id !== use.key),
          keys.find(({ key }) => key.id === use.key),
          lanes.key,
          use.state,
        ),
      ),
  ]);
}
