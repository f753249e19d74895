import { type Imported, importText } from "#bring";
import type { Handed } from "./bring-view.ts";

/** A text that was handed over, with what was found in it. */
export interface BroughtText {
  readonly id: string;
  readonly name: string;
  readonly imported: Imported;
}

/** More is not read at all: `importText` refuses longer texts, and a browser may not be able to hold them. */
const mostBytes = 5 * 1024 * 1024;

/** Reads what was handed over. Never throws: what cannot be read is said. */
export async function readHanded(id: string, handed: Handed): Promise<BroughtText> {
  const { name } = handed;
  if ("text" in handed) return { id, name, imported: importText(handed.text) };
  const { file } = handed;
  if (file.size > mostBytes) {
    const size = (file.size / 1024 / 1024).toFixed(1);
    return {
      id,
      name,
      imported: refused(
        `The file has ${size} MiB, and 5 MiB is the most that is read. Bring the policies that matter, for example one role’s.`,
      ),
    };
  }
  try {
    return { id, name, imported: importText(decoded(await file.arrayBuffer()), name) };
  } catch {
    return {
      id,
      name,
      imported: refused("The browser could not read the file. Try again, or paste its text."),
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
