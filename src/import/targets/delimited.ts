/** A record of a table: its cells, where it begins, and the text itself. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
  /** Whether its quotes end where a cell ends. */
  readonly isWhole: boolean;
}

/** A quoted cell longer than this has lost its closing quote. */
const maximumQuoted = 4_096;

/**
 * The records of a table (RFC 4180, any one separator, any line end); lines without text are passed over. A record
 * whose quotes do not close is one line, so that the lines after it are read. Linear, whatever the text.
 */
export function* recordsOf(text: string, separator: string): Generator<TableRecord> {
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const found = recordAt(text, at, separator) ?? lineAt(text, at, separator);
    const raw = text.slice(at, found.end);
    if (raw.trim() !== "") yield { line, cells: found.cells, raw, isWhole: found.isWhole };
    at = afterLineEnd(text, found.end);
    line += found.lines;
  }
}

interface ParsedRecord {
  readonly cells: readonly string[];
  /** Where its last character ends. */
  readonly end: number;
  readonly lines: number;
  readonly isWhole: boolean;
}

/** The record that begins here; nothing where a quote in it does not close as it should. */
function recordAt(text: string, start: number, separator: string): ParsedRecord | undefined {
  const cells: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    const quoted = quotedAt(text, at);
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

/** The line that begins here, split at every separator. */
function lineAt(text: string, start: number, separator: string): ParsedRecord {
  let end = start;
  while (end < text.length && !isLineEnd(text[end])) end += 1;
  return { cells: text.slice(start, end).split(separator), end, lines: 1, isWhole: false };
}

/** The quoted cell that begins here, if one does; `open` where its quote does not close in time. */
function quotedAt(text: string, start: number) {
  if (text[start] !== '"') return undefined;
  const parts: string[] = [];
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || quote - start > maximumQuoted) return "open";
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
