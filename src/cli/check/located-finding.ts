import { createHash } from "node:crypto";
import { documentTitle, type Finding } from "#keyhole";
import type { CommandDocument, DocumentPlace } from "../work/work.ts";

/** A name by which the next run knows a result again: the same for the same parts. */
export function fingerprintOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

/** A text that was checked: a document of the work, or a policy of a file. */
export interface CheckedText {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly place?: DocumentPlace;
}

/** A position in a text, counted from 1; columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A finding with its place, and a name by which the next run knows it again. */
export interface LocatedFinding {
  readonly documentId: string;
  /** “Key policy of 1234abcd-… in eu-west-1”. */
  readonly title: string;
  readonly rule: string;
  readonly severity: Finding["severity"];
  readonly message: string;
  /** The file, if the document is from one. */
  readonly path?: string;
  /** Whether `start` and `end` are positions in the file; otherwise they are in the document's own text. */
  readonly inFile: boolean;
  readonly start: Position;
  readonly end: Position;
  readonly fingerprint: string;
  /** The author of the work ignores this rule in this document, or the baseline has the finding. */
  readonly accepted?: "ignored" | "baseline";
}

/** The findings of documents in the order of their texts. `baseline` has the fingerprints that are accepted. */
export function locatedFindings(
  documents: readonly CheckedText[],
  findings: Readonly<Record<string, readonly Finding[]>>,
  ignored: Readonly<Record<string, readonly string[]>> = {},
  baseline: ReadonlySet<string> = new Set(),
): readonly LocatedFinding[] {
  const located: LocatedFinding[] = [];
  const seen = new Map<string, number>();
  const positionsOf = new Map<string, (offset: number) => Position>();
  const positionIn = (given: string, offset: number) => {
    const known = positionsOf.get(given) ?? positionsIn(given);
    positionsOf.set(given, known);
    return known(offset);
  };
  for (const document of documents) {
    const { id, title, text, place } = document;
    for (const finding of findings[id] ?? []) {
      const { rule, severity, message, start, end } = finding;
      const name = fingerprintOf(id, rule, text.slice(start, end).replace(/\s+/g, ""));
      const count = seen.get(name) ?? 0;
      seen.set(name, count + 1);
      const fingerprint = count === 0 ? name : `${name}-${count + 1}`;
      const isIgnored = Object.hasOwn(ignored, id) && ignored[id]?.includes(rule);
      const accepted = isIgnored ? "ignored" : baseline.has(fingerprint) ? "baseline" : undefined;
      const range = place?.rangeOf(start, end);
      const where = range ? (place?.text ?? "") : text;
      located.push({
        documentId: id,
        ...{ title, rule, severity, message, fingerprint },
        ...(place ? { path: place.path } : {}),
        inFile: range !== undefined,
        start: positionIn(where, range?.start ?? start),
        end: positionIn(where, range?.end ?? end),
        ...(accepted ? { accepted } : {}),
      });
    }
  }
  return located;
}

/** What a document is called outside its account. */
export function titleOf(document: CommandDocument): string {
  const { account, region } = document;
  const title = documentTitle(document);
  return `${title} in ${region === undefined ? account : `${account}, ${region}`}`;
}

/** Finds lines and columns in a text. */
function positionsIn(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
