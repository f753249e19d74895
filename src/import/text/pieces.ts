import { maximumDocuments } from "../limits.ts";

/**
 * Removes what an editor, chat or terminal adds to a text: byte order mark, spaces, the typed command (unless it has a policy in it), and the policy
 * name that `get-key-policy --output text` prints after the policy.
 */
export function bare(text: string): string {
  return text
    .replace(/^\uFEFF/, "")
    .replace(
      /^[ \t]*(?:[$>%#][ \t]*)?aws[ \t]+(?:kms|iam|cloudformation|organizations|ec2)[ \t](?:[^\n{%]*\\\r?\n)*[^\n{%]*(?:\n|$)/gm,
      "",
    )
    .trim()
    .replace(/\}\s{1,8}default$/, "}");
}

/** The contents of the Markdown code fences of a text, or the whole text if it has none. */
export function fenced(text: string): readonly string[] {
  if (!/^[ \t]*(?:```|~~~)/m.test(text)) return [text];
  const pieces: string[] = [];
  let open: string[] | undefined;
  for (const line of text.split("\n")) {
    if (!/^[ \t]*(?:```|~~~)/.test(line)) open?.push(line);
    else if (!open) open = [];
    else {
      pieces.push(open.join("\n"));
      open = undefined;
    }
    if (pieces.length >= maximumDocuments) break;
  }
  if (open) pieces.push(open.join("\n"));
  return pieces.filter((piece) => piece.trim() !== "");
}
