import type { Terminal } from "../terminal.ts";
import type { TextFile } from "./policy-files.ts";

/** Which files of a folder can hold policies. */
const readable = /\.(json|ya?ml|template|txt)$/i;
/** What a command printed with `--format json`, for example a baseline that is kept beside the policies. */
const printed = /^\{\s*"keyhole":\s*"/;

/**
 * The texts that paths name: files, the files of folders that can hold policies, `-` for standard input, and links.
 * Rejects with `CouldNotBeDone` where one cannot be read.
 */
export async function textsOf(
  paths: readonly string[],
  terminal: Terminal,
): Promise<readonly TextFile[]> {
  const texts: TextFile[] = [];
  for (const path of paths) {
    if (path === "-") texts.push({ path: "standard input", text: await terminal.readInput() });
    else if (isLink(path)) texts.push({ path: "the link", text: path });
    else if ((await terminal.kindOf(path)) === "folder")
      for (const file of await terminal.filesBelow(path)) {
        if (!readable.test(file)) continue;
        const text = await terminal.readFile(file);
        if (!printed.test(text)) texts.push({ path: file, text });
      }
    else texts.push({ path, text: await terminal.readFile(path) });
  }
  return texts;
}

/** Whether an argument is a link to a page rather than a path. */
export function isLink(text: string): boolean {
  return /^https?:\/\/|^#/.test(text);
}
