/** A record of a table: its cells, its line, and its text. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
  /** Whether every quoted cell is closed where the cell ends. */
  readonly isWhole: boolean;
}

/**
 * The records of a table (RFC 4180, with any separator and any line end), without empty lines. A record with an
 * unclosed quote ends with its line, so that the next lines are read: a quoted cell of more than `mostQuoted` characters has
 * lost its closing quote. Takes linear time.
 */
export function* recordsOf(
  text: string,
  separator: string,
  mostQuoted: number,
): Generator<TableRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const found = recordAt(text, at, separator, mostQuoted) ?? lineAt(text, at, separator);
    const raw = text.slice(at, found.end);
    if (raw.trim() !== "") yield { line, cells: found.cells, raw, isWhole: found.isWhole };
    at = afterLineEnd(text, found.end);
    line += found.lines;
  }
}

interface ParsedRecord {
  readonly cells: readonly string[];
  /** The offset after its last character. */
  readonly end: number;
  readonly lines: number;
  readonly isWhole: boolean;
}

/** The record at `start`, or `undefined` if a quote in it is not closed. */
function recordAt(
  text: string,
  start: number,
  separator: string,
  mostQuoted: number,
): ParsedRecord | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const quoted = quotedAt(text, at, mostQuoted);
    if (quoted === "open") return undefined;
    const end = quoted ? quoted.end : plainEnd(text, at, separator);
    cells.push(quoted ? quoted.cell : text.slice(at, end));
    lines += quoted?.lines ?? 0;
    if (text[end] !== separator) {
      if (end < text.length && !isLineEnd(text[end])) return undefined;
      return { cells, end, lines, isWhole: true };
    }
    at = end + 1;
  }
}

/** The line at `start`, split at every separator. */
function lineAt(text: string, start: number, separator: string): ParsedRecord {
  let end = start;
  while (end < text.length && !isLineEnd(text[end])) end += 1;
  return { cells: text.slice(start, end).split(separator), end, lines: 1, isWhole: false };
}

/** The quoted cell at `start`, if there is one; `open` if its quote is not closed within the limit. */
function quotedAt(text: string, start: number, mostQuoted: number) {
  if (text[start] !== '"') return undefined;
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || quote - start > mostQuoted) return "open";
    parts.push(text.slice(from, quote));
    if (text[quote + 1] !== '"') {
      const cell = parts.join('"');
      return { cell, end: quote + 1, lines: cell.match(/\r\n|\n|\r/g)?.length ?? 0 };
    }
    from = quote + 2;
  }
}

function plainEnd(text: string, start: number, separator: string): number {
  let end = start;
  while (end < text.length && text[end] !== separator && !isLineEnd(text[end])) end += 1;
  return end;
}

function isLineEnd(character: string | undefined): boolean {
  return character === "\n" || character === "\r";
}

function afterLineEnd(text: string, at: number): number {
  return at + (text.startsWith("\r\n", at) ? 2 : 1);
}
