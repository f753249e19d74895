import { createScanner } from "jsonc-parser";
import { isDeeperThan, parseDocument } from "#policy";
import { maximumDepth, maximumDocuments } from "../limits.ts";

/** jsonc-parser's `SyntaxKind`, which is an enum of types only. */
const kinds = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const;

/** A JSON value, and the strict JSON that it was parsed from. */
export interface JsonText {
  readonly value: unknown;
  readonly text: string;
  /** Whether comments or trailing commas were removed. */
  readonly mended: boolean;
}

/** The JSON values in a text, or why it has none. */
export type JsonTexts =
  | { readonly ok: true; readonly documents: readonly JsonText[] }
  /** `isFinal`: no other reader needs to try the text. */
  | { readonly ok: false; readonly message: string; readonly isFinal?: true };

/**
 * Reads JSON: one value, or several in sequence. Removes comments and trailing commas, because no AWS API accepts them.
 * Never throws. `onWork`: see `importText`. `most` is the highest number of values.
 */
export function readJson(
  text: string,
  onWork: () => void = () => {},
  most = maximumDocuments,
): JsonTexts {
  if (isDeeperThan(text, maximumDepth))
    return {
      ok: false,
      message: `This is nested deeper than ${maximumDepth} levels, and no policy is.`,
      isFinal: true,
    };
  const whole = parsed(text);
  if (whole) return { ok: true, documents: [{ ...whole, text, mended: false }] };
  const pieces = strictPieces(text, most, onWork);
  if (pieces.length > most)
    return {
      ok: false,
      message: `This has more than ${most} JSON documents. Import fewer at once.`,
      isFinal: true,
    };
  const documents: JsonText[] = [];
  for (const piece of pieces) {
    onWork();
    const read = parsed(piece.text);
    if (!read) return { ok: false, message: whyNot(text) };
    documents.push({ ...read, ...piece });
  }
  return documents.length > 0 ? { ok: true, documents } : { ok: false, message: whyNot(text) };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}

interface Piece {
  readonly text: string;
  readonly mended: boolean;
}

/** The values of a text in sequence, each without comments and trailing commas. */
function strictPieces(text: string, most: number, onWork: () => void): readonly Piece[] {
  const scanner = createScanner(text, false);
  const pieces: Piece[] = [];
  let parts: string[] = [];
  let mended = false;
  let depth = 0;
  let tokens = 0;
  // The index in `parts` of a comma that may be a trailing one.
  let comma: number | undefined;
  for (let kind: number = scanner.scan(); kind !== kinds.end; kind = scanner.scan()) {
    tokens += 1;
    if (tokens % 1_000 === 0) onWork();
    if (isComment(kind)) {
      mended ||= parts.length > 0;
      continue;
    }
    const token = text.slice(
      scanner.getTokenOffset(),
      scanner.getTokenOffset() + scanner.getTokenLength(),
    );
    if (isSpace(kind)) {
      if (depth > 0) parts.push(token);
      continue;
    }
    const closes = kind === kinds.closeBrace || kind === kinds.closeBracket;
    if (closes && comma !== undefined) {
      parts[comma] = "";
      mended = true;
    }
    comma = kind === kinds.comma ? parts.length : undefined;
    if (depth === 0 && kind === kinds.comma) continue;
    parts.push(token);
    if (kind === kinds.openBrace || kind === kinds.openBracket) depth += 1;
    if (closes) depth -= 1;
    if (depth > 0) continue;
    pieces.push({ text: parts.join(""), mended });
    if (pieces.length > most) return pieces;
    parts = [];
    mended = false;
    depth = 0;
  }
  if (parts.length > 0) pieces.push({ text: parts.join(""), mended });
  return pieces;
}

function isComment(kind: number): boolean {
  return kind === kinds.lineComment || kind === kinds.blockComment;
}

function isSpace(kind: number): boolean {
  return kind === kinds.lineBreak || kind === kinds.space;
}

/** The first syntax error, with its line. */
function whyNot(text: string): string {
  const read = parseDocument(text);
  const problem = read.ok ? undefined : read.problems[0];
  if (!problem) return "This begins like JSON but is not complete. Copy the whole text.";
  const line = text.slice(0, problem.start).split("\n").length;
  return `This begins like JSON but has an error. Line ${line}: ${problem.message}.`;
}
