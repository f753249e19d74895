import type { Imported } from "#import";
import { maximumFileLength } from "#share";
import type { ImportInput } from "./import-view.ts";

/** An imported text and what Keyhole found in it. */
export interface ImportedText {
  readonly id: string;
  readonly name: string;
  readonly imported: Imported;
  /** The text itself, if it is for another dialog: a Keyhole file, or accounts and keys. */
  readonly text?: string;
  /** The input, if the checker failed to read it: the user can try again. */
  readonly failed?: ImportInput;
}

/** Finds the policies in a text; `name` is that of its file. Rejects if the checker fails. */
export type ImportText = (text: string, name?: string) => Promise<Imported>;

/** Longer files are not read: `importText` refuses longer texts, and they may exceed the browser's memory. */
const mostBytes = 5 * 1024 * 1024;

/** Reads a file or text. Never rejects: the result says what could not be read. */
export async function readInput(
  id: string,
  input: ImportInput,
  importText: ImportText,
): Promise<ImportedText> {
  const { name } = input;
  const { text, refused: why } = await readText(input);
  if (why !== undefined) return { id, name, imported: refused(why) };
  const imported = await importText(text, "text" in input ? undefined : name).catch(() => null);
  if (!imported) {
    const message = "The checker does not answer, or its code could not be loaded.";
    return { id, name, imported: refused(message), failed: input };
  }
  // Only another dialog needs the whole text.
  return imported.isKeyholeFile || imported.targets
    ? { id, name, imported, text }
    : { id, name, imported };
}

/** The text of a file or pasted text, or the reason why there is none. */
export async function readText(
  input: ImportInput,
): Promise<{ readonly text: string; readonly refused?: string }> {
  if ("text" in input) return { text: input.text };
  const { file } = input;
  const most = /\.keyhole\.json$/i.test(file.name) ? maximumFileLength : mostBytes;
  if (file.size > most) {
    const [size, allowed] = [file.size, most].map((bytes) => (bytes / 1024 / 1024).toFixed(1));
    return {
      text: "",
      refused: `The file has ${size} MiB, and Keyhole reads at most ${Number(allowed)} MiB. Import only the part with the policies.`,
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

/** The result for a text that was not read. */
export function refused(message: string): Imported {
  return {
    recognised: "Not read",
    format: "unknown",
    policies: [],
    problems: [{ severity: "error", message }],
  };
}

/** Decodes UTF-8, unless a byte order mark says otherwise: PowerShell's `>` writes UTF-16. */
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
