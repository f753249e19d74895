import { nextPaint } from "./next-paint.ts";

// The page draws its parts in turn: the first question, the documents with their editor, then the rest. All files are
// fetched at once (screens/later-parts.ts); only the drawing waits.

/** Milliseconds after the first paint in which the editor's code must have arrived for the rest to wait for it. */
const codePatience = 1_000;
/** Milliseconds that the rest then waits for the editor to be drawn, at most. */
const drawPatience = 3_000;

/** Milliseconds to wait for an idle moment. */
const idlePatience = 2_000;

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

/** Says that the first question has been put into the page. */
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

/** Resolves after the first paint, as soon as the browser has nothing better to do. */
export async function whenIdle(): Promise<void> {
  await firstPaint();
  await new Promise<unknown>((resolve) => {
    // Safari has no idle callback.
    if ("requestIdleCallback" in window) requestIdleCallback(resolve, { timeout: idlePatience });
    else setTimeout(resolve);
  });
}

/** Whether an editor has been drawn. */
export function hasEditor(): boolean {
  return editorDrawn.hasHappened();
}

/** Says that the editor is drawn, or that there is no document for it: the rest need not wait. */
export function editorIsDrawn(): void {
  editorDrawn.happen();
}

/** Says that the editor's code has arrived: it will be drawn soon. */
export function editorCodeArrived(): void {
  codeArrived.happen();
}

/** Resolves when the parts that come after the editor may be drawn. */
export async function afterEditor(): Promise<void> {
  await firstPaint();
  await Promise.race([editorDrawn.promise, pause(codePatience)]);
  if (codeArrived.hasHappened()) await Promise.race([editorDrawn.promise, pause(drawPatience)]);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
