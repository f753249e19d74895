import { nextPaint } from "./next-paint.ts";

// The page draws its parts in this order: the first question, the documents with their editor, then the rest. All files
// are fetched at once (screens/later-parts.ts); only the drawing waits.

/** If the editor's code is not fetched this many milliseconds after the first paint, the rest does not wait for it. */
const codeTimeout = 1_000;
/** The most milliseconds that the rest then waits until the editor is drawn: on a slow computer its code runs for seconds. */
const drawTimeout = 10_000;

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
let hasEditorCode = false;

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

/** Whether an editor has been drawn. */
export function hasEditor(): boolean {
  return editorDrawn.hasHappened();
}

/** Call this when the editor is drawn, if it cannot be, or if there is no document to edit: the rest need not wait. */
export function editorIsDrawn(): void {
  editorDrawn.happen();
}

/** Call this when the browser has the editor's code: only this computer decides when the editor is drawn. */
export function editorCodeArrived(): void {
  hasEditorCode = true;
}

/** Resolves when the parts after the editor can be drawn. */
export async function afterEditor(): Promise<void> {
  await firstPaint();
  await Promise.race([editorDrawn.promise, pause(codeTimeout)]);
  if (hasEditorCode) await Promise.race([editorDrawn.promise, pause(drawTimeout)]);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
