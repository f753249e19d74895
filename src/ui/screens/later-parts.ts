import { loadDocumentWork } from "#state";
import { afterEditor, firstPaint } from "../parts/load-order.ts";

/**
 * Has the browser fetch and compile the files of the parts that come after the first question, all at once, without
 * running them. The build names them in index.html (scripts/early-files.ts); in development there is nothing to do.
 */
export function fetchLaterParts(): void {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="early-files"]');
  for (const file of meta?.content.split(" ") ?? []) {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "preload" : "modulepreload";
    if (file.endsWith(".css")) link.as = "style";
    link.href = file;
    document.head.append(link);
  }
}

/** The documents, once the first question is on the screen. */
export async function loadDocumentsPane() {
  await firstPaint();
  const [panes] = await Promise.all([import("./panes.ts"), loadDocumentWork()]);
  return panes.DocumentsWithLimits;
}

/** The verdict, once the documents and their editor are on the screen. */
export async function loadVerdictPart() {
  await afterEditor();
  return (await import("./panes.ts")).VerdictPart;
}
