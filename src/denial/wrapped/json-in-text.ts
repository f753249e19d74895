import { bracketWhere, maximumDocumentDepth } from "#policy";
import { parseJson } from "../read/json.ts";

/** The JSON in a text. */
export interface JsonInText {
  /** Objects and lists, in order. */
  readonly values: readonly unknown[];
  /** Texts that have JSON inside: a quoted log line, a field of a CSV file. */
  readonly quoted: readonly string[];
  /** The text between. */
  readonly rest: string;
  /** Something begins like JSON and does not end. */
  readonly isCut: boolean;
  readonly isTooDeep: boolean;
}

/**
 * Finds the objects and lists of JSON in a text: one after the other, a line each, after a log line's prefix, or quoted in
 * a log line (`{\"a\"`) or a CSV field (`{""a""`). Linear: what does not end is scanned a bounded number of times.
 */
export function jsonInText(text: string): JsonInText {
  const values: unknown[] = [];
  const quoted: string[] = [];
  const rest: string[] = [];
  let isCut = false;
  let isTooDeep = false;
  let restFrom = 0;
  let left = text.length * mostScans;
  const opening = /[{[](?=\s*(?:["{[\]}\d-]|\\+"))/g;
  for (let match = opening.exec(text); match && left > 0; match = opening.exec(text)) {
    const at = match.index;
    const found = valueAt(text, at);
    left -= (found.end ?? text.length) - at;
    isCut ||= found.end === undefined;
    isTooDeep ||= found.isTooDeep === true;
    if (found.end === undefined || (found.value === undefined && found.quoted === undefined))
      continue;
    if (found.value !== undefined) values.push(found.value);
    if (found.quoted !== undefined) quoted.push(found.quoted);
    rest.push(text.slice(restFrom, at));
    restFrom = found.end;
    opening.lastIndex = found.end;
  }
  rest.push(text.slice(restFrom));
  return { values, quoted, rest: rest.join("\n"), isCut, isTooDeep };
}

const mostScans = 8;

interface Found {
  /** `undefined` if it does not end. */
  readonly end?: number;
  readonly value?: unknown;
  readonly quoted?: string;
  readonly isTooDeep?: true;
}

function valueAt(text: string, at: number): Found {
  const near = text.slice(at + 1, at + 100).trimStart();
  if (near.startsWith("\\")) return quoted(text, at, endOfString(text, at), fromString);
  if (near.startsWith('""')) return quoted(text, at, endOfCsvField(text, at), fromCsv);
  const end = endOf(text, at);
  if (end === "deep") return { end: text.length, isTooDeep: true };
  if (end === undefined) return {};
  return { end, value: parseJson(text.slice(at, end)) };
}

/** The index after the bracket that closes the one at an index. */
function endOf(text: string, from: number): number | "deep" | undefined {
  const at = bracketWhere(text, from, (depth) => depth > maximumDocumentDepth || depth === 0);
  if (at < 0) return undefined;
  return text[at] === "{" || text[at] === "[" ? "deep" : at + 1;
}

function quoted(
  text: string,
  from: number,
  end: number,
  read: (inside: string) => string | undefined,
): Found {
  const found = read(text.slice(from, end));
  return { end, ...(found === undefined ? {} : { quoted: found }) };
}

/** The quote that ends a JSON string; the end of the line if none does. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"' || text[at] === "\n") return at;
  }
  return text.length;
}

/** The quote that ends a CSV field: two quotes stand for one in it (RFC 4180). */
function endOfCsvField(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at < 0 ? text.length : at;
}

function fromString(inside: string): string | undefined {
  try {
    return String(JSON.parse(`"${inside}"`));
  } catch {
    return undefined;
  }
}

function fromCsv(inside: string): string {
  return inside.replaceAll('""', '"');
}
