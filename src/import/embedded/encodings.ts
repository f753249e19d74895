import { fromBase64Url } from "#policy";
import { maximumDocuments } from "../limits.ts";
import { urlDecodedAll } from "./decode.ts";

/** How another format may write a text in itself. Each is undone if the text bears its mark. */
const encodings: readonly { readonly mark: RegExp; readonly undo: (text: string) => string }[] = [
  { mark: /\\{1,40}"Statement\\{1,40}"/, undo: (text) => text.replace(/\\(["\\n/])/g, unescaped) },
  { mark: /\\u0022Statement\\u0022/i, undo: (text) => text.replace(/\\u0022/gi, '"') },
  // A cell of a table (CSV).
  { mark: /""Statement""/, undo: (text) => text.replaceAll('""', '"') },
  // XML and HTML.
  {
    mark: /&(?:quot|#34|#x22);Statement&/i,
    undo: (text) => text.replace(/&(?:quot|#34|#x22);/gi, '"').replaceAll("&amp;", "&"),
  },
  // A word processor or a mail program.
  { mark: /[“”„]Statement[“”]/, undo: (text) => text.replace(/[“”„]/g, '"') },
  // The marks of a quoted mail, of lines that were added, of a box, and the numbers of lines.
  {
    mark: /^[ \t]*(?:[>+│|]|\d{1,6}[:.|]?[ \t])/m,
    undo: (text) => text.replace(/^[ \t]*(?:(?:[>+│|][ \t]?)+|\d{1,6}[:.|]?[ \t])/gm, ""),
  },
];

function unescaped(_whole: string, character: string): string {
  return character === "n" ? "\n" : character;
}

/** A text as each encoding that it bears the mark of would have it, and what stands encoded in it. */
export function decodings(text: string): readonly string[] {
  return [
    ...encodings.flatMap(({ mark, undo }) => (mark.test(text) ? [undo(text)] : [])),
    ...urlEncodedRuns(text),
    ...base64Texts(text),
  ];
}

function urlEncodedRuns(text: string): readonly string[] {
  const runs = text.match(/%(?:25)*7B[\w%.~+*!'()-]{20,}/gi) ?? [];
  return runs.slice(0, maximumDocuments).map(urlDecodedAll);
}

/** Characters of base64 that are decoded: a policy has at most 32 KB. */
const longestBase64 = 1_000_000;

/** The texts in a text that are JSON in base64, as in a Secret of Kubernetes. These begin `{"`, `{ ` or `{` and a new line. */
export function base64Texts(text: string): readonly string[] {
  const runs = text.match(/\be[wy][\w+/]{40,}(?:\s[\w+/]{40,})*/g) ?? [];
  let left = longestBase64;
  return runs.slice(0, maximumDocuments).flatMap((run) => {
    left -= run.length;
    if (left < 0) return [];
    const bytes = fromBase64Url(run.replace(/\s/g, "").replaceAll("+", "-").replaceAll("/", "_"));
    return bytes ? (utf8(bytes) ?? []) : [];
  });
}

function utf8(bytes: Uint8Array): string | undefined {
  const encoded = Array.from(bytes, (byte) => `%${byte.toString(16).padStart(2, "0")}`);
  try {
    return decodeURIComponent(encoded.join(""));
  } catch {
    return undefined;
  }
}
