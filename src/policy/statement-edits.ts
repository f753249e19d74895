import { memberOf, parseDocument } from "./parse.ts";

/** The Sid, with a number appended if it is taken. */
export function freeSid(sid: string, taken: ReadonlySet<unknown>): string {
  let free = sid;
  for (let number = 2; taken.has(free); number += 1) free = `${sid}${number}`;
  return free;
}

/**
 * The document with a statement added at the end of its list; the rest stays byte for byte the same. Returns
 * `undefined` if the text is not JSON or its statements are no list. `statement` is two-space JSON.
 */
export function withStatement(text: string, statement: string): string | undefined {
  const parsed = parseDocument(text);
  const list = parsed.ok ? memberOf(parsed.tree, "Statement") : undefined;
  if (list?.type !== "array") return undefined;
  const indented = statement.replace(/\n/g, "\n    ");
  const last = list.children?.at(-1);
  const at = last ? last.offset + last.length : list.offset + 1;
  const added = last ? `,\n    ${indented}` : `\n    ${indented}\n  `;
  return text.slice(0, at) + added + text.slice(at);
}
