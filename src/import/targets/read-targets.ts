import { withCommas } from "#policy";
import { findPolicies } from "../embedded/find-policies.ts";
import { mentionsPolicy } from "../embedded/values-in-text.ts";
import { maximumTextLength } from "../limits.ts";
import type { ImportProblem } from "../problem.ts";
import { readJson } from "../text/json-text.ts";
import { bare, fenced } from "../text/pieces.ts";
import { optional } from "../value.ts";
import { Listings } from "./read-listings.ts";
import { readObjects } from "./read-objects.ts";
import { readTable } from "./read-table.ts";
import { maximumRows, type ReadPiece, type TargetRow } from "./row.ts";

/** The accounts and keys of several texts, row by row. */
export interface ReadTargets {
  /** The recognised format of each text, in the user's words; `undefined` for a text without accounts and keys. */
  readonly recognised: readonly (string | undefined)[];
  /** All rows, including those that could not be read. A further text leaves these rows and their ids unchanged. */
  readonly rows: readonly TargetRow[];
  readonly problems: readonly ImportProblem[];
  /** Whether the texts have only accounts and keys. */
  readonly isWhole: boolean;
}

/** A text with accounts or keys, and its name. */
export interface TargetText {
  readonly text: string;
  readonly name?: string;
}

/** A shell loop over accounts and regions prints one JSON text for each. */
const maximumListings = 20_000;

/**
 * Reads accounts and keys from tables, lists of JSON objects and the output of the AWS CLI, over one or several texts.
 * The output of `list-aliases` adds to the keys of `list-keys`. Never throws; its work is bounded.
 * `onWork`: see `importText`.
 */
export function readTargets(
  texts: readonly TargetText[],
  onWork: () => void = () => {},
): ReadTargets {
  const listings = new Listings();
  const read = texts.map(({ text }) => readText(text, listings, onWork));
  const several = texts.length > 1;
  const rows = read.flatMap((pieces, textIndex) =>
    pieces.flatMap((piece, index) =>
      (piece?.rows ?? []).map((row) => ({
        ...row,
        id: `${textIndex}-${index}-${row.id}`,
        place: several
          ? `${row.place} of ${texts[textIndex]?.name ?? `text ${textIndex + 1}`}`
          : row.place,
      })),
    ),
  );
  const problems = read.flatMap((pieces, index) =>
    pieces.flatMap((piece) =>
      (piece?.problems ?? []).map((problem) => ({
        ...optional("place", several ? texts[index]?.name : undefined),
        ...problem,
      })),
    ),
  );
  const all = [...rows, ...listings.rows()];
  return {
    recognised: read.map((pieces) => {
      const names = new Set(pieces.flatMap((piece) => piece?.recognised ?? []));
      return names.size > 0 ? [...names].join("; ") : undefined;
    }),
    rows: all.slice(0, maximumRows),
    problems: [...problems, ...listings.problems, ...tooMany(all.length - maximumRows)],
    isWhole: read.every((pieces) => pieces.length > 0 && pieces.every((piece) => piece)),
  };
}

function readText(
  text: string,
  listings: Listings,
  onWork: () => void,
): readonly (ReadPiece | undefined)[] {
  if (text.length > maximumTextLength) return [undefined];
  return fenced(bare(text)).inside.flatMap((piece) =>
    /^\s*[[{]/.test(piece) ? readDocuments(piece, listings, onWork) : [readTable(piece, onWork)],
  );
}

function readDocuments(
  text: string,
  listings: Listings,
  onWork: () => void,
): readonly (ReadPiece | undefined)[] {
  const read = readJson(text, onWork, maximumListings);
  if (!read.ok) return [undefined];
  return read.documents.map(({ value }, index) => {
    onWork();
    // An object with a key and its policy is imported for the policy.
    if (mentionsPolicy(text) && findPolicies(value, onWork).length > 0) return undefined;
    const command = listings.take(value);
    if (command !== undefined)
      return { recognised: `Output of ${command}`, rows: [], problems: [] };
    const rows = readObjects(value, onWork);
    if (!rows) return undefined;
    const placed =
      read.documents.length === 1
        ? rows
        : rows.map((row) => ({ ...row, place: `JSON text ${index + 1}, ${row.place}` }));
    return { recognised: "JSON list of accounts and keys", rows: placed, problems: [] };
  });
}

function tooMany(left: number): readonly ImportProblem[] {
  if (left <= 0) return [];
  const most = withCommas(maximumRows);
  const message = `Only the first ${most} rows were read. Import the other ${withCommas(left)} separately.`;
  return [{ severity: "error", message }];
}
