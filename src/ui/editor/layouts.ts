import { applyEdits, createScanner, format } from "jsonc-parser";
import { parseDocument } from "#policy";

/** A document laid out with two spaces; text that is not JSON stays as it is. */
export function formatted(text: string): string {
  if (!parseDocument(text).ok) return text;
  return applyEdits(
    text,
    format(text, undefined, {
      tabSize: 2,
      insertSpaces: true,
      eol: "\n",
      insertFinalNewline: false,
    }),
  );
}

/** A document without white space between its tokens, each token as it was; text that is not JSON stays as it is. */
export function minified(text: string): string {
  if (!parseDocument(text).ok) return text;
  const scanner = createScanner(text, true);
  let result = "";
  for (let offset = -1; offset < text.length; ) {
    scanner.scan();
    offset = scanner.getTokenOffset() + scanner.getTokenLength();
    result += text.slice(scanner.getTokenOffset(), offset);
  }
  return result;
}
