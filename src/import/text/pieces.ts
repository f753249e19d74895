import { maximumDocuments } from "../limits.ts";

/**
 * Removes what an editor, chat or terminal adds to a text: byte order mark, spaces, the typed command (unless it has a policy in it), and the policy
 * name that `get-key-policy --output text` prints after the policy.
 */
export function bare(text: string): string {
  const plain = text
    .replace(/^\uFEFF/, "")
    .replace(
      /^[ \t]*(?:[$>%#][ \t]*)?aws[ \t]+(?:kms|iam|cloudformation|organizations|ec2)[ \t](?:[^\n{%]*\\\r?\n)*[^\n{%]*(?:\n|$)/gm,
      "",
    )
    .trimEnd()
    .replace(/\}\s{1,8}default$/, "}");
  return withoutIndentation(plain);
}

/** Removes empty lines around a text, and the spaces that all its lines begin with: it is a part of a file. */
export function withoutIndentation(text: string): string {
  const whole = text.replace(/^\s*\n/, "").trimEnd();
  const own = /^ */.exec(whole)?.[0].length ?? 0;
  if (own === 0) return whole.trim();
  const lines = whole.split("\n");
  const isShared = lines.every((line) => line.trim() === "" || line.startsWith(" ".repeat(own)));
  return isShared ? lines.map((line) => line.slice(own)).join("\n") : whole.trim();
}

/** A text as Markdown divides it: what stands in code fences, and what stands around them. */
export interface FencedText {
  /** The whole text if it has no fences. */
  readonly inside: readonly string[];
  readonly around: readonly string[];
}

/** Divides a text by its Markdown code fences. */
export function fenced(text: string): FencedText {
  if (!/^[ \t]*(?:```|~~~)/m.test(text)) return { inside: [text], around: [] };
  const pieces: string[][] = [[]];
  for (const line of text.split("\n")) {
    if (!/^[ \t]*(?:```|~~~)/.test(line)) pieces.at(-1)?.push(line);
    else if (pieces.push([]) > 2 * maximumDocuments) break;
  }
  const texts = pieces.map((lines) => lines.join("\n"));
  const among = (remainder: number) =>
    texts.filter((piece, index) => index % 2 === remainder && piece.trim() !== "");
  return { inside: among(1), around: among(0) };
}
