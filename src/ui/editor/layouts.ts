import { applyEdits, createScanner, format } from "jsonc-parser";
import { parseDocument } from "#policy";

/** A document indented by two spaces. Text that is not JSON is returned unchanged. */
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

/** A document without white space between its tokens. Text that is not JSON is returned unchanged. */
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
