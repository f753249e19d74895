/** Longer texts are refused: CloudTrail's own files are smaller. */
export const maximumLength = 5 * 1_048_576;

/** How often a text may be wrapped: a subscription batch in a log line in a message of a queue. */
const maximumWrappers = 6;

/** What one search of a paste may still unpack, and what stopped it. One per paste. */
export interface Search {
  /** Characters that may still be parsed or unpacked. */
  left: number;
  wrappers: number;
  /** Texts that are no event, for messages of AWS in them. */
  readonly texts: string[];
  /** Why a part was not unpacked. */
  problem?: string;
}

/** A search that has unpacked nothing. Several wrappers of the largest paste fit into it. */
export function newSearch(): Search {
  return { left: 4 * maximumLength, wrappers: 0, texts: [] };
}

/** Unpacks one more wrapper of a text of this length. Returns `undefined`, and notes why, past a limit. */
export function inside<Result>(search: Search, length: number, unpack: () => Result) {
  if (search.wrappers >= maximumWrappers) {
    search.problem ??= `This is wrapped more than ${maximumWrappers} times. Copy only the event.`;
    return undefined;
  }
  if (length > search.left) {
    search.problem ??= "This is over 20 MiB when unpacked. Copy only the denied event.";
    search.left = 0;
    return undefined;
  }
  search.left -= length;
  search.wrappers += 1;
  const result = unpack();
  search.wrappers -= 1;
  return result;
}
