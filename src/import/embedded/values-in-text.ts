import { type LooseValue, readLooseValue, Steps } from "#policy/text";
import { maximumDocuments } from "../limits.ts";
import { urlDecodedAll } from "./decode.ts";

/** The objects and lists that stand in a text. */
export interface ValuesInText {
  readonly values: readonly LooseValue[];
  /** Whether the work was too much and the rest of the text was not searched. */
  readonly isCut: boolean;
}

/** How another format may write a text in itself. Each is undone if the text bears its mark. */
const encodings: readonly { readonly mark: RegExp; readonly undo: (text: string) => string }[] = [
  { mark: /\\"Statement\\"/, undo: (text) => text.replace(/\\(["\\n/])/g, unescapedCharacter) },
  // A cell of a table (CSV).
  { mark: /""Statement""/, undo: (text) => text.replaceAll('""', '"') },
  // XML and HTML.
  {
    mark: /&(?:quot|#34|#x22);Statement&/i,
    undo: (text) => text.replace(/&(?:quot|#34|#x22);/gi, '"').replaceAll("&amp;", "&"),
  },
];

function unescapedCharacter(_whole: string, character: string): string {
  return character === "n" ? "\n" : character;
}

/** Whether a text may have a policy in it, however it is written or encoded. */
export function mentionsPolicy(text: string): boolean {
  return /(?:Statement|Effect)(?:["'\\]{1,40}|&\S{1,5};)?\s{0,20}(?:=>|[:=])|Statement(?:%25)*(?:%22|"")|statementEntries/i.test(
    text,
  );
}

/**
 * Finds the objects and lists in a text around them that `isUseful` accepts: a log line with a prefix, the print of a
 * Python program, a shell command. If there is none, undoes the encodings of JSON strings, CSV cells, XML and URLs.
 * `onWork`: see `importText`.
 */
export function valuesInText(
  text: string,
  isUseful: (value: unknown) => boolean,
  onWork: () => void,
): ValuesInText {
  const plain = withoutColours(text);
  const steps = new Steps(16 * plain.length + 10_000, onWork);
  const find = (written: readonly string[]) =>
    written.flatMap((one) => valuesOf(one, steps)).filter(({ value }) => isUseful(value));
  let values = find([plain]);
  if (values.length === 0) values = find([...encoded(plain), ...urlEncodedRuns(plain)]);
  return { values, isCut: steps.areOver };
}

function urlEncodedRuns(text: string): readonly string[] {
  const runs = text.match(/%(?:25)*7B[\w%.~+*!'()-]{20,}/gi) ?? [];
  return runs.slice(0, maximumDocuments).map(urlDecodedAll);
}

function encoded(text: string): readonly string[] {
  return encodings.flatMap(({ mark, undo }) => (mark.test(text) ? [undo(text)] : []));
}

function valuesOf(text: string, steps: Steps): readonly LooseValue[] {
  const values: LooseValue[] = [];
  const opening = /[{[]/g;
  for (let at = 0; !steps.areOver && values.length < maximumDocuments; ) {
    opening.lastIndex = at;
    const found = opening.exec(text);
    if (!found) break;
    const value = readLooseValue(text, found.index, steps);
    if (value) values.push(value);
    at = value?.end ?? found.index + 1;
  }
  return values;
}

/** Removes the colours that a terminal shows. */
export function withoutColours(text: string): string {
  const [first = "", ...rest] = text.split("\u001b[");
  return first + rest.map((part) => part.replace(/^[\d;]{0,20}m/, "")).join("");
}
