import type * as DocumentWork from "./document-work.ts";

/** The wizard is usable before this has arrived: as long as nothing is edited, no answer asks for it. */
let arrived: typeof DocumentWork | undefined;

/** Fetches the code that works on documents; to be awaited before anything can be edited or edits are taken in. */
export async function loadDocumentWork(): Promise<void> {
  arrived ??= await import("./document-work.ts");
}

/** That code where it has arrived. */
export function arrivedDocumentWork(): typeof DocumentWork | undefined {
  return arrived;
}

/** That code. Throws where somebody edits without having loaded it: our own mistake. */
export function documentWork(): typeof DocumentWork {
  if (!arrived) throw new Error("edited before loadDocumentWork");
  return arrived;
}
