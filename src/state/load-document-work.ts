import type * as DocumentWork from "./document-work.ts";

/** The code for documents. The wizard is usable before it is loaded: without edits, no answer needs it. */
let arrived: typeof DocumentWork | undefined;

/** Loads the code for documents. Await it before the user can edit, and before edits are imported. */
export async function loadDocumentWork(): Promise<void> {
  arrived ??= await import("./document-work.ts");
}

/** The code for documents, if it is loaded. */
export function arrivedDocumentWork(): typeof DocumentWork | undefined {
  return arrived;
}

/** The code for documents. Throws if it is not loaded, which is a bug of the caller. */
export function documentWork(): typeof DocumentWork {
  if (!arrived) throw new Error("edited before loadDocumentWork");
  return arrived;
}
