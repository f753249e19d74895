import { recordsOf } from "#policy/text";
import { objectOf, type Unknown } from "../read/json.ts";

/** A cell with an event's parameters or caller is far shorter. */
const mostQuoted = 32_768;
const mostRows = 10_000;
const mostColumns = 200;

/**
 * The rows of a table (CSV, or columns between tabs or semicolons) whose columns are the members of CloudTrail events, as
 * Athena and Logs Insights export them: each as an object by column. Empty if the text is no such table.
 * Source: Athena User Guide, "Create a table for CloudTrail logs" (columns), "Work with query results" (CSV).
 */
export function rowsOfTable(text: string): readonly Unknown[] {
  const heading = text.slice(0, text.search(/\r?\n|$/)).slice(0, 5_000);
  if (!isHeading(heading)) return [];
  const separator = [",", "\t", ";"].find((one) => heading.includes(one));
  if (separator === undefined) return [];
  let names: readonly string[] | undefined;
  const rows: Unknown[] = [];
  for (const { cells, isWhole } of recordsOf(text, separator, mostQuoted)) {
    if (!isWhole || rows.length === mostRows || cells.length > mostColumns) break;
    if (names) rows.push(rowOf(names, cells));
    else names = cells;
  }
  return rows;
}

/** The rows of Athena's `get-query-results`, of which the first has the names of the columns; empty for other objects. */
export function rowsOfResultSet(given: Unknown): readonly Unknown[] {
  const { Rows: rows } = objectOf(given.ResultSet);
  if (!Array.isArray(rows) || rows.length < 2) return [];
  const cellsOf = (row: unknown) => {
    const { Data: cells } = objectOf(row);
    return (Array.isArray(cells) ? cells.slice(0, mostColumns) : []).map((cell) => {
      const { VarCharValue: value } = objectOf(cell);
      return typeof value === "string" ? value : "";
    });
  };
  const names = cellsOf(rows[0]);
  if (!isHeading(names.join(","))) return [];
  return rows.slice(1, mostRows).map((row) => rowOf(names, cellsOf(row)));
}

/** Whether names of columns are those of CloudTrail events, or of the Open Cybersecurity Schema Framework. */
function isHeading(line: string): boolean {
  if (/^\s*[{[]|":/.test(line)) return false;
  const names = new Set(line.toLowerCase().split(/[\s",;]+/));
  return (
    ["eventname", "event_name"].some((name) => names.has(name)) ||
    (names.has("api") && names.has("actor"))
  );
}

function rowOf(names: readonly string[], cells: readonly string[]): Unknown {
  const row: Unknown = Object.fromEntries(
    names.map((name, index) => [nameOf(name), cells[index] ?? ""]),
  );
  const hasService = ["eventsource", "event_source"].some((name) => Object.hasOwn(row, name));
  return hasService ? row : { ...row, eventsource: serviceIn(cells) };
}

/** A query that names parts of `userIdentity` gives columns with only the last name. */
function nameOf(column: string): string {
  const name = column.trim().toLowerCase();
  return ["arn", "principalid", "invokedby"].includes(name) ? `useridentity.${name}` : name;
}

/** The service of a row without its column, as far as a message or the ARN of a key says. */
function serviceIn(cells: readonly string[]): string | undefined {
  const row = cells.join(" ");
  const [, named] = /perform: (kms|sts):/.exec(row) ?? /arn:[\w-]{1,20}:(kms):/.exec(row) ?? [];
  return named === undefined ? undefined : `${named}.amazonaws.com`;
}
