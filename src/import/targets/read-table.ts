import { withCommas } from "#policy";
import { recordsOf, type TableRecord } from "#policy/text";
import type { ImportProblem } from "../problem.ts";
import { columnNamed, columnOfValue } from "./columns.ts";
import type { ReadPiece } from "./row.ts";
import {
  cellsWith,
  maximumCell,
  type TargetCells,
  type TargetColumn,
  type TargetRow,
} from "./row.ts";

const separators = [",", ";", "\t", "|"] as const;
/** How many rows are read to find the columns of a table without a heading. */
const sampled = 20;
const maximumRaw = 500;
/** A longer quoted cell has lost its closing quote. */
const mostQuoted = 4_096;

/** The column at each position; `undefined` for one that is not read. */
type Layout = readonly (TargetColumn | undefined)[];

/**
 * Reads a table as spreadsheets write it: separated by commas, semicolons, tabs or bars, with or without a heading,
 * columns in any order. Returns `undefined` if it has neither accounts nor keys. `onWork`: see `importText`.
 */
export function readTable(text: string, onWork: () => void): ReadPiece | undefined {
  // Excel's first line, which names the separator.
  const declared = /^sep=(.)\r?\n/i.exec(text);
  const table = declared ? text.slice(declared[0].length) : text;
  const before = declared ? 1 : 0;
  const guesses = (declared?.[1] ? [declared[1]] : separators).map((separator) => {
    const sample: TableRecord[] = [];
    for (const record of recordsOf(table, separator, mostQuoted)) {
      sample.push(record);
      if (sample.length >= sampled) break;
    }
    return { separator, ...layoutOf(sample) };
  });
  const best = guesses.reduce((one, other) => (known(other) > known(one) ? other : one));
  if (!best.layout.some((column) => column === "account" || column === "key")) return undefined;
  return rowsOf(table, best, before, onWork);
}

function known({ layout }: { readonly layout: Layout }): number {
  return layout.filter((column) => column !== undefined).length;
}

function layoutOf(sample: readonly TableRecord[]): {
  readonly layout: Layout;
  readonly heading?: readonly string[];
} {
  const [first] = sample;
  if (!first) return { layout: [] };
  const heading = first.cells.map((cell) => cell.trim());
  const named = heading.map((name, index) => {
    // Columns named `arn` or `alias` may hold something other than keys.
    const isVague = /^(?:arn|alias)$/i.test(name);
    return isVague ? commonColumn(sample.slice(1), index) : columnNamed(name);
  });
  const holdsValues = heading.some((cell) => columnOfValue(cell) !== undefined);
  if (named.some((column) => column !== undefined) && !holdsValues)
    return { layout: named, heading };
  const guessed = heading.map((_, index) => commonColumn(sample, index));
  // A guessed column is used once: a second column of regions may mean something else.
  return {
    layout: guessed.map((column, index) =>
      guessed.indexOf(column) === index ? column : undefined,
    ),
  };
}

/** The column that most sampled cells of a position belong to. */
function commonColumn(sample: readonly TableRecord[], index: number): TargetColumn | undefined {
  const cells = sample
    .map(({ cells: all }) => all[index]?.trim() ?? "")
    .filter((cell) => cell !== "");
  const columns = cells.map(columnOfValue);
  const [column] = columns;
  return columns.filter((other) => other === column).length * 2 > cells.length ? column : undefined;
}

function rowsOf(
  table: string,
  {
    separator,
    layout,
    heading,
  }: { separator: string; layout: Layout; heading?: readonly string[] },
  linesBefore: number,
  onWork: () => void,
): ReadPiece {
  const rows: TargetRow[] = [];
  let isHeading = heading !== undefined;
  for (const record of recordsOf(table, separator, mostQuoted)) {
    if (record.line % 1_000 === 0) onWork();
    if (isHeading) isHeading = false;
    else rows.push(rowOf(record, layout, linesBefore));
  }
  return {
    recognised: heading
      ? "Table of accounts and keys"
      : "Table of accounts and keys, without a heading",
    rows,
    problems: columnProblems(layout, heading),
  };
}

function rowOf(record: TableRecord, layout: Layout, linesBefore: number): TargetRow {
  const { cells, line, raw, isWhole } = record;
  const given: { -readonly [column in TargetColumn]?: string } = {};
  layout.forEach((column, index) => {
    const cell = cells[index]?.trim() ?? "";
    // Several columns may name the key: the first one with a value counts.
    if (column !== undefined && cell !== "" && !given[column]) given[column] = cell;
  });
  const number = line + linesBefore;
  return {
    id: `line-${number}`,
    place: `line ${number}`,
    isOut: false,
    ...readable(given, isWhole, cells.slice(layout.length), raw),
  };
}

function readable(
  given: Partial<TargetCells>,
  isWhole: boolean,
  beyond: readonly string[],
  raw: string,
): Pick<TargetRow, "cells" | "unreadable" | "raw"> {
  const isLong = Object.values(given).some((cell) => cell.length > maximumCell);
  const why = !isWhole
    ? "A quotation mark is not closed. Put quotes around the whole cell, and double the quotes inside."
    : beyond.some((cell) => cell.trim() !== "")
      ? "This row has more cells than the heading. Put quotes around a cell that contains the separator."
      : isLong
        ? `A cell has more than ${withCommas(maximumCell)} characters and was cut.`
        : undefined;
  const cells = cellsWith(
    isLong
      ? Object.fromEntries(
          Object.entries(given).map(([name, cell]) => [name, cell.slice(0, maximumCell)]),
        )
      : given,
  );
  return why === undefined ? { cells } : { cells, unreadable: why, raw: raw.slice(0, maximumRaw) };
}

function columnProblems(layout: Layout, heading: readonly string[] | undefined): ImportProblem[] {
  if (!heading)
    return [
      {
        severity: "note",
        message: `The table has no heading. Columns found by their values: ${layout.map((column) => column ?? "not read").join(", ")}.`,
      },
    ];
  const problems: ImportProblem[] = [];
  const unread = heading.filter((name, index) => name !== "" && layout[index] === undefined);
  if (unread.length > 0) {
    const names = unread.slice(0, 20).map((name) => `“${name.slice(0, 40)}”`);
    const more = unread.length > names.length ? ` and ${unread.length - names.length} more` : "";
    problems.push({
      severity: "note",
      message: `Columns that Keyhole does not use: ${names.join(", ")}${more}.`,
    });
  }
  const twice = heading.filter((_, index) => {
    const column = layout[index];
    return column !== undefined && layout.indexOf(column) !== layout.lastIndexOf(column);
  });
  if (twice.length > 0)
    problems.push({
      severity: "note",
      message: `${twice
        .slice(0, 20)
        .map((name) => `“${name.slice(0, 40)}”`)
        .join(" and ")} mean the same. In each row the first one with a value counts.`,
    });
  return problems;
}
