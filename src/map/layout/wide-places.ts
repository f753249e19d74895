import type { RouteScene, SceneKey } from "../scene.ts";
import { type Column, type KeySpan, keySpans, samePlace } from "./columns.ts";
import { textWidth } from "./measure.ts";
import { badgeWidth } from "./shapes.ts";

/** The heights of the lanes: they never change with the answers, so that nothing jumps. */
export const lanes = {
  header: 8,
  role: { top: 32, bottom: 60 },
  region: { top: 70, bottom: 314 },
  plate: 76,
  data: { top: 144, bottom: 186 },
  usePlate: 196,
  key: { top: 254, bottom: 282 },
  regionChip: 289,
  bottom: 326,
} as const;

/** A column with its left edge. */
export interface PlacedColumn extends Column {
  readonly x: number;
  readonly width: number;
}

/** From the left edge to the right one. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** What a drawing has on its places. */
export interface WidePlaces {
  readonly placed: readonly PlacedColumn[];
  readonly keys: readonly { readonly span: KeySpan; readonly extent: Extent }[];
  readonly roles: readonly {
    readonly role: RouteScene["roles"][number];
    readonly extent: Extent;
  }[];
}

const padding = 12;
/** Between two accounts: room for AssumeRole's plate. */
const accountGap = 80;
const regionGap = 24;
const crossedRegionGap = 60;
const roleGap = 104;
/** What a column is wider than what stands in it. */
export const columnMargin = 18;

/** Gives each column its place, so that every label, role and key has room. */
export function placedColumns(
  scene: RouteScene,
  columns: readonly Column[],
  left: number,
): { readonly placed: readonly PlacedColumn[]; readonly spans: readonly KeySpan[] } {
  const spans = keySpans(scene, columns);
  const widths = columns.map(neededWidth);
  for (const { key, first, last } of spans) widen(widths, first, last, keyWidth(key));
  for (const role of scene.roles) {
    const own = indexes(columns, (column) => column.role === role.arn);
    widen(widths, own[0], own.at(-1), textWidth(role.name, "mono-bold") + 44);
  }
  for (const { account } of columns) {
    const own = indexes(columns, (column) => column.account === account);
    widen(widths, own[0], own.at(-1), 230);
  }
  for (const [index, column] of columns.entries()) {
    const own = indexes(columns, (other) => samePlace(column, other));
    if (own[0] === index) widen(widths, own[0], own.at(-1), textWidth(column.region, "mono") + 88);
  }
  let x = left + 2 * padding;
  const placed = columns.map((column, index): PlacedColumn => {
    const before = columns[index - 1];
    if (before) x += gapBetween(scene, before, column);
    const width = widths[index] ?? 0;
    const one = { ...column, x, width };
    x += width;
    return one;
  });
  return { placed, spans };
}

function gapBetween(scene: RouteScene, before: Column, column: Column): number {
  if (before.account !== column.account) return accountGap + 4 * padding;
  const role = before.role === column.role ? 0 : roleGap;
  if (before.region === column.region) return role;
  const keyToKey = scene.calls.some(({ uses }) => uses.some(({ at }) => at === undefined));
  return Math.max(role, 2 * padding + (keyToKey ? crossedRegionGap : regionGap));
}

function neededWidth({ call, data, uses }: Column): number {
  const plate = call
    ? Math.max(
        ...plateLines(call.operation).map((text) => textWidth(text, "mono")),
        badgeWidth(call.number),
      )
    : 0;
  return Math.max(plate, data ? dataWidth(data) : 0, usesWidth(uses), 60) + columnMargin;
}

/** The two lines of a call's plate: service and action. */
export function plateLines(operation: string): readonly [string, string] {
  const [service = "", action = ""] = operation.split(":");
  return [`${service}:`, action];
}

function dataWidth({ title, note }: { readonly title: string; readonly note: string }): number {
  return Math.max(textWidth(title, "bold") + 26, textWidth(note, "mono")) + 16;
}

/** The widths of the plates below a column's data, side by side. */
export function widthOfUse(label: string, number: number): number {
  return Math.max(textWidth(label, "mono"), badgeWidth(number));
}

function usesWidth(uses: Column["uses"]): number {
  return uses.reduce(
    (sum, { label, number }, index) => sum + widthOfUse(label, number) + (index > 0 ? 10 : 0),
    0,
  );
}

function keyWidth({ name, note }: SceneKey): number {
  return textWidth(name, "mono-bold") + textWidth(note, "sans") + 66;
}

/** Spreads what is missing over the columns. Gaps between them count as nothing: a little too wide does no harm. */
function widen(widths: number[], first = 0, last = -1, needed: number): void {
  let sum = 0;
  for (let index = first; index <= last; index += 1) sum += widths[index] ?? 0;
  const missing = Math.ceil((needed - sum) / Math.max(1, last - first + 1));
  if (missing <= 0) return;
  for (let index = first; index <= last; index += 1) widths[index] = (widths[index] ?? 0) + missing;
}

function indexes(columns: readonly Column[], is: (column: Column) => boolean): readonly number[] {
  return columns.flatMap((column, index) => (is(column) ? [index] : []));
}

/** Where the columns begin and end that belong together; `undefined` if there are none. */
export function extentOf(
  placed: readonly PlacedColumn[],
  is: (column: PlacedColumn) => boolean,
  around: number,
): Extent | undefined {
  const own = placed.filter(is);
  const first = own[0];
  const last = own.at(-1);
  return first && last
    ? { left: first.x - around, right: last.x + last.width + around }
    : undefined;
}
