import { nextPaint } from "./next-paint.ts";

// The page draws its parts in turn: the first question, the documents with their editor, then the rest. All files are
// fetched at once (screens/later-parts.ts); only the drawing waits.

/** Milliseconds after the first paint in which the editor's code must have arrived for the rest to wait for it. */
const codePatience = 1_000;
/** Milliseconds that the rest then waits for the editor to be drawn, at most. */
const drawPatience = 3_000;

/** Milliseconds to wait for an idle moment. */
const idlePatience = 2_000;

let hasPainted = false;
let painted = () => {};
const firstPainted = new Promise<void>((resolve) => {
  painted = () => {
    hasPainted = true;
    resolve();
  };
});

/** Says that the first question has been put into the page. */
export function contentIsDrawn(): void {
  void nextPaint().then(painted);
}

/** Whether the first question is on the screen. */
export function isPainted(): boolean {
  return hasPainted;
}

/** Resolves when the first question is on the screen. */
export function firstPaint(): Promise<void> {
  return firstPainted;
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

let isEditorDrawn = false;
let drawn = () => {};
const editorDrawn = new Promise<void>((resolve) => {
  drawn = () => {
    isEditorDrawn = true;
    resolve();
  };
});

/** Whether an editor has been drawn. */
export function hasEditor(): boolean {
  return isEditorDrawn;
}

/** Says that the editor is drawn, or that there is no document for it: the rest need not wait. */
export function editorIsDrawn(): void {
  drawn();
}

let hasCode = false;

/** Says that the editor's code has arrived: it will be drawn soon. */
export function editorCodeArrived(): void {
  hasCode = true;
}

/** Resolves when the parts that come after the editor may be drawn. */
export async function afterEditor(): Promise<void> {
  await firstPaint();
  await Promise.race([editorDrawn, pause(codePatience)]);
  if (hasCode) await Promise.race([editorDrawn, pause(drawPatience)]);
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });
