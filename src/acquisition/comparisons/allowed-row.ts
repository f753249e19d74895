import { type AccessRequest, type Cell, explainCell, type Undecided } from "#engine";

/** One sentence about requests that are allowed, with one of them. */
export interface AllowedRow {
  readonly sentence: string;
  /** The resources as patterns of the documents; empty if any resource is meant, or the row is about one resource. */
  readonly resources: readonly string[];
  /** A request that the sentence is about, decided by the authorizer. */
  readonly request: AccessRequest;
}

/** How many rows are shown of one list; the rest is counted. */
export const mostRows = 8;

/** Cells as rows, each sentence once. What only tells accounts of resources apart is left out: the request shows one. */
export function rowsOf(cells: readonly Cell[]): readonly AllowedRow[] {
  const rows = new Map<string, AllowedRow>();
  for (const cell of cells) {
    const sentence = sentenceOf(cell);
    const resources = patternsOf(cell);
    const { request } = cell.witness;
    const known = rows.get(sentence);
    if (!known) rows.set(sentence, { sentence, resources, request });
    else if (known.resources.length > 0)
      rows.set(sentence, {
        ...known,
        resources: resources.length === 0 ? [] : [...new Set([...known.resources, ...resources])],
      });
  }
  return [...rows.values()];
}

/** The same for what is not decided: each sentence with its reason, once. */
export function undecidedSentences(undecided: readonly Undecided[]): readonly string[] {
  return [...new Set(undecided.map((cell) => `${sentenceOf(cell)} Not decided: ${cell.why}.`))];
}

/** What a row says of a cell. */
export function sentenceOf(cell: Cell | Undecided): string {
  const relations = (cell.relations ?? []).filter(({ relation }) => relation !== "own-account");
  return explainCell({ ...cell, relations });
}

/** The patterns of which a resource of the cell fits at least one. */
function patternsOf({ resourceSet }: Cell): readonly string[] {
  const lists = (resourceSet?.anyOf ?? []).map((comparisons) =>
    comparisons
      .filter(({ operator, holds }) => holds && /Like|Equals/.test(operator))
      .flatMap(({ values }) => values)
      .filter((value) => value !== "*"),
  );
  return lists.some((patterns) => patterns.length === 0) ? [] : [...new Set(lists.flat())];
}
