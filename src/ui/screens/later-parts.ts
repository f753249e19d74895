import { loadDocumentWork } from "#state";
import { afterEditor, editorCodeArrived, firstPaint } from "../parts/load-order.ts";

/**
 * Makes the browser fetch and compile the files of the parts after the first question, without running the scripts. The
 * large files of the editor come first. The build lists the files in index.html (scripts/early-files.ts); in development
 * the list is empty.
 */
export async function fetchLaterParts(): Promise<void> {
  await firstPaint();
  const editor = fetchFiles("editor-files");
  fetchFiles("other-files");
  if (editor.length > 0) watchForEditor(editor);
}

/** Makes the browser fetch the files of a group. Returns their addresses. */
function fetchFiles(name: string): readonly string[] {
  const meta = document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`);
  return (meta?.content.split(" ") ?? []).map((file) => {
    const link = document.createElement("link");
    link.rel = file.endsWith(".css") ? "stylesheet" : "modulepreload";
    link.href = file;
    document.head.append(link);
    return link.href;
  });
}

/** Reports the editor's code when the browser has fetched its files. Their load events would come much later on a busy page. */
function watchForEditor(files: readonly string[]): void {
  new PerformanceObserver((_, watch) => {
    if (!files.every((file) => performance.getEntriesByName(file)[0])) return;
    watch.disconnect();
    editorCodeArrived();
  }).observe({ type: "resource", buffered: true });
}

/** Loads the documents after the first question is on the screen. */
export async function loadDocumentsPane() {
  await firstPaint();
  return (await loadPanes()).DocumentsWithLimits;
}

/** Loads the status after the editor is on the screen: before the verdict it has little to say. */
export async function loadStatusStrip() {
  return (await loadPartsAfterEditor()).StatusStrip;
}

/** Loads the badge that a tab carries. A tab without it works: the strip says that its code could not be loaded. */
export const loadStatusBadge = () =>
  loadPartsAfterEditor().then((parts) => parts.StatusBadge, nothing);

/** Loads the tips, without which the page works. */
export const loadTipLayer = () => loadPartsAfterEditor().then((parts) => parts.TipLayer, nothing);

const nothing = () => () => null;

/** Loads the verdict after the documents and their editor are on the screen. */
export async function loadVerdictPart() {
  return (await loadPartsAfterEditor()).VerdictPart;
}

async function loadPartsAfterEditor() {
  await afterEditor();
  return loadPanes();
}

async function loadPanes() {
  const [panes] = await Promise.all([import("./panes.ts"), loadDocumentWork()]);
  return panes;
}

/** Milliseconds between two checks whether the page is still loading. */
const checkInterval = 3_000;

/**
 * Resolves when the page has loaded all parts, the editor's features included, has fetched nothing for some seconds, and the
 * user does nothing. Caching files for offline use must not compete with files that the page shows, nor with a drag.
 */
export async function everythingLoaded(pauseOfInput: () => Promise<void>): Promise<void> {
  await afterEditor();
  const { loadFeatures } = await import("../editor/monaco/index.ts");
  await quietNetwork();
  // Running the features' code blocks the page for some frames.
  await pauseOfInput();
  await loadFeatures();
  await quietNetwork();
  await pauseOfInput();
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
