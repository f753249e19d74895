import { loadDocumentWork } from "#state";
import { afterEditor, firstPaint } from "../parts/load-order.ts";

/**
 * Has the browser fetch and compile the files of the parts that come after the first question, without running the
 * scripts; the editor's, which are large, first. The build names them in index.html (scripts/early-files.ts); in development
 * there is nothing to do.
 */
export async function fetchLaterParts(): Promise<void> {
  await firstPaint();
  fetchFiles("editor-files");
  fetchFiles("other-files");
}

function fetchFiles(name: string): void {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  for (const file of meta?.content.split(" ") ?? []) {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "stylesheet" : "modulepreload";
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

/** Milliseconds between two looks at whether the page is still loading. */
const quiet = 3_000;

/**
 * Resolves when the page has loaded what it loads by itself, the editor's features included, and has fetched nothing
 * for some seconds. Keeping files for offline use must not compete with files that are shown.
 */
export async function everythingLoaded(): Promise<void> {
  await afterEditor();
  const { loadFeatures } = await import("../editor/monaco/index.ts");
  await quietNetwork();
  await loadFeatures();
  await quietNetwork();
}

async function quietNetwork(): Promise<void> {
  const fetched = () => performance.getEntriesByType("resource").length;
  for (let before = -1; before !== fetched(); ) {
    before = fetched();
    await new Promise((resolve) => {
      setTimeout(resolve, quiet);
    });
  }
}
