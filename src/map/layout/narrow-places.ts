import type { RouteScene } from "../scene.ts";
import { type Column, columnsOf, type KeySpan, keySpans, samePlace } from "./columns.ts";

/** The lanes from left to right: role bars, the plates of calls, data, the plates of requests to keys, key bars. */
export const narrow = {
  width: 412,
  role: { left: 10, right: 36 },
  /** Texts of headers begin right of the role bars, because AssumeRole's line passes there. */
  text: 44,
  plate: 105,
  data: { left: 176, right: 292 },
  middle: 234,
  usePlate: 335,
  /** Where texts and region chips end: the line between replicas passes right of them. */
  textEnd: 370,
  key: { left: 378, right: 402 },
} as const;

/** A column of the wide map as a row. */
export interface PlacedRow extends Column {
  readonly top: number;
  readonly bottom: number;
  /** Where its data, its call and the line of a single use stand. */
  readonly centre: number;
}

/** From the upper edge to the lower one. */
export interface Span {
  readonly top: number;
  readonly bottom: number;
}

/** What a drawing has on its places. */
export interface NarrowPlaces {
  readonly rows: readonly PlacedRow[];
  readonly accounts: readonly ({ readonly account: string } & Span)[];
  /** The upper left edge of each region's header. */
  readonly regions: readonly {
    readonly account: string;
    readonly region: string;
    readonly top: number;
  }[];
  readonly roles: readonly { readonly role: RouteScene["roles"][number]; readonly span: Span }[];
  readonly keys: readonly { readonly span: KeySpan; readonly at: Span }[];
  readonly bottom: number;
}

export const accountHeader = 30;
const regionHeader = 34;
/** Between two accounts: room for AssumeRole's plate. */
const accountGap = 58;
/** Before another role of the same account: room for AssumeRole's plate. */
const roleGap = 50;
export const nameHeight = 36;
const rowHeight = 66;
const emptyRowHeight = 40;
export const useHeight = 64;

/** Gives each row its place, from top to bottom in the order of the data. */
export function narrowPlaces(scene: RouteScene): NarrowPlaces {
  const columns = columnsOf(scene);
  const spans = keySpans(scene, columns);
  const rows: PlacedRow[] = [];
  const accounts: ({ account: string } & { top: number; bottom: number })[] = [];
  const regions: NarrowPlaces["regions"][number][] = [];
  let y = 1;
  for (const [index, column] of columns.entries()) {
    const before = columns[index - 1];
    if (before?.account !== column.account) {
      if (before) y += accountGap;
      accounts.push({ account: column.account, top: y, bottom: y });
      regions.push({ account: column.account, region: column.region, top: y });
      y += accountHeader;
    } else if (!samePlace(before, column)) {
      regions.push({ account: column.account, region: column.region, top: y + 8 });
      y += regionHeader;
    }
    const startsRole = columns.findIndex(({ role }) => role === column.role) === index;
    if (startsRole && before?.account === column.account) y += roleGap;
    if (startsRole || spans.some(({ first }) => first === index)) y += nameHeight;
    const height = Math.max(
      column.call || column.data ? rowHeight : emptyRowHeight,
      column.uses.length * useHeight,
    );
    rows.push({ ...column, top: y, bottom: y + height, centre: y + height / 2 });
    y += height;
    const account = accounts.at(-1);
    if (account) account.bottom = y + 10;
    if (columns[index + 1]?.account !== column.account) y += 10;
  }
  return {
    rows,
    accounts,
    regions,
    roles: scene.roles.flatMap((role) => {
      const own = rows.filter((row) => row.role === role.arn);
      const span = spanOf(own);
      return span ? [{ role, span }] : [];
    }),
    keys: spans.flatMap((span) => {
      const at = spanOf(rows.slice(span.first, span.last + 1));
      return at ? [{ span, at }] : [];
    }),
    bottom: y,
  };
}

function spanOf(rows: readonly PlacedRow[]): Span | undefined {
  const first = rows[0];
  const last = rows.at(-1);
  return first && last ? { top: first.top, bottom: last.bottom } : undefined;
}
