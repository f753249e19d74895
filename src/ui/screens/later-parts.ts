import { loadDocumentWork } from "#state";
import { afterEditor, firstPaint } from "../parts/load-order.ts";

/**
 * Makes the browser fetch and compile the files of the parts after the first question, without running the scripts. The
 * large files of the editor come first. The build lists the files in index.html (scripts/early-files.ts); in development
 * the list is empty.
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

/** Loads the documents after the first question is on the screen. */
export async function loadDocumentsPane() {
  await firstPaint();
  const [panes] = await Promise.all([import("./panes.ts"), loadDocumentWork()]);
  return panes.DocumentsWithLimits;
}

/** Loads the status with the documents: it shows both answers and documents. */
export async function loadStatusStrip() {
  return (await loadStatus()).StatusStrip;
}

/** Loads the badge that a tab carries. A tab without it works: the strip says that its code could not be loaded. */
export async function loadStatusBadge() {
  return loadStatus().then(
    ({ StatusBadge }) => StatusBadge,
    () => noBadge,
  );
}

const noBadge = () => null;

async function loadStatus() {
  await firstPaint();
  const [panes] = await Promise.all([import("./panes.ts"), loadDocumentWork()]);
  return panes;
}

/** Loads the verdict after the documents and their editor are on the screen. */
export async function loadVerdictPart() {
  await afterEditor();
  return (await import("./panes.ts")).VerdictPart;
}

/** Milliseconds between two checks whether the page is still loading. */
const checkInterval = 3_000;

/**
 * Resolves when the page has loaded all parts, the editor's features included, and has fetched nothing for some seconds.
 * Caching files for offline use must not compete with files that the page shows.
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
      setTimeout(resolve, checkInterval);
    });
  }
}
