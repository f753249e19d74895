import { nextPaint } from "./next-paint.ts";

// The page draws its parts in this order: the first question, the documents with their editor, then the rest. All files
// are fetched at once (screens/later-parts.ts); only the drawing waits.

/** If the editor's code is not loaded this many milliseconds after the first paint, the rest does not wait for it. */
const codeTimeout = 1_000;
/** The most milliseconds that the rest then waits until the editor is drawn. */
const drawTimeout = 3_000;
/** The most milliseconds to wait until the browser is idle. */
const idleTimeout = 2_000;

/** Something that happens once: whether it has happened, and a promise of it. */
function happening() {
  let happened = false;
  let happen = () => {};
  const promise = new Promise<void>((resolve) => {
    happen = () => {
      happened = true;
      resolve();
    };
  });
  return { happen: () => happen(), hasHappened: () => happened, promise };
}

const painted = happening();
const editorDrawn = happening();
const codeArrived = happening();

/** Call this when the first question has been put into the page. */
export function contentIsDrawn(): void {
  void nextPaint().then(painted.happen);
}

/** Whether the first question is on the screen. */
export function isPainted(): boolean {
  return painted.hasHappened();
}

/** Resolves when the first question is on the screen. */
export function firstPaint(): Promise<void> {
  return painted.promise;
}

/** Resolves after the first paint, once the browser is idle. */
export async function whenIdle(): Promise<void> {
  await firstPaint();
  await new Promise<unknown>((resolve) => {
    // Safari has no idle callback.
    if ("requestIdleCallback" in window) requestIdleCallback(resolve, { timeout: idleTimeout });
    else setTimeout(resolve);
  });
}

/** Whether an editor has been drawn. */
export function hasEditor(): boolean {
  return editorDrawn.hasHappened();
}

/** Call this when the editor is drawn, or if there is no document to edit: the rest need not wait. */
export function editorIsDrawn(): void {
  editorDrawn.happen();
}

/** Call this when the editor's code is loaded: the editor will be drawn soon. */
export function editorCodeLoaded(): void {
  codeArrived.happen();
}

/** Resolves when the parts after the editor can be drawn. */
export async function afterEditor(): Promise<void> {
  await firstPaint();
  await Promise.race([editorDrawn.promise, pause(codeTimeout)]);
  if (codeArrived.hasHappened()) await Promise.race([editorDrawn.promise, pause(drawTimeout)]);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
