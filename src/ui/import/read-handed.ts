import { type Imported, importText } from "#import";
import { maximumFileLength } from "#share";
import type { Handed } from "./bring-view.ts";

/** A text that was handed over, with what was found in it. */
export interface BroughtText {
  readonly id: string;
  readonly name: string;
  readonly imported: Imported;
  /** What was in it, where it is not for this dialog: a Keyhole file, or accounts and keys. */
  readonly text?: string;
}

/** More is not read at all: `importText` refuses longer texts, and a browser may not be able to hold them. */
const mostBytes = 5 * 1024 * 1024;

/** Reads what was handed over. Never throws: what cannot be read is said. */
export async function readHanded(id: string, handed: Handed): Promise<BroughtText> {
  const { name } = handed;
  const { text, refused: why } = await readText(handed);
  if (why !== undefined) return { id, name, imported: refused(why) };
  const imported = "text" in handed ? importText(text) : importText(text, name);
  // Only what goes on to another place is needed whole.
  return imported.isKeyholeFile || imported.targets
    ? { id, name, imported, text }
    : { id, name, imported };
}

/** The text of what was handed over, or why there is none. */
export async function readText(
  handed: Handed,
): Promise<{ readonly text: string; readonly refused?: string }> {
  if ("text" in handed) return { text: handed.text };
  const { file } = handed;
  const most = /\.keyhole\.json$/i.test(file.name) ? maximumFileLength : mostBytes;
  if (file.size > most) {
    const [size, allowed] = [file.size, most].map((bytes) => (bytes / 1024 / 1024).toFixed(1));
    return {
      text: "",
      refused: `The file has ${size} MiB, and ${Number(allowed)} MiB is the most that is read. Bring the part that matters.`,
    };
  }
  try {
    return { text: decoded(await file.arrayBuffer()) };
  } catch {
    return {
      text: "",
      refused: "The browser could not read the file. Try again, or paste its text.",
    };
  }
}

/** What is said of a text that was not read. */
export function refused(message: string): Imported {
  return {
    recognised: "Not read",
    format: "unknown",
    policies: [],
    problems: [{ severity: "error", message }],
  };
}

/** UTF-8, unless a byte order mark says otherwise: what PowerShell writes by `>` is UTF-16. */
function decoded(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  const encoding =
    first === 0xff && second === 0xfe
      ? "utf-16le"
      : first === 0xfe && second === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
