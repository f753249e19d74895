import { type LooseValue, readLooseValue, Steps } from "#policy/text";
import { maximumDocuments } from "../limits.ts";
import { base64Texts, decodings } from "./encodings.ts";

/** The objects and lists that stand in a text. */
export interface ValuesInText {
  readonly values: readonly LooseValue[];
  /** Whether the work was too much and the rest of the text was not searched. */
  readonly isCut: boolean;
  /** Whether parts of a statement stand outside the values: one that is incomplete, or written in another way. */
  readonly hasMore: boolean;
}

/** Whether a text may have a policy in it, however it is written or encoded. */
export function mentionsPolicy(text: string): boolean {
  return namesPolicy(text) || base64Texts(text).some(namesPolicy);
}

function namesPolicy(text: string): boolean {
  return /(?:Statement|Effect)(?:["'”\\]{1,40}|\\u0022|&\S{1,5};)?\s{0,20}(?:=>|[:=])|Statement(?:%25)*(?:%22|"")|statementEntries|\bstatement[ \t]{0,20}\{/i.test(
    text,
  );
}

/**
 * Finds the objects and lists in a text around them that `isUseful` accepts: a log line with a prefix, the print of a
 * Python program, a shell command. If there is none, undoes the encodings of other formats.
 * `onWork`: see `importText`.
 */
export function valuesInText(
  text: string,
  isUseful: (value: unknown) => boolean,
  onWork: () => void,
): ValuesInText {
  const plain = withoutColours(text);
  const steps = new Steps(16 * plain.length + 10_000, onWork);
  let hasMore = false;
  const find = (written: readonly string[]) =>
    written.flatMap((one) => {
      const useful = valuesOf(one, steps).filter(({ value }) => isUseful(value));
      hasMore ||= useful.length > 0 && statementPart.test(outside(one, useful));
      return useful;
    });
  let values: readonly LooseValue[] = find([plain]);
  if (values.length === 0) values = find(decodings(plain));
  return { values, isCut: steps.areOver, hasMore };
}

const statementPart = /["'](?:Effect|Statement)["']\s{0,20}(?:=>|[:=])/;

/** What stands around values in a text. */
function outside(text: string, values: readonly PlacedValue[]): string {
  let from = 0;
  let around = "";
  for (const { start, end } of values) {
    around += text.slice(from, start);
    from = end;
  }
  return around + text.slice(from);
}

interface PlacedValue extends LooseValue {
  readonly start: number;
}

function valuesOf(text: string, steps: Steps): readonly PlacedValue[] {
  const values: PlacedValue[] = [];
  const opening = /[{[]/g;
  for (let at = 0; !steps.areOver && values.length < maximumDocuments; ) {
    opening.lastIndex = at;
    const found = opening.exec(text);
    if (!found) break;
    const value = readLooseValue(text, found.index, steps);
    if (value) values.push({ ...value, start: found.index });
    at = value?.end ?? found.index + 1;
  }
  return values;
}

/** Removes the colours that a terminal shows. */
export function withoutColours(text: string): string {
  const [first = "", ...rest] = text.split("\u001b[");
  return first + rest.map((part) => part.replace(/^[\d;]{0,20}m/, "")).join("");
}
